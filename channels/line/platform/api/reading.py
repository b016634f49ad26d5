"""What the endpoints share: the platform, the body, the user that a path names."""

import json
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from channels.line.platform.checks.rules import Rule
from channels.line.platform.people import Person
from channels.line.platform.platform import Platform
from channels.line.platform.refusal import Refusal, check, not_found


def platform_of(request: Request) -> Platform:
    """Return the platform that a request reached."""
    platform: Platform = request.app.state.platform
    return platform


async def body_of(request: Request, rule: Rule) -> dict[str, Any]:
    """Return a request's JSON.

    Raises:
        Refusal: It is no JSON object (400), isn't said to be JSON (415), or breaks the rule.
    """
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/json":
        raise Refusal(415, "Unsupported media type")
    try:
        body = json.loads(await request.body())
    except ValueError:
        body = None
    if not isinstance(body, dict):
        raise Refusal(400, "The request body could not be parsed as JSON")
    check(rule, body)
    return body


def person_of(request: Request) -> Person:
    """Return the user that a path names.

    Raises:
        Refusal: There is none of that id, or they have blocked the account.
    """
    person = platform_of(request).people.known.get(request.path_params["user"])
    if person is None or person.blocked:
        raise not_found()
    return person


def done(http_status: int = 200, /, **body: object) -> Response:
    """Return a success."""
    return JSONResponse(body, http_status)
