"""Which web sites may use the API from a visitor's browser.

The server's own page always may, a site on the city's list may, no other. A browser tells the
site in `Origin` with every POST; other programs may leave it out and are held by the rate limit
alone. CORS headers for the listed sites are Starlette's work, this refuses the others.
"""

from collections.abc import Collection
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from channels.web.problems import Kind, problem_response

_READING = frozenset({"GET", "HEAD"})
"""Methods that change nothing; without CORS headers a foreign page can't see the response."""


class OriginGuard:
    """Refuses what a page of a foreign site sends.

    Args:
        app: What comes behind.
        allowed: Origins besides the server's own, e.g. `https://www.city.example.jp`.
    """

    def __init__(self, app: ASGIApp, allowed: Collection[str]) -> None:
        """Keep the list."""
        self._app = app
        self._allowed = frozenset(allowed)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the request through, or answer it with a problem."""
        if scope["type"] == "http" and scope["method"] not in _READING:
            headers = Headers(scope=scope)
            origin = headers.get("origin")
            if origin and origin not in self._allowed and not _is_own(origin, headers):
                response = problem_response(Request(scope), Kind.FOREIGN_ORIGIN)
                await response(scope, receive, send)
                return
        await self._app(scope, receive, send)


def _is_own(origin: str, headers: Headers) -> bool:
    """Compare with the host that was asked; the scheme may have changed at a proxy."""
    try:
        return urlsplit(origin).netloc.lower() == headers.get("host", "").lower()
    except ValueError:
        return False
