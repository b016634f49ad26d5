"""The whole way to a real server on loopback, right and wrong: the stand-in language model."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass

import pytest

from chatbot.answer import Question
from chatbot.decision import Verdict
from chatbot.generation.opening import Llm
from chatbot.llm.opening import open_language_model
from chatbot.service import Chatbot
from chatbot.settings import Settings
from chatbot.store.opening import open_store_at_all
from eval.llm_stand_in import Behaviour, ChatRequest, llm_stand_in, refuse, say, send, stay_silent
from tests.building import NOON
from tests.language_models import NumbersVerifier, answer_of

WASTE = "粗大ごみの出し方を教えてください。"
SAID = answer_of(("電話で申し込みます。", [1]), ("納付券を貼ります。", [1]))
PLAIN = "粗大ごみは電話かインターネットで申し込みます。納付券を貼って出してください。 [1]"


@dataclass
class Served:
    """A chatbot, and what its language model's server does next."""

    behaviour: Behaviour
    asked: list[ChatRequest]
    chatbot: Chatbot | None = None


@pytest.fixture(scope="module")
def served(open_small: Callable[..., Chatbot]) -> Iterator[Served]:
    """A chatbot whose language model is on a server of its own."""
    served = Served(say(SAID), [])

    def script(request: ChatRequest) -> Behaviour:
        served.asked.append(request)
        return served.behaviour

    with ExitStack() as opened:
        server = opened.enter_context(llm_stand_in(script))

        def llm(settings: Settings) -> Llm:
            store = open_store_at_all(settings.resolved_database_url)
            given = settings.model_copy(
                update={"llm": "openai:stand-in", "llm_base_url": server.base_url}
            )
            model = open_language_model(given, store, lambda: NOON)
            assert model
            list(model.stream((("human", "?"),), 60))  # LangChain is imported in the background
            opened.callback(store.close)
            opened.callback(model.close)
            return Llm(model, NumbersVerifier(), model.counts)

        served.chatbot = open_small(llm, llm_timeout_s=1.0)
        yield served


def test_an_answer_comes_over_the_wire(served: Served, judge: Callable[..., None]) -> None:
    """With the schema, and each sentence before the stream's end."""
    judge(Verdict.ANSWER)
    served.behaviour = say(SAID)
    told: list[str] = []
    assert served.chatbot
    answer = served.chatbot.ask(Question(WASTE), told.append)
    assert answer.generation == "generated"
    assert answer.text == "".join(told)
    schema = served.asked[-1].schema
    assert schema
    assert set(schema["properties"]) == {"completeness", "sentences"}


@pytest.mark.parametrize(
    ("behaviour", "outcome"),
    [
        (say(SAID, cut_after=80), "fallback.cut"),
        (say(SAID, finish="length"), "fallback.cut"),
        (say("申し訳ありません。"), "fallback.malformed"),
        (say(SAID[:-40]), "fallback.malformed"),
        (send(b"<html>"), "fallback.failed"),
        (refuse(400), "fallback.failed"),
        (stay_silent(), "fallback.timeout"),
        (say(SAID, pause_s=0.2), "fallback.timeout"),
    ],
)
def test_whatever_goes_wrong_the_answer_stands(
    served: Served, judge: Callable[..., None], behaviour: Behaviour, outcome: str
) -> None:
    """The city's own words, as without a language model."""
    judge(Verdict.ANSWER)
    served.behaviour = behaviour
    assert served.chatbot
    answer = served.chatbot.ask(Question(WASTE))
    assert (answer.generation, answer.text) == (outcome, PLAIN)
