"""Headers that tell browsers to be careful (OWASP Secure Headers, MDN)."""

from collections.abc import Sequence

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_HSTS = "max-age=31536000"
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
        self._headers = {
            "Content-Security-Policy": _policy(frame_origins),
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "strict-origin-when-cross-origin",
            "Permissions-Policy": (
                "camera=(), microphone=(), geolocation=(self), payment=(), usb=()"
            ),
            "Cross-Origin-Opener-Policy": "same-origin",
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Add the headers as the response starts."""

        async def add(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    headers.setdefault(name, value)
                headers.setdefault("Cache-Control", "no-store")
                if scope["scheme"] == "https":
                    headers["Strict-Transport-Security"] = _HSTS
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
