"""Events while an answer is being written: at once, in order, the same when had again."""

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime
from threading import Event, Thread
from typing import Any

import httpx

from channels.web.events import answer_events
from channels.web.told import Tell
from channels.web.turns import Make, Turn, Turns
from chatbot.answer import Answer, Status
from chatbot.generation.opening import Llm
from chatbot.service import Chatbot
from tests.channels.test_web_events import ACCEPT, no_problem, read
from tests.language_models import Counted, NumbersVerifier, ScriptedModel, answer_of

PIECES = ["はい。 [1]", " 電話です。 [1]"]


def answer_of_text(text: str) -> Answer:
    """Return an answer with a text."""
    return Answer(
        answer_id="a",
        conversation_id="c",
        status=Status.ANSWERED,
        text=text,
        language="ja",
        as_of=datetime(2026, 4, 1, 12, tzinfo=UTC),
    )


def telling(pieces: list[str], text: str) -> Make:
    """Return what tells pieces on a thread of its own, and then answers."""

    async def make(tell: Tell) -> Answer:
        def work() -> Answer:
            for piece in pieces:
                tell(piece)
            return answer_of_text(text)

        return await asyncio.to_thread(work)

    return make


async def events_of(turn: Turn, after: int = 0) -> list[dict[str, Any]]:
    """Return the events of a turn."""
    return read("".join([part.decode() async for part in answer_events(turn, no_problem, after)]))


def test_what_was_told_is_sent_and_the_rest_of_the_text() -> None:
    """Joined they are the text, and any of them can be had again by its number."""

    async def check() -> None:
        text = f"{''.join(PIECES)}続き。"
        turn = Turns().begin("t", None, b"", telling(PIECES, text))
        events = await events_of(turn)
        assert [event["event"] for event in events] == ["status", *["delta"] * 3, "answer"]
        assert [event["data"]["text"] for event in events[1:-1]] == [*PIECES, "続き。"]
        assert [event["id"] for event in events] == [f"t-{n}" for n in range(1, 6)]
        assert [await events_of(turn, n) for n in range(6)] == [events[n:] for n in range(6)]

    asyncio.run(check())


def test_an_answer_that_is_another_replaces_what_was_told() -> None:
    """No more deltas: they would stand below what is taken back."""

    async def check() -> None:
        turn = Turns().begin("t", None, b"", telling(PIECES, "粗大ごみは電話です。 [1]"))
        events = await events_of(turn)
        assert [event["event"] for event in events] == ["status", "delta", "delta", "answer"]
        assert events[-1]["data"]["text"] == "粗大ごみは電話です。 [1]"

    asyncio.run(check())


def test_a_piece_is_sent_while_the_next_is_written() -> None:
    """To whoever listens, from the beginning or in the middle; silence is filled."""

    async def check() -> None:
        free = asyncio.Event()

        async def make(tell: Tell) -> Answer:
            await asyncio.to_thread(tell, PIECES[0])
            await free.wait()
            tell(PIECES[1])
            return answer_of_text("".join(PIECES))

        turn = Turns().begin("t", None, b"", make)
        first = answer_events(turn, no_problem)
        second = answer_events(turn, no_problem, 1, heartbeat=0.01)
        assert "status" in (await anext(first)).decode()
        assert [PIECES[0] in await _next(one) for one in (first, second)] == [True, True]
        assert (await _next(second)).startswith(":")
        free.set()
        assert PIECES[1] in await _next(first)
        assert "event: answer" in await _next(first)

    asyncio.run(check())


async def _next(events: AsyncIterator[bytes]) -> str:
    return (await anext(events)).decode()


def test_a_loop_that_is_closed_costs_no_answer() -> None:
    """The server stops while a thread still writes."""

    async def make() -> Tell:
        return Turns().begin("t", None, b"", telling([], "")).told.tell

    tell = asyncio.run(make())
    thread = Thread(target=tell, args=("はい。",))
    thread.start()
    thread.join()


def test_a_browser_has_the_first_sentence_while_the_third_is_written(
    make_chatbot: Callable[..., Chatbot], serving: Callable[[Chatbot], httpx.Client]
) -> None:
    """Over real HTTP; cut off, it has the rest from where it was."""
    said = answer_of(("電話です。", [1]), ("納付券です。", [1]), ("窓口です。", [1]))
    third = said.index("窓口")
    free = Event()
    model = ScriptedModel(lambda _: [said[:third], free, said[third:]])
    client = serving(make_chatbot(given_llm=Llm(model, NumbersVerifier(), Counted())))
    body = {"message": "粗大ごみの出し方を教えてください"}
    with client.stream("POST", "/api/chat", json=body, headers=ACCEPT) as response:
        begun = ""
        for part in response.iter_text():
            begun += part
            if begun.count("event: delta") == 2:
                break
    seen = read(begun)
    assert [event["data"]["text"] for event in seen[1:]] == ["電話です。 [1]", " 納付券です。 [1]"]
    free.set()
    last = {"Last-Event-ID": seen[1]["id"]}
    rest = read(client.get(f"/api/turns/{seen[0]['data']['turn_id']}/events", headers=last).text)
    assert [event["event"] for event in rest] == ["delta", "delta", "answer"]
    assert rest[0] == seen[2]
    assert rest[-1]["data"]["text"] == "電話です。 [1] 納付券です。 [1] 窓口です。 [1]"
