"""One log line and one count for every request, and an id to find it by.

The line names the route's pattern, never the path, the query string, the client or the message.
An error that nobody expected ends here: it is logged, and the caller gets a problem with the id.
"""

from collections.abc import Collection
from time import perf_counter

import structlog
from starlette.requests import ClientDisconnect, Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from channels.web.metrics import Metrics
from channels.web.problems import Kind, problem_response
from chatbot.identifiers import Identifiers

_log = structlog.get_logger(__name__)

CLIENT_LEFT = 499
"""Status for "the client went away before the response started", as nginx logs it."""


class RequestLog:
    """Gives every request an id, and logs and counts it when it is over.

    Args:
        app: What comes behind.
        metrics: Counts.
        paths: Paths of the routes, to name requests that are refused before they reach one.
    """

    def __init__(self, app: ASGIApp, metrics: Metrics, paths: Collection[str]) -> None:
        """Keep who counts, and what may be named."""
        self._app = app
        self._metrics = metrics
        self._paths = frozenset(paths)
        self._ids = Identifiers()
        self._log = _log.bind()  # now, not once a request

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle the request behind this, then log and count it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request_id = self._ids.new()
        scope.setdefault("state", {})["request_id"] = request_id
        started, status = perf_counter(), 0

        async def observe(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*message["headers"], (b"x-request-id", request_id.encode())]
            await send(message)

        with structlog.contextvars.bound_contextvars(request_id=request_id):
            try:
                await self._app(scope, receive, observe)
            except ClientDisconnect:
                _log.debug("client.left", route=self._route(scope))
            except Exception:
                _log.exception("request.failed", route=self._route(scope))
                if status:
                    raise
                await problem_response(Request(scope), Kind.INTERNAL)(scope, receive, observe)
            finally:
                self._record(scope, status or CLIENT_LEFT, perf_counter() - started)

    def _record(self, scope: Scope, status: int, seconds: float) -> None:
        route = self._route(scope)
        self._metrics.observe_request(route, scope["method"], status, seconds)
        state = scope["state"]
        told = {name: state.get(name) for name in ("answer_status", "answer_generation")}
        self._log.info(
            "request",
            route=route,
            method=scope["method"],
            status=status,
            duration_ms=round(seconds * 1000, 1),
            **{name: value for name, value in told.items() if value},
        )

    def _route(self, scope: Scope) -> str:
        """Return the route's pattern: one of a fixed few, whatever was asked for.

        Files of the page count together under their folder; what no route took is `other`.
        """
        pattern = getattr(scope.get("route"), "path", None)
        path = scope["path"] if scope["path"] in self._paths else None
        return str(pattern or path or scope.get("root_path") or "other")
