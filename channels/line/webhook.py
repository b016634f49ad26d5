"""`POST /line/webhook`: check the signature, store the events, answer 200 (DESIGN §10).

LINE gives up after 2 seconds, so nothing is answered here
(https://developers.line.biz/en/docs/messaging-api/receiving-messages/).

- 400: the signature is missing or wrong, or the body is not a webhook; nothing is stored.
- 413: the body is too large; it is not read to its end.
- 503: the database doesn't take it; LINE may deliver it again.
"""

from typing import cast

import structlog
from fastapi import APIRouter, Request, Response

from channels.line.channel import LineChannel
from channels.line.events import Looked, read_events
from channels.web.problems import Kind, ProblemError, documented
from chatbot.errors import StoreError

MAX_BODY = 1_000_000
"""Bytes; LINE's webhooks are far smaller."""

_HEADER = "x-line-signature"
_log = structlog.get_logger(__name__)

router = APIRouter(tags=["line"])


@router.post(
    "/line/webhook",
    responses=documented(Kind.INVALID_SIGNATURE, Kind.BODY_TOO_LARGE, Kind.NOT_READY),
)
async def webhook(request: Request) -> Response:
    """Take events from LINE. They are stored when this answers 200, and worked on later."""
    line = cast("LineChannel", request.app.state.line)
    body = await _body(request, line)
    if not line.is_signed(body, request.headers.get(_HEADER, "")):
        line.counts.webhook("signature")
        raise ProblemError(Kind.INVALID_SIGNATURE)
    events = read_events(body)
    if events is None:
        line.counts.webhook("malformed")
        raise ProblemError(Kind.INVALID_JSON)
    await _store(line, line.look_at(events))
    line.counts.webhook("stored")
    return Response(status_code=200)


async def _body(request: Request, line: LineChannel) -> bytes:
    """Read the body as it was sent, and no more of it than the limit."""
    read = bytearray()
    async for chunk in request.stream():
        read += chunk
        if len(read) >= MAX_BODY:
            line.counts.webhook("too_large")
            raise ProblemError(Kind.BODY_TOO_LARGE)
    return bytes(read)


async def _store(line: LineChannel, looked: list[Looked]) -> None:
    if not looked:
        return
    try:
        await line.take_in(looked)
    except StoreError as error:
        line.counts.webhook("store")
        _log.error("line.not_stored", events=len(looked), reason=error.key)  # says it all
        raise ProblemError(Kind.NOT_READY, snapshot="", store=False) from None
