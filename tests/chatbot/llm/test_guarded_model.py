"""A language model that fails in every way: told in time, counted, and left alone for a while."""

import logging
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest

from chatbot.llm import guarded_model
from chatbot.llm.breaker import BreakerState
from chatbot.llm.guarded_model import MOST, GuardedModel
from chatbot.llm.language_model import Trouble
from chatbot.llm.usage import Usage
from eval.llm_stand_in import Behaviour, LlmStandIn, refuse, say, send, stay_silent
from tests.chatbot.llm.conftest import KEY, PROMPT, ask

SCHEMA: dict[str, object] = {"type": "object", "properties": {}, "additionalProperties": False}
LATE_S = 0.05


def is_true_soon(condition: Callable[[], bool]) -> bool:
    """Return whether something comes true within some seconds."""
    for _ in range(200):
        if condition():
            return True
        time.sleep(0.02)
    return False


def test_it_asks_as_openais_api_has_it(server: LlmStandIn, model: GuardedModel) -> None:
    """Messages, a key, the schema, no temperature; the pieces come as they are sent."""
    server.script = lambda _: say("ごみの日は火曜日です。", piece=4)
    pieces = list(model.stream(PROMPT, 5, SCHEMA))

    body = server.requests[-1]
    assert pieces == ["ごみの日", "は火曜日", "です。"]
    assert body["model"] == "m"
    assert body["messages"] == [
        {"role": "system", "content": "規則"},
        {"role": "user", "content": "ごみの日は？"},
    ]
    assert body["response_format"] == {
        "type": "json_schema",
        "json_schema": {"name": "answer", "schema": SCHEMA, "strict": True},
    }
    assert (body["temperature"], body["stream"]) == (0, True)
    assert server.keys[-1] == KEY


@pytest.mark.parametrize(
    ("behaviour", "trouble", "requests"),
    [
        (stay_silent(), Trouble.TIMEOUT, 1),
        (say("はい。", delay_s=9, pings_s=0.05), Trouble.TIMEOUT, 1),
        (say("とても長い答え" * 9, piece=1, pause_s=0.05), Trouble.TIMEOUT, 1),
        (say("とても長い答え", cut_after=5), Trouble.CUT, 1),
        (say("とても長い答え", cut_after=0), Trouble.CUT, 2),
        (say("とても長い答え", finish=""), Trouble.CUT, 1),
        (say("とても長い答え", finish="length"), Trouble.CUT, 1),
        (say("とても", finish="content_filter"), Trouble.FAILED, 1),
        (send(b"<html>", "text/html"), Trouble.FAILED, 1),
        (send(b"data: {broken\n\n", "text/event-stream"), Trouble.FAILED, 1),
        (send(b'data: {"error": {"message": "sk-x"}}\n\n', "text/event-stream"), "failed", 1),
        (send(b""), Trouble.FAILED, 1),
        (refuse(401), Trouble.FAILED, 1),
        (refuse(404), Trouble.FAILED, 1),
        (refuse(500), Trouble.FAILED, 2),
        (refuse(429), Trouble.BUSY, 2),
        (refuse(429, retry_after="60"), Trouble.BUSY, 1),
    ],
)
def test_every_failure_is_told_in_time(  # noqa: PLR0913, PLR0917  # fixtures and a table's columns
    server: LlmStandIn,
    model: GuardedModel,
    monkeypatch: pytest.MonkeyPatch,
    behaviour: Behaviour,
    trouble: Trouble,
    requests: int,
) -> None:
    """By its kind, at the deadline and not much later; asked again only where that may help."""
    monkeypatch.setattr(guarded_model, "TRIES", 2)
    monkeypatch.setattr(guarded_model, "FIRST_PAUSE_S", 0.01)
    server.script = lambda _: behaviour
    before = len(server.requests)
    asked = ask(model, 0.3)

    assert asked.trouble == trouble
    assert asked.seconds < 0.3 + LATE_S
    assert len(server.requests) - before == requests
    assert model.counts.totals()[f"trouble.{trouble}"] == 1


def test_nobody_there(make_model: Callable[..., GuardedModel]) -> None:
    """A server that is down is told at once, long before the deadline."""
    gone = make_model(llm_base_url="http://127.0.0.1:9/v1")
    asked = ask(gone, 60)

    assert asked.trouble is Trouble.UNREACHABLE


def test_a_server_that_comes_back_is_not_noticed(server: LlmStandIn, model: GuardedModel) -> None:
    """A try that fails before anything was said is made again, after what the server wants."""
    answers = [refuse(429, retry_after="0.2"), refuse(503), say("はい、出せます。")]
    server.script = lambda _: answers.pop(0)
    asked = ask(model, 10)

    assert (asked.text, asked.trouble) == ("はい、出せます。", None)
    assert asked.seconds > 0.2
    assert "trouble.busy" not in model.counts.totals()


def test_what_was_shown_is_not_asked_again(server: LlmStandIn, model: GuardedModel) -> None:
    """Once a piece has been handed over, a broken connection ends the answer."""
    server.script = lambda _: say("とても長い答え", piece=2, cut_after=4)
    before = len(server.requests)
    asked = ask(model)

    assert (asked.text, asked.trouble) == ("とても長", Trouble.CUT)
    assert len(server.requests) == before + 1


def test_a_server_without_schemas_is_asked_without(server: LlmStandIn, model: GuardedModel) -> None:
    """Refused both ways, the schema isn't sent any more; a refused question proves nothing."""
    server.script = lambda _: refuse(400, message="content_filter")
    assert ask(model, schema=SCHEMA).trouble is Trouble.FAILED

    server.script = lambda request: (
        refuse(400) if "response_format" in request.body else say("はい。")
    )
    first, second = ask(model, schema=SCHEMA), ask(model, schema=SCHEMA)

    assert (first.text, second.text) == ("はい。", "はい。")
    schemas = ["response_format" in body for body in server.requests[-4:]]
    assert schemas == [True, True, False, False]


def test_a_question_that_is_refused_opens_no_breaker(
    server: LlmStandIn, model: GuardedModel
) -> None:
    """One resident's questions that a filter refuses keep the others from nothing."""
    server.script = lambda _: refuse(400)
    for _ in range(8):
        ask(model)

    assert model.report().breaker is BreakerState.CLOSED


def test_the_breaker_opens_and_recovers_by_itself(server: LlmStandIn, model: GuardedModel) -> None:
    """After five failures nothing is sent for a while; then one question finds out."""
    model._guard.breaker._pause_s = 0.2  # noqa: SLF001  # so that the test needn't wait seconds
    server.script = lambda _: refuse(401)
    for _ in range(5):
        assert ask(model).trouble is Trouble.FAILED
    before = len(server.requests)

    assert ask(model).trouble is Trouble.OPEN
    assert len(server.requests) == before
    server.script = lambda _: say("はい。")
    assert is_true_soon(lambda: ask(model).text == "はい。")
    assert model.report().breaker is BreakerState.CLOSED


def test_tokens_are_counted(server: LlmStandIn, make_model: Callable[..., GuardedModel]) -> None:
    """As the server tells them, else estimated; a question that timed out costs as well."""
    model = make_model(llm_input_price=2, llm_output_price=10)
    server.script = lambda _: say("はい。", Usage(1000, 200))
    ask(model, 60)
    assert model.report().cost_today == pytest.approx(0.004)

    server.script = lambda _: say("はい。", counts=False)
    ask(model)
    server.script = lambda _: stay_silent()
    ask(model, 0.1)

    estimated_input = len("規則ごみの日は？")
    assert is_true_soon(lambda: model.counts.totals()["calls"] == 3)
    assert model.counts.totals()["input_tokens"] == 1000 + 2 * estimated_input
    assert model.counts.totals()["output_tokens"] == 200 + len("はい。")


def test_a_used_up_budget_sends_nothing(
    server: LlmStandIn, make_model: Callable[..., GuardedModel]
) -> None:
    """Tokens or money of the day: what is reached stops the next question."""
    server.script = lambda _: say("はい。", Usage(60, 40))
    by_tokens = make_model(llm_tokens_per_day=100)
    ask(by_tokens, 60)

    assert ask(by_tokens).trouble is Trouble.BUDGET
    assert by_tokens.report().budget_is_used
    assert len(server.requests) == 1


def test_another_process_knows_what_was_used(
    server: LlmStandIn, make_model: Callable[..., GuardedModel]
) -> None:
    """The day's budget is one for all processes on a store, and outlives a restart."""
    server.script = lambda _: say("はい。", Usage(60, 40))
    first = make_model(llm_tokens_per_day=100)
    ask(first, 60)
    first.close()
    second = make_model(llm_tokens_per_day=100)

    assert is_true_soon(lambda: second.report().tokens_today == 100)
    assert ask(second).trouble is Trouble.BUDGET


def test_many_at_once(server: LlmStandIn, model: GuardedModel) -> None:
    """Each gets its own answer, and the counts are right."""
    server.script = lambda request: say(request.last * 3, Usage(10, 5), piece=2)
    before = model.counts.totals()["calls"]

    def one(number: int) -> str:
        return "".join(model.stream((("human", f"問{number}"),), 20))

    with ThreadPoolExecutor(16) as pool:
        said = list(pool.map(one, range(64)))

    assert said == [f"問{number}" * 3 for number in range(64)]
    assert model.counts.totals()["calls"] == before + 64


def test_threads_are_few_and_end(server: LlmStandIn, model: GuardedModel) -> None:
    """Of questions that nobody waits for any more no thread and no connection stays."""
    server.script = lambda _: say("はい。", delay_s=30, pings_s=0.02)
    with ThreadPoolExecutor(MOST + 8) as pool:
        asked = list(pool.map(lambda _: ask(model, 0.3), range(MOST + 8)))

    def calls() -> int:
        return sum(thread.name == "llm-call" for thread in threading.enumerate())

    assert {one.trouble for one in asked} <= {Trouble.TIMEOUT, Trouble.BUSY, Trouble.OPEN}
    assert max(one.seconds for one in asked) < 0.3 + 10 * LATE_S
    assert calls() <= MOST
    assert is_true_soon(lambda: calls() == 0 and server.open == 0)


def test_who_stops_listening_ends_the_request(server: LlmStandIn, model: GuardedModel) -> None:
    """The writer may stop in the midst: the connection is closed, the breaker learns nothing."""
    server.script = lambda _: say("a" * 4000, piece=1, pause_s=0.005)
    with closing(model.stream(PROMPT, 20)) as pieces:  # type: ignore[type-var]  # it is a generator
        assert next(pieces) == "a"

    assert is_true_soon(lambda: server.open == 0)
    assert model.report().breaker is BreakerState.CLOSED


def test_secrets_stay_out_of_logs(
    server: LlmStandIn, model: GuardedModel, caplog: pytest.LogCaptureFixture
) -> None:
    """Whatever the server says of the key, and whatever was asked, the log has kind and status."""
    caplog.set_level(logging.DEBUG)
    for status in (401, 400, 500):
        server.script = lambda _, status=status: refuse(  # type: ignore[misc]  # bound per turn
            status, message=f"Incorrect API key provided: {KEY}"
        )
        ask(model, 2, SCHEMA)

    said = "\n".join(record.getMessage() for record in caplog.records)
    assert "language model: failed (status 401)" in said
    for secret in (KEY, "ごみの日", server.base_url):
        assert secret not in said


def test_nothing_is_traced(
    server: LlmStandIn, make_model: Callable[..., GuardedModel], monkeypatch: pytest.MonkeyPatch
) -> None:
    """LangSmith's variables in the environment send nothing anywhere, and no other key is used."""
    monkeypatch.setenv("LANGSMITH_TRACING", "true")
    monkeypatch.setenv("LANGSMITH_API_KEY", "ls-key")
    monkeypatch.setenv("LANGSMITH_ENDPOINT", server.base_url)
    monkeypatch.setenv("OPENAI_API_KEY", "of-somebody-else")
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    model = make_model(llm_api_key=None)

    assert ask(model, 60).text == "はい。"
    assert server.keys == ["none"]


def test_without_a_language_model_nothing_of_it_is_imported() -> None:
    """Neither the chatbot nor its disaster mode and emergency numbers load a library for it."""
    code = (
        "import sys, chatbot.service, chatbot.disaster.gate, chatbot.gates.emergency; "
        "print(sorted({'langchain', 'langchain_openai', 'openai', 'langsmith', 'httpx'}"
        " & set(sys.modules)))"
    )
    environment = {name: value for name, value in os.environ.items() if name != "ANNAI_LLM"}
    done = subprocess.run(  # noqa: S603  # our own interpreter
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )

    assert done.stdout == "[]\n"
