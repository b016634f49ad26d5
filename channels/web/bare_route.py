"""A route whose function takes the request and returns the response, and nothing in between.

FastAPI's handler solves dependencies at every request, which costs a tenth of what an answer takes
in a disaster. What the function reads for itself has to be described for OpenAPI by hand.
"""

from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import Request, Response
from fastapi.routing import APIRoute


class BareRoute(APIRoute):
    """Hands the request to the function as it came."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Return the function itself."""
        return self.endpoint
