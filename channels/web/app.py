"""The web application: which parts it is made of, and in what order a request meets them."""

from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import anyio
from fastapi import APIRouter, FastAPI
from fastapi.routing import APIRoute
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from channels.line import webhook
from channels.line.channel import LineChannel, line_channel
from channels.web import (
    chat,
    city,
    disaster,
    feedback,
    furigana,
    health,
    metrics,
    shelters,
    suggestions,
    widget_files,
)
from channels.web.admin.mount import mount_admin
from channels.web.answering import Answering
from channels.web.bodies import JsonBodies
from channels.web.metrics import Metrics
from channels.web.origins import OriginGuard
from channels.web.problems import add_problem_handlers
from channels.web.rate_limit import RateLimit
from channels.web.request_log import RequestLog
from channels.web.security_headers import SecurityHeaders
from channels.web.turns import Turns
from chatbot.service import Chatbot
from chatbot.settings import Settings

_ROUTERS = (
    chat.router,
    feedback.router,
    furigana.router,
    suggestions.router,
    city.router,
    disaster.router,
    shelters.router,
    health.router,
    metrics.router,
    widget_files.router,
)


def create_app(chatbot: Chatbot) -> FastAPI:
    """Return the application that serves a chatbot; the caller closes the chatbot."""
    counted = Metrics(chatbot)
    line = line_channel(chatbot, counted.registry, counted.count_answer)
    routers = (*_ROUTERS, *((webhook.router,) if line else ()))
    app = FastAPI(
        title="annai",
        version="1",
        docs_url=None,  # Swagger UI and ReDoc come from a CDN
        redoc_url=None,
        middleware=_middleware(chatbot.settings, counted, _paths((chat.bare_router, *routers))),
        lifespan=_lifespan(line),
        telemetry={"auto_configure": False, "tracing": False, "metrics": False, "logs": False},
    )
    app.state.chatbot = chatbot
    app.state.metrics = counted
    app.state.answering = Answering(chatbot, counted)
    app.state.turns = Turns()
    app.state.line = line
    add_problem_handlers(app)
    app.router.routes.extend(chat.bare_router.routes)
    for router in routers:
        app.include_router(router)
    mount_admin(app, chatbot)
    app.state.files = widget_files.read_files()
    return app


def _lifespan(line: LineChannel | None) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    """Return what runs beside the server: LINE's worker, where LINE is set up."""

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        if line:
            line.start()
        yield
        if line:
            await anyio.to_thread.run_sync(line.close)

    return lifespan


def _middleware(settings: Settings, counted: Metrics, paths: frozenset[str]) -> list[Middleware]:
    """Return what a request passes before a route, outermost first."""
    return [
        *_behind_proxies(settings),
        Middleware(SecurityHeaders, frame_origins=settings.allowed_origins),
        Middleware(RequestLog, metrics=counted, paths=paths),
        Middleware(OriginGuard, allowed=settings.allowed_origins),
        *_other_sites(settings),
        Middleware(RateLimit, limit=settings.rate_limit),
        Middleware(JsonBodies, max_bytes=settings.max_body_bytes),
    ]


def _behind_proxies(settings: Settings) -> list[Middleware]:
    """Return what takes the visitor's address from a proxy; nothing if no proxy is trusted."""
    if not settings.trusted_proxies:
        return []
    return [Middleware(ProxyHeadersMiddleware, trusted_hosts=list(settings.trusted_proxies))]


def _other_sites(settings: Settings) -> list[Middleware]:
    """Return what lets pages of the city's other sites read answers; nothing if there are none."""
    if not settings.allowed_origins:
        return []
    return [
        Middleware(
            CORSMiddleware,
            allow_origins=settings.allowed_origins,
            allow_methods=("GET", "POST"),
            allow_headers=("Content-Type", "Accept-Language", "Idempotency-Key", "Last-Event-ID"),
            expose_headers=("Retry-After", "X-Request-ID"),
        )
    ]


def _paths(routers: Iterable[APIRouter]) -> frozenset[str]:
    routes = (route for router in routers for route in router.routes)
    return frozenset(route.path for route in routes if isinstance(route, APIRoute))
