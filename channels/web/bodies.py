"""Which request bodies are read: JSON, and no more of it than the limit."""

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from channels.web.problems import Kind, problem_response


def is_api_post(scope: Scope) -> bool:
    """Tell whether a request sends something to the API for web pages."""
    return bool(scope["method"] == "POST" and scope["path"].startswith("/api/"))


class JsonBodies:
    """Refuses other bodies than JSON, and too large ones before they fill the memory.

    A body without a length, or with a wrong one, is counted as it comes in.

    Args:
        app: What comes behind.
        max_bytes: The limit.
    """

    def __init__(self, app: ASGIApp, max_bytes: int) -> None:
        """Keep the limit."""
        self._app = app
        self._max_bytes = max_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the request through, or answer it with a problem."""
        if scope["type"] != "http" or not is_api_post(scope):
            await self._app(scope, receive, send)
            return
        kind = self._wrong(Headers(scope=scope))
        if kind:
            await problem_response(Request(scope), kind)(scope, receive, send)
            return
        await self._app(scope, self._limited(receive), send)

    def _wrong(self, headers: Headers) -> Kind | None:
        length = headers.get("content-length", "0")
        if not length.isdecimal() or int(length) > self._max_bytes:
            return Kind.BODY_TOO_LARGE
        media_type = headers.get("content-type", "").partition(";")[0].strip().lower()
        return None if media_type == "application/json" else Kind.NOT_JSON

    def _limited(self, receive: Receive) -> Receive:
        read = 0

        async def limited() -> Message:
            nonlocal read
            message = await receive()
            read += len(message.get("body", b""))
            if read > self._max_bytes:
                raise HTTPException(Kind.BODY_TOO_LARGE.status)
            return message

        return limited
