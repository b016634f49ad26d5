"""Headers that tell browsers to be careful (OWASP Secure Headers, MDN)."""

from collections.abc import Sequence

from starlette.types import ASGIApp, Message, Receive, Scope, Send

_HSTS = (b"strict-transport-security", b"max-age=31536000")
"""A year. Without `includeSubDomains`: other services of the city are not ours to decide."""

_FOR_PAGES = (
    (b"referrer-policy", b"strict-origin-when-cross-origin"),
    (
        b"permissions-policy",
        b"camera=(), microphone=(self), geolocation=(self), payment=(), usb=()",
    ),
    (b"cross-origin-opener-policy", b"same-origin"),
)
"""What browsers heed for pages, and for nothing else."""

_JSON = (b"content-type", b"application/json")


class SecurityHeaders:
    """Adds the headers to every response that hasn't stricter ones of its own.

    Args:
        app: What comes behind.
        frame_origins: Sites that may show our pages in a frame, besides our own.
    """

    def __init__(self, app: ASGIApp, frame_origins: Sequence[str]) -> None:
        """Make the headers that never change."""
        self._app = app
        self._of_data = [
            (b"content-security-policy", _policy(frame_origins).encode()),
            (b"x-content-type-options", b"nosniff"),
            (b"cache-control", b"no-store"),
        ]
        self._of_pages = [*self._of_data, *_FOR_PAGES]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Add the headers as the response starts."""

        async def add(message: Message) -> None:
            if message["type"] == "http.response.start":
                given = list(message["headers"])
                names = {name for name, _ in given}
                ours = self._of_data if _JSON in given else self._of_pages
                given += [each for each in ours if each[0] not in names]
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
