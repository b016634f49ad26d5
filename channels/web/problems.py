"""Errors as RFC 9457 problem details, in the caller's language.

A problem tells what is wrong and what to do. It never holds a stack trace, nor what the caller
sent: a validation error names the place and the rule (§3 of the RFC lets a problem have members of
its own, here `errors`). `instance` is the request's id, which the log has too.
"""

from collections.abc import Mapping, Sequence
from enum import Enum
from http import HTTPStatus
from types import MappingProxyType
from typing import Any

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict
from starlette.exceptions import HTTPException
from starlette.requests import HTTPConnection, Request
from starlette.responses import Response

from channels.web.language import caller_language
from corpus.messages import Catalogue

MEDIA_TYPE = "application/problem+json"

_TEXTS = Catalogue("channels")


class Kind(Enum):
    """The kinds of problem: the end of `type`, and the HTTP status."""

    INVALID_JSON = ("invalid-json", 400)
    INVALID_SIGNATURE = ("invalid-signature", 400)
    FOREIGN_ORIGIN = ("foreign-origin", 403)
    NOT_FOUND = ("not-found", 404)
    UNKNOWN_ANSWER = ("unknown-answer", 404)
    METHOD_NOT_ALLOWED = ("method-not-allowed", 405)
    BODY_TOO_LARGE = ("body-too-large", 413)
    NOT_JSON = ("not-json", 415)
    INVALID_REQUEST = ("invalid-request", 422)
    TOO_MANY_REQUESTS = ("too-many-requests", 429)
    INTERNAL = ("internal", 500)
    NOT_READY = ("not-ready", 503)

    def __init__(self, slug: str, status: int) -> None:
        """Name the parts of the value."""
        self.slug = slug
        self.status = status


_BY_STATUS = {
    404: Kind.NOT_FOUND,
    405: Kind.METHOD_NOT_ALLOWED,
    400: Kind.INVALID_JSON,
    413: Kind.BODY_TOO_LARGE,
}
"""Kinds of the errors that the framework raises by status alone."""


class ProblemBody(BaseModel):
    """The members every problem has; some kinds have more."""

    model_config = ConfigDict(extra="allow", title="Problem")

    type: str
    title: str
    status: int
    detail: str
    instance: str


class ProblemError(Exception):
    """Ends a request with a problem.

    Args:
        kind: What is wrong.
        members: Members of the problem besides those that all have.
    """

    def __init__(self, kind: Kind, **members: object) -> None:
        """Keep what the response will need."""
        super().__init__(kind.slug)
        self.kind = kind
        self.members = members


def problem_body(
    connection: HTTPConnection, kind: Kind, members: Mapping[str, object], language: str
) -> ProblemBody:
    """Return the problem in a language; `members` fill the placeholders of its text too."""
    return ProblemBody(
        type=f"urn:problem-type:annai:{kind.slug}",
        title=_TEXTS.text(f"problem.{kind.slug}.title", language),
        status=kind.status,
        detail=_TEXTS.text(f"problem.{kind.slug}.detail", language).format_map(members),
        instance=f"urn:uuid:{connection.state.request_id}",
        **members,
    )


def problem_response(
    connection: HTTPConnection,
    kind: Kind,
    *,
    headers: Mapping[str, str] | None = None,
    language: str | None = None,
    members: Mapping[str, object] = MappingProxyType({}),
) -> Response:
    """Return the problem as a response, in the caller's language unless another is given."""
    body = problem_body(connection, kind, members, language or caller_language(connection))
    return JSONResponse(
        body.model_dump(mode="json"), kind.status, headers=headers, media_type=MEDIA_TYPE
    )


def documented(*kinds: Kind) -> dict[int | str, dict[str, Any]]:
    """Return the OpenAPI responses of an operation that can end in these kinds of problem."""
    content = {MEDIA_TYPE: {"schema": ProblemBody.model_json_schema()}}
    return {
        kind.status: {"description": HTTPStatus(kind.status).phrase, "content": content}
        for kind in kinds
    }


def add_problem_handlers(app: FastAPI) -> None:
    """Let every error that a route or the framework raises end as a problem."""
    app.exception_handler(ProblemError)(_problem)
    app.exception_handler(HTTPException)(_http_error)
    app.exception_handler(RequestValidationError)(_validation_error)


async def _problem(request: Request, error: ProblemError) -> Response:
    return problem_response(request, error.kind, members=error.members)


async def _http_error(request: Request, error: HTTPException) -> Response:
    kind = _BY_STATUS.get(error.status_code, Kind.INTERNAL)
    return problem_response(request, kind, headers=error.headers)


async def _validation_error(request: Request, error: RequestValidationError) -> Response:
    language = caller_language(request, error.body)
    errors = error.errors()
    if any(each["type"] == "json_invalid" for each in errors):
        return problem_response(request, Kind.INVALID_JSON, language=language)
    members = {"errors": [_place(each) for each in errors]}
    return problem_response(request, Kind.INVALID_REQUEST, language=language, members=members)


def _place(error: Mapping[str, Any]) -> dict[str, str]:
    """Return where (a JSON pointer, or the parameter) and which rule of Pydantic was broken.

    The name of a field that we don't know is the caller's own text, and so left out.
    """
    where: Sequence[object] = error["loc"]
    if error["type"] == "extra_forbidden":
        where = where[:-1]
    source, *path = map(str, where)
    place = "#" + "".join(f"/{part}" for part in path) if source == "body" else ".".join(path)
    return {"place": place, "rule": error["type"]}
