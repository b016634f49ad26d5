"""What is sent to `POST /api/chat`, and how it is read.

The framework's own way of reading a body costs as much as an answer in a disaster takes, so the
model reads the bytes itself; what it refuses ends as the same problem.
"""

import json
from typing import Annotated, Any

from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError
from starlette.requests import Request

from chatbot.answer import Location, Question
from corpus.city import Language

OpaqueId = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,64}$")]
"""An id that we gave out: url-safe, at most 64 characters, of no meaning to the caller."""

_KEY = "idempotency-key"
_OPAQUE_ID: TypeAdapter[str] = TypeAdapter(OpaqueId)


class LocationBody(BaseModel):
    """Where the resident is, degrees (WGS 84)."""

    model_config = ConfigDict(extra="forbid", strict=True)

    latitude: float = Field(ge=-90, le=90)
    longitude: float = Field(ge=-180, le=180)

    def location(self) -> Location:
        """Return it as the engine takes it."""
        return Location(self.latitude, self.longitude)


class ChatRequest(BaseModel):
    """What a resident's device sends.

    Attributes:
        message: The question as typed. What is empty or too long is answered as such, not refused
            here, so that every channel says the same.
        conversation_id: From an earlier answer, to follow up on it.
        language: Fixes the answer's language; without it the question's language is detected.
    """

    model_config = ConfigDict(extra="forbid", strict=True)

    message: str
    conversation_id: OpaqueId | None = None
    language: Language | None = None
    location: LocationBody | None = None

    def question(self) -> Question:
        """Return it as the engine takes it."""
        return Question(
            text=self.message,
            conversation_id=self.conversation_id or "",
            language=self.language,
            location=self.location.location() if self.location else None,
        )


async def read_chat_request(request: Request) -> ChatRequest:
    """Return what was sent.

    Raises:
        RequestValidationError: It is no JSON, or not what is asked for.
    """
    body = await request.body()
    try:
        return ChatRequest.model_validate_json(body)
    except ValidationError as error:
        raise _refused(error, "body", _parsed(body)) from None


def idempotency_key(request: Request) -> str | None:
    """Return the key by which the same question sent again is known.

    Raises:
        RequestValidationError: It is no id.
    """
    given = request.headers.get(_KEY)
    if given is None:
        return None
    try:
        return _OPAQUE_ID.validate_python(given)
    except ValidationError as error:
        raise _refused(error, "header", None, _KEY) from None


def described() -> dict[str, Any]:
    """Return what OpenAPI says of it."""
    schema = ChatRequest.model_json_schema()
    location = schema.pop("$defs")["LocationBody"]
    schema["properties"]["location"]["anyOf"][0] = location
    return {
        "requestBody": {"required": True, "content": {"application/json": {"schema": schema}}},
        "parameters": [
            {
                "name": "Idempotency-Key",
                "in": "header",
                "required": False,
                "schema": _OPAQUE_ID.json_schema(),
            }
        ],
    }


def _refused(
    error: ValidationError, place: str, body: object, *names: str
) -> RequestValidationError:
    errors = error.errors(include_url=False, include_context=False)
    placed = [{**each, "loc": (place, *names, *each["loc"])} for each in errors]
    return RequestValidationError(placed, body=body)


def _parsed(body: bytes) -> object:
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None
