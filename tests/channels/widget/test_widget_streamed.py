"""The widget while an answer is being written."""

from collections.abc import Callable
from threading import Event

import httpx
import pytest
from playwright.sync_api import expect

from chatbot.generation.opening import Llm
from chatbot.llm.language_model import Trouble
from chatbot.service import Chatbot
from tests.channels.widget.conftest import Begin
from tests.channels.widget.visit import QUESTION
from tests.language_models import Counted, NumbersVerifier, ScriptedModel, answer_of

pytestmark = pytest.mark.browser

SAID = answer_of(("電話です。", [1]), ("納付券です。", [1]), ("窓口です。", [1]))
CUT = SAID.index('{"text": "窓口') + 12


@pytest.fixture
def serve(
    make_chatbot: Callable[..., Chatbot],
    site: str,
    serving: Callable[[Chatbot], httpx.Client],
) -> Callable[[ScriptedModel], str]:
    """Serves a chatbot with a language model, and gives its origin."""

    def start(model: ScriptedModel) -> str:
        llm = Llm(model, NumbersVerifier(), Counted())
        client = serving(make_chatbot(given_llm=llm, allowed_origins=(site,)))
        return str(client.base_url).rstrip("/")

    return start


@pytest.mark.parametrize(
    ("rest", "shown"),
    [
        (SAID[CUT:], "電話です。 1 納付券です。 1 窓口です。 1"),
        (Trouble.CUT, "粗大ごみは電話かインターネットで申し込みます。"),
    ],
)
def test_sentences_are_seen_while_the_third_is_written(
    begin: Begin, serve: Callable[[ScriptedModel], str], rest: str | Trouble, shown: str
) -> None:
    """They stay, or make way for the city's words; who listens hears the answer, once."""
    free = Event()
    visit = begin(serve(ScriptedModel(lambda _: [SAID[:CUT], free, rest])))
    visit.open()
    visit.listen()
    visit.page.locator("#box").fill(QUESTION)
    visit.page.locator("#box").press("Enter")
    expect(visit.page.locator(".streamed")).to_have_text("電話です。 [1] 納付券です。 [1]")
    free.set()
    expect(visit.last.locator(".text")).to_contain_text(shown)
    expect(visit.page.locator(".streamed")).to_have_count(0)
    assert [shown[:5] in words for words in visit.heard].count(True) == 1
