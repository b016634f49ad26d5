"""Headers that tell browsers to be careful (OWASP Secure Headers, MDN)."""

from collections.abc import Sequence

from starlette.types import ASGIApp, Message, Receive, Scope, Send

_HSTS = (b"strict-transport-security", b"max-age=31536000")
"""A year. Without `includeSubDomains`: other services of the city are not ours to decide."""


class SecurityHeaders:
    """Adds the headers to every response that hasn't stricter ones of its own.

    Args:
        app: What comes behind.
        frame_origins: Sites that may show our pages in a frame, besides our own.
    """

    def __init__(self, app: ASGIApp, frame_origins: Sequence[str]) -> None:
        """Make the headers that never change."""
        self._app = app
        headers = {
            "content-security-policy": _policy(frame_origins),
            "x-content-type-options": "nosniff",
            "referrer-policy": "strict-origin-when-cross-origin",
            "permissions-policy": (
                "camera=(), microphone=(self), geolocation=(self), payment=(), usb=()"
            ),
            "cross-origin-opener-policy": "same-origin",
        }
        self._headers = [(name.encode(), value.encode()) for name, value in headers.items()]
        self._headers.append((b"cache-control", b"no-store"))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Add the headers as the response starts."""

        async def add(message: Message) -> None:
            if message["type"] == "http.response.start":
                given = list(message["headers"])
                names = {name for name, _ in given}
                given += [each for each in self._headers if each[0] not in names]
                if scope["scheme"] == "https":
                    given.append(_HSTS)
                message["headers"] = given
            await send(message)

        await self._app(scope, receive, add if scope["type"] == "http" else send)


def _policy(frame_origins: Sequence[str]) -> str:
    """Allow what our page needs from our own origin, and nothing inline."""
    own = ("script-src", "style-src", "img-src", "connect-src", "base-uri", "form-action")
    return "; ".join(
        (
            "default-src 'none'",
            *(f"{directive} 'self'" for directive in own),
            " ".join(("frame-ancestors 'self'", *frame_origins)),
        )
    )
