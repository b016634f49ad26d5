"""A route whose function takes the request and returns the response, and nothing in between.

FastAPI's handler keeps stacks and solves dependencies at every request, which costs a tenth of what
an answer takes in a disaster. What the function reads for itself is described for OpenAPI by hand.
`include_router` would wrap it again: add such a route to an app's `routes` as it is.
"""

from collections.abc import Callable
from typing import Any

from fastapi.routing import APIRoute
from starlette.routing import request_response


class BareRoute(APIRoute):
    """Hands the request to the function as it came."""

    def __init__(self, path: str, endpoint: Callable[..., Any], **settings: Any) -> None:  # noqa: ANN401  # FastAPI's
        """Take what any route takes."""
        super().__init__(path, endpoint, **settings)
        self.app = request_response(endpoint)
