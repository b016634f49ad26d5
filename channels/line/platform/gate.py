"""What every call of the API passes: size, faults, access token; and what is noted of it.

A call is answered as a whole, so that a fault can let it act and still answer something else.
"""

import asyncio
import json
import socket
import struct
from dataclasses import dataclass
from typing import Any

from starlette.datastructures import Headers
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from channels.line.platform.calls import Call
from channels.line.platform.faults import Fault, Kind
from channels.line.platform.ids import new_request_id
from channels.line.platform.platform import Platform
from channels.line.platform.refusal import Refusal
from channels.line.platform.retry_keys import HEADER

LARGEST = 2 * 1024 * 1024
CONNECTION = "annai.connection"
"""Where the server puts a request's connection in the scope."""
_API = ("/v2/", "/oauth2/")
_OPEN = "/oauth2/"
_RETRIABLE = frozenset(
    f"/v2/bot/message/{kind}" for kind in ("push", "multicast", "narrowcast", "broadcast")
)
_FOREVER_S = 3600
_RATE = "The API rate limit has been exceeded. Try again later."
_MONTH = "You have reached your monthly limit."


@dataclass(slots=True)
class _Answer:
    """What an application answered, kept back."""

    start: Message | None = None
    body: bytes = b""

    async def take(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.start = message
        else:
            self.body += message.get("body", b"")

    @property
    def status(self) -> int:
        return self.start["status"] if self.start else 0


class Gate:
    """Stands before the API's routes.

    Args:
        app: The routes.
        platform: Whose calls these are.
    """

    def __init__(self, app: ASGIApp, platform: Platform) -> None:
        """Know what stands behind."""
        self._app = app
        self._platform = platform

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one call, or let it pass if it isn't one of the API."""
        if scope["type"] != "http" or not scope["path"].startswith(_API):
            await self._app(scope, receive, send)
            return
        scope["state"]["request_id"] = request_id = new_request_id()
        body = await _read(receive)
        fault = self._platform.faults.next(scope["path"])
        answer = await self._answer(scope, body, fault)
        self._note(scope, body, fault, answer.status, request_id)
        if fault and fault.kind in {Kind.HANG, Kind.HANG_AFTER}:
            await _hang(receive)
        elif fault and fault.kind in {Kind.RESET, Kind.RESET_AFTER}:
            await _reset(scope, receive)
        elif answer.start:
            answer.start["headers"] = [
                *answer.start["headers"],
                (b"x-line-request-id", request_id.encode()),
            ]
            await send(answer.start)
            await send({"type": "http.response.body", "body": answer.body})

    async def _answer(self, scope: Scope, body: bytes, fault: Fault | None) -> _Answer:
        """Return what is answered, after the fault if there is one."""
        answer = _Answer()
        instead = _before(fault)
        if instead is None:
            await self._acted(scope, body)(scope, _replay(body), answer.take)
            if fault and fault.kind is Kind.SLOW:
                await asyncio.sleep(fault.seconds)
            instead = _after(fault, answer)
        if instead is not None:
            answer = _Answer()
            await instead(scope, _replay(b""), answer.take)
        return answer

    def _acted(self, scope: Scope, body: bytes) -> ASGIApp:
        """Return what answers: the routes, or the refusal of a call that may not reach them."""
        try:
            self._check(Headers(scope=scope), scope["path"], len(body))
        except Refusal as refusal:
            return refused(refusal)
        return self._app

    def _check(self, headers: Headers, path: str, size: int) -> None:
        if not path.startswith(_OPEN):
            self._platform.access.check(headers.get("authorization", ""))
        if size > LARGEST:
            raise Refusal(413, "Request body exceeds the limit of 2 MB")
        if HEADER in headers and path not in _RETRIABLE:
            raise Refusal(400, "The retry key isn't available for this endpoint")

    def _note(
        self, scope: Scope, body: bytes, fault: Fault | None, status: int, request_id: str
    ) -> None:
        self._platform.calls.append(
            Call(
                method=scope["method"],
                path=scope["path"],
                query=scope["query_string"].decode(),
                body=_json(body),
                size=len(body),
                retry_key=Headers(scope=scope).get(HEADER),
                request_id=request_id,
                status=status,
                fault=fault.kind if fault else "",
                at=self._platform.clock(),
            )
        )


def refused(refusal: Refusal) -> Response:
    """Return a refusal as the API answers it."""
    return JSONResponse(refusal.body, refusal.status, refusal.headers)


def _before(fault: Fault | None) -> Response | None:
    """Return what is answered without having acted."""
    match fault.kind if fault else None:
        case Kind.ERROR_BEFORE | Kind.HANG | Kind.RESET:
            return _message(500, "Internal server error")
        case Kind.RATE:
            return _message(429, _RATE)
        case Kind.QUOTA:
            return _message(429, _MONTH)
    return None


def _after(fault: Fault | None, answer: _Answer) -> Response | None:
    """Return what is answered instead, having acted."""
    match fault.kind if fault else None:
        case Kind.ERROR_AFTER | Kind.HANG_AFTER | Kind.RESET_AFTER:
            return _message(500, "Internal server error")
        case Kind.NO_SENT_MESSAGES if answer.status < 300:  # noqa: PLR2004  # what succeeded
            return JSONResponse({}, answer.status)
    return None


def _message(status: int, message: str) -> Response:
    return JSONResponse({"message": message}, status)


async def _read(receive: Receive) -> bytes:
    """Return the whole body, but not much more than may be."""
    body, more = b"", True
    while more:
        message = await receive()
        more = message.get("more_body", False)
        if len(body) <= LARGEST:
            body += message.get("body", b"")
    return body


def _replay(body: bytes) -> Receive:
    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    return receive


async def _hang(receive: Receive) -> None:
    """Say nothing until the caller has left."""
    async with asyncio.timeout(_FOREVER_S):
        while (await receive())["type"] != "http.disconnect":
            pass


async def _reset(scope: Scope, receive: Receive) -> None:
    """End the connection without a word, as a crashed server does.

    A socket that lingers for no time ends with a reset instead of an orderly close.
    """
    transport = scope[CONNECTION]
    opened = transport.get_extra_info("socket")
    opened.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    transport.abort()
    await _hang(receive)


def _json(body: bytes) -> Any:  # noqa: ANN401  # any JSON
    try:
        return json.loads(body)
    except ValueError:
        return None
