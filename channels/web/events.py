"""An answer as server-sent events (HTML Living Standard §9.2).

A stream is `status`, then the text as `delta` events, then `answer`, or `error` with a problem.
While the engine works, a comment every few seconds keeps proxies from closing the connection.
"""

import asyncio
import json
import re
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from itertools import count

import structlog
from fastapi.sse import KEEPALIVE_COMMENT, format_sse_event
from starlette.requests import Request

from channels.web.answer_body import AnswerBody
from channels.web.language import caller_language
from channels.web.problems import Kind, problem_body

MEDIA_TYPE = "text/event-stream"

HEARTBEAT_SECONDS = 15.0
"""As the standard's authoring notes (§9.2.7) advise."""

_log = structlog.get_logger(__name__)

_SENTENCE = re.compile(r".+?(?:[。！？!?]+[」』）)】]*(?:\s*\[\d+\])*\s*|\.\s+|\n+|$)", re.DOTALL)
"""A sentence with its closing brackets, citations and the space behind it."""


async def answer_events(
    answer: Callable[[], Coroutine[None, None, AnswerBody]],
    request: Request,
    heartbeat: float = HEARTBEAT_SECONDS,
) -> AsyncIterator[bytes]:
    """Yield the events of an answer being made.

    If the caller hangs up, this generator is cancelled where it waits; the engine finishes the
    answer in its thread, so that the store is whole.

    Args:
        answer: Makes the answer.
        request: Whose id the events' ids begin with.
        heartbeat: Seconds of silence after which a comment is sent.
    """
    number = count(1)

    def event(name: str, data: str) -> bytes:
        event_id = f"{request.state.request_id}-{next(number)}"
        return format_sse_event(event=name, data_str=data, id=event_id)

    making = asyncio.create_task(answer())
    yield event("status", json.dumps({"state": "searching"}))
    while not (await asyncio.wait({making}, timeout=heartbeat))[0]:
        yield KEEPALIVE_COMMENT
    if making.exception() is not None:
        _log.error("answer.failed", exc_info=making.exception())
        problem = problem_body(request, Kind.INTERNAL, {}, caller_language(request))
        yield event("error", problem.model_dump_json())
        return
    body = making.result()
    for sentence in sentences(body.text):
        yield event("delta", json.dumps({"text": sentence}, ensure_ascii=False))
    yield event("answer", body.model_dump_json())


def sentences(text: str) -> Iterator[str]:
    """Cut a text into sentences that, joined, are the text again."""
    return (match.group() for match in _SENTENCE.finditer(text))
