"""The web application: which parts it is made of, and in what order a request meets them."""

from fastapi import FastAPI
from fastapi.routing import APIRoute
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from channels.web import (
    chat,
    city,
    disaster,
    feedback,
    health,
    metrics,
    page_files,
    shelters,
    suggestions,
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
from chatbot.service import Chatbot
from chatbot.settings import Settings

_ROUTERS = (
    chat.router,
    feedback.router,
    suggestions.router,
    city.router,
    disaster.router,
    shelters.router,
    health.router,
    metrics.router,
    page_files.router,
)


def create_app(chatbot: Chatbot) -> FastAPI:
    """Return the application that serves a chatbot; the caller closes the chatbot."""
    counted = Metrics(chatbot)
    app = FastAPI(
        title="annai",
        version="1",
        docs_url=None,  # Swagger UI and ReDoc come from a CDN
        redoc_url=None,
        middleware=_middleware(chatbot.settings, counted),
        telemetry={"auto_configure": False, "tracing": False, "metrics": False, "logs": False},
    )
    app.state.chatbot = chatbot
    app.state.metrics = counted
    app.state.answering = Answering(chatbot, counted)
    add_problem_handlers(app)
    for router in _ROUTERS:
        app.include_router(router)
    mount_admin(app, chatbot)
    page_files.mount_files(app)
    return app


def _middleware(settings: Settings, counted: Metrics) -> list[Middleware]:
    """Return what a request passes before a route, outermost first."""
    return [
        Middleware(ProxyHeadersMiddleware, trusted_hosts=list(settings.trusted_proxies)),
        Middleware(SecurityHeaders, frame_origins=settings.allowed_origins),
        Middleware(RequestLog, metrics=counted, paths=_paths()),
        Middleware(OriginGuard, allowed=settings.allowed_origins),
        Middleware(
            CORSMiddleware,
            allow_origins=settings.allowed_origins,
            allow_methods=("GET", "POST"),
            allow_headers=("Content-Type", "Accept-Language"),
            expose_headers=("Retry-After", "X-Request-ID"),
        ),
        Middleware(RateLimit, limit=settings.rate_limit),
        Middleware(JsonBodies, max_bytes=settings.max_body_bytes),
    ]


def _paths() -> frozenset[str]:
    routes = (route for router in _ROUTERS for route in router.routes)
    return frozenset(route.path for route in routes if isinstance(route, APIRoute))
