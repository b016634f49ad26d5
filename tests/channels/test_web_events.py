"""POST /api/chat as server-sent events."""

import asyncio
import json
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from channels.web.events import answer_events, sentences
from channels.web.problems import ProblemBody
from channels.web.told import Tell
from channels.web.turns import Turns
from chatbot.answer import Answer, Question
from chatbot.service import Chatbot


def no_problem() -> ProblemBody:
    """Fail the test that has a problem."""
    raise AssertionError


ACCEPT = {"Accept": "text/event-stream"}


def read(stream: str) -> list[dict[str, Any]]:
    """Return the events of a stream, their data read as JSON."""
    blocks = [block for block in stream.split("\n\n") if block and not block.startswith(":")]
    pairs = [dict(line.split(": ", 1) for line in block.split("\n")) for block in blocks]
    return [{**pair, "data": json.loads(pair["data"])} for pair in pairs]


def stream_of(client: httpx.Client, message: str, **headers: str) -> list[dict[str, Any]]:
    """Ask for events and return them."""
    response = client.post("/api/chat", json={"message": message}, headers=ACCEPT | headers)
    assert response.headers["content-type"].startswith("text/event-stream")
    return read(response.text)


def test_a_stream_is_status_then_sentences_then_the_answer(client: httpx.Client) -> None:
    """The sentences joined are the text, and the answer is the one that JSON gives."""
    events = stream_of(client, "粗大ごみの出し方を教えてください")

    assert events[0]["event"] == "status"
    assert events[-1]["event"] == "answer"
    deltas = [event["data"]["text"] for event in events[1:-1]]
    answer = events[-1]["data"]
    assert len(deltas) > 1
    assert "".join(deltas) == answer["text"]
    assert answer["status"] == "answered"


def test_events_have_ids_that_tell_duplicates(client: httpx.Client) -> None:
    """Ids count up within a request, and never repeat between requests."""
    first, second = stream_of(client, "こんにちは"), stream_of(client, "こんにちは")

    prefix = first[0]["id"].rpartition("-")[0]
    assert [event["id"] for event in first] == [f"{prefix}-{n + 1}" for n in range(len(first))]
    assert not {event["id"] for event in first} & {event["id"] for event in second}


def test_proxies_are_told_not_to_keep_events_back(client: httpx.Client) -> None:
    """No cache and no buffer."""
    response = client.post("/api/chat", json={"message": "こんにちは"}, headers=ACCEPT)

    assert response.headers["cache-control"] == "no-store"
    assert response.headers["x-accel-buffering"] == "no"


def test_a_failure_ends_the_stream_with_a_problem(
    broken: Chatbot, serving: Callable[[Chatbot], httpx.Client]
) -> None:
    """The status line is gone by then, so the problem comes as an event."""
    events = stream_of(serving(broken), "住民票", **{"Accept-Language": "en"})

    assert [event["event"] for event in events] == ["status", "error"]
    assert events[-1]["data"]["status"] == 500
    assert events[-1]["data"]["title"] == "Something went wrong"


def test_a_client_that_hangs_up_does_no_harm(client: httpx.Client) -> None:
    """The server goes on serving others."""
    with client.stream(
        "POST", "/api/chat", json={"message": "こんにちは"}, headers=ACCEPT
    ) as response:
        next(response.iter_raw())

    assert stream_of(client, "こんにちは")[-1]["event"] == "answer"


def test_a_slow_answer_is_kept_alive_by_comments(chatbot: Chatbot) -> None:
    """Silence longer than the heartbeat is filled with comments, that clients ignore."""
    answer = chatbot.ask(Question("こんにちは"))

    async def slow(_: Tell) -> Answer:
        await asyncio.sleep(0.2)
        return answer

    async def collect() -> str:
        turn = Turns().begin("t", None, b"", slow)
        events = answer_events(turn, no_problem, heartbeat=0.05)
        return "".join([part.decode() async for part in events])

    stream = asyncio.run(collect())
    assert stream.count(": ping\n\n") >= 2
    assert read(stream)[-1]["event"] == "answer"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("はい。[1] いいえ。", ["はい。[1] ", "いいえ。"]),
        ("「はい。」と言う。", ["「はい。」", "と言う。"]),
        ("a b. c\n・d", ["a b. ", "c\n", "・d"]),
        ("1.5km", ["1.5km"]),
        ("", []),
    ],
)
def test_a_sentence_keeps_its_citations(text: str, expected: list[str]) -> None:
    """A piece ends behind brackets and citations, so that none begins with them."""
    assert list(sentences(text)) == expected


@given(st.text(alphabet="あa。！.[1] 」\n"))
def test_sentences_lose_nothing(text: str) -> None:
    """Whatever the text, its pieces joined are the text."""
    assert "".join(sentences(text)) == text
