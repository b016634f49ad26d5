"""Only our own page may use the control API from a browser: no other site's page may."""

from starlette.datastructures import Headers
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send


class OwnPage:
    """Refuses calls of the control API that another origin's page makes.

    Args:
        app: What comes behind.
    """

    def __init__(self, app: ASGIApp) -> None:
        """Know what stands behind."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass or refuse a call."""
        answer = self._app
        if scope["type"] == "http" and scope["path"].startswith("/_stub/"):
            headers = Headers(scope=scope)
            origin = headers.get("origin")
            if origin is not None and origin.partition("://")[2] != headers.get("host"):
                answer = JSONResponse({"message": "Another origin"}, 403)
        await answer(scope, receive, send)
