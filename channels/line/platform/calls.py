"""Every call of the API, for tests to look at; access tokens are left out."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Call:
    """One call.

    Attributes:
        method: The HTTP method.
        path: Without the query.
        query: The query.
        body: The JSON of the body, None if it is none.
        size: The body's bytes.
        retry_key: The header, if given.
        request_id: What the answer was given as `x-line-request-id`.
        status: What was answered; 0 if nothing was.
        fault: The fault that hit it, empty if none did.
        at: When, by the platform's clock.
    """

    method: str
    path: str
    query: str
    body: Any
    size: int
    retry_key: str | None
    request_id: str
    status: int
    fault: str
    at: datetime
