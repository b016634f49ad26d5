"""An answer as server-sent events (HTML Living Standard §9.2).

A stream is `status`, then the text as `delta` events, then `answer`, or `error` with a problem.
What is told while the answer is being written comes at once; the rest of the text follows with the
answer, or nothing where the answer is another than was told: `answer` replaces it.
While the engine works, a comment every few seconds keeps proxies from closing the connection.
An event's id is the turn's id and the event's number: the same however often it is sent.
"""

import asyncio
import json
import re
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Iterator
from contextlib import aclosing

from fastapi.sse import KEEPALIVE_COMMENT, format_sse_event

from channels.web.answer_body import answer_json
from channels.web.problems import ProblemBody
from channels.web.turns import Turn

MEDIA_TYPE = "text/event-stream"

HEARTBEAT_SECONDS = 15.0
"""As the standard's authoring notes (§9.2.7) advise."""

_SENTENCE = re.compile(r".+?(?:[。！？!?]+[」』）)】]*(?:\s*\[\d+\])*\s*|\.\s+|\n+|$)", re.DOTALL)
"""A sentence with its closing brackets, citations and the space behind it."""


async def answer_events(
    turn: Turn,
    problem: Callable[[], ProblemBody],
    after: int = 0,
    heartbeat: float = HEARTBEAT_SECONDS,
) -> AsyncIterator[bytes]:
    """Yield the events of a turn.

    If the caller hangs up, this generator is cancelled where it waits; the turn goes on.

    Args:
        turn: What is being answered; its events are numbered from 1.
        problem: Makes the problem that tells of a failure.
        after: Number of the last event that the caller has.
        heartbeat: Seconds of silence after which a comment is sent.
    """
    if after < 1:
        data = json.dumps({"state": "searching", "turn_id": turn.id})
        yield _event(turn, 1, "status", data)
    number = 1
    async with aclosing(_told(turn, heartbeat)) as told:
        async for piece in told:
            if piece is None:
                yield KEEPALIVE_COMMENT
                continue
            number += 1
            if number > after:
                yield _event(turn, number, "delta", _delta(piece))
    for name, data in _ending(turn, problem):
        number += 1
        if number > after:
            yield _event(turn, number, name, data)


async def _told(turn: Turn, heartbeat: float) -> AsyncGenerator[str | None]:
    """Yield what is told until the answer is made, and None after each silence."""
    count = 0
    while count < len(turn.told.pieces) or not turn.making.done():
        if count < len(turn.told.pieces):
            yield turn.told.pieces[count]
            count += 1
            continue
        more = asyncio.ensure_future(turn.told.more_than(count))
        try:
            waiting = {turn.making, more}
            done, _ = await asyncio.wait(
                waiting, timeout=heartbeat, return_when=asyncio.FIRST_COMPLETED
            )
        finally:
            more.cancel()
        if not done:
            yield None


def _ending(turn: Turn, problem: Callable[[], ProblemBody]) -> Iterator[tuple[str, str]]:
    """Yield name and data of what comes when the answer is made."""
    if turn.making.exception() is not None:
        yield "error", problem().model_dump_json()
        return
    answer = turn.making.result()
    told = "".join(turn.told.pieces)
    rest = answer.text.removeprefix(told) if answer.text.startswith(told) else ""
    for sentence in sentences(rest):
        yield "delta", _delta(sentence)
    yield "answer", answer_json(answer).decode()


def _delta(text: str) -> str:
    return json.dumps({"text": text}, ensure_ascii=False)


def _event(turn: Turn, number: int, name: str, data: str) -> bytes:
    return format_sse_event(event=name, data_str=data, id=f"{turn.id}-{number}")


def number_of(event_id: str, turn: Turn) -> int:
    """Return which event of a turn an id names; 0, before the first, if none."""
    number = event_id.removeprefix(f"{turn.id}-")
    return int(number) if re.fullmatch(r"[0-9]{1,9}", number) else 0


def sentences(text: str) -> Iterator[str]:
    """Cut a text into sentences that, joined, are the text again."""
    return (match.group() for match in _SENTENCE.finditer(text))
