"""How often one client may ask.

A moving window per client address: the limit holds for any period of that length, not only for
those that start on the minute. The address is the connection's, or what a trusted proxy says it
is. An IPv6 client has at least a /64 network of addresses to itself (RFC 6177), so that network
counts as one client.
"""

import time
from functools import lru_cache
from ipaddress import AddressValueError, IPv6Address, IPv6Network
from math import ceil

from limits import parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from channels.web.bodies import is_api_post
from channels.web.problems import Kind, problem_response

_CLIENTS = 1024
"""Addresses whose network is known without reading them anew."""


class RateLimit:
    """Answers 429 to a client that sends more than its share to the API.

    Args:
        app: What comes behind.
        limit: In the notation of `limits`, e.g. `60/minute`.
    """

    def __init__(self, app: ASGIApp, limit: str) -> None:
        """Start with everybody's window empty."""
        self._app = app
        self._limit = parse(limit)
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the request through, or answer it with a problem."""
        if scope["type"] == "http" and is_api_post(scope):
            wait = self._wait(client_of(scope))
            if wait:
                response = problem_response(
                    Request(scope),
                    Kind.TOO_MANY_REQUESTS,
                    headers={"Retry-After": str(wait)},
                    members={"retry_after": wait},
                )
                await response(scope, receive, send)
                return
        await self._app(scope, receive, send)

    def _wait(self, client: str) -> int:
        """Count a request; return how many seconds its client has to wait, 0 if it may go on."""
        if self._limiter.hit(self._limit, client):
            return 0
        window = self._limiter.get_window_stats(self._limit, client)
        return max(1, ceil(window.reset_time - time.time()))


def client_of(scope: Scope) -> str:
    """Return the client's address, for IPv6 its /64 network."""
    client = scope.get("client")
    return _network_of(str(client[0]) if client else "")


@lru_cache(maxsize=_CLIENTS)
def _network_of(host: str) -> str:
    try:
        address = IPv6Address(host)
    except AddressValueError:
        return host
    return str(address.ipv4_mapped or IPv6Network((address, 64), strict=False))
