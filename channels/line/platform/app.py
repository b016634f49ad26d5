"""The web application: the API, the control API, the page."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from channels.line.platform.api import account, messages, rich_menus
from channels.line.platform.control import routes as control
from channels.line.platform.gate import Gate, refused
from channels.line.platform.own_page import OwnPage
from channels.line.platform.platform import Platform
from channels.line.platform.refusal import Refusal
from channels.web.security_headers import SecurityHeaders

_PAGE = Path(__file__).parent / "page"
LOOPBACK = ("127.0.0.1", "localhost")


def create_platform_app(platform: Platform, hosts: Sequence[str] = LOOPBACK) -> Starlette:
    """Return the application.

    Args:
        platform: What it serves.
        hosts: The names it may be called by; another one is somebody's trick (DNS rebinding).
    """
    app = Starlette(
        routes=[
            *messages.ROUTES,
            *account.ROUTES,
            *rich_menus.ROUTES,
            *control.ROUTES,
            Route("/", _index),
            Mount("/simulator", StaticFiles(directory=_PAGE)),
        ],
        middleware=[
            Middleware(TrustedHostMiddleware, allowed_hosts=list(hosts)),
            Middleware(SecurityHeaders, frame_origins=()),
            Middleware(OwnPage),
            Middleware(Gate, platform=platform),
        ],
        exception_handlers={Refusal: _refused, HTTPException: _unknown},
        lifespan=_closing,
    )
    app.state.platform = platform
    return app


@asynccontextmanager
async def _closing(app: Starlette) -> AsyncIterator[None]:
    app.state.loop = asyncio.get_running_loop()
    yield
    app.state.platform.webhooks.close()


async def _index(_request: Request) -> Response:
    return FileResponse(_PAGE / "index.html")


async def _refused(_request: Request, error: Exception) -> Response:
    assert isinstance(error, Refusal)  # noqa: S101  # it is registered for this type
    return refused(error)


async def _unknown(_request: Request, error: Exception) -> Response:
    """Answer a path or method that isn't there as LINE does."""
    assert isinstance(error, HTTPException)  # noqa: S101  # the same
    words = {404: "Not found", 405: "Method not allowed"}
    message = words.get(error.status_code, error.detail)
    return JSONResponse({"message": message}, error.status_code)
