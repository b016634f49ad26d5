"""`POST /api/chat`: a question in, the Answer out, as JSON or as events."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Request, Response
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, ConfigDict, Field

from channels.web.answer_body import AnswerBody
from channels.web.dependencies import AppAnswering
from channels.web.events import MEDIA_TYPE, answer_events
from channels.web.problems import Kind, documented
from chatbot.answer import Location, Question
from corpus.city import Language

router = APIRouter(tags=["chat"])

OpaqueId = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,64}$")]
"""An id that we gave out: url-safe, at most 64 characters, of no meaning to the caller."""


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


@router.post(
    "/api/chat",
    response_model=AnswerBody,
    responses={
        200: {"content": {MEDIA_TYPE: {"schema": {"type": "string"}}}},
        **documented(
            Kind.INVALID_JSON,
            Kind.FOREIGN_ORIGIN,
            Kind.BODY_TOO_LARGE,
            Kind.NOT_JSON,
            Kind.INVALID_REQUEST,
            Kind.TOO_MANY_REQUESTS,
        ),
    },
)
async def chat(body: ChatRequest, request: Request, answering: AppAnswering) -> Response:
    """Answer a question from the city's documents.

    With `Accept: text/event-stream` the answer comes as events: `status` at once, the text as
    `delta` sentence by sentence, and the whole `answer` last; or `error` with a problem. Each has
    an id `<request>-<n>` by which duplicates can be told, and the last one repeats everything, so
    that a lost `delta` does no harm.
    """
    request.state.language = body.language
    answer = partial(answering.answer, body.question(), request)
    if MEDIA_TYPE in request.headers.get("accept", ""):
        return StreamingResponse(
            answer_events(answer, request), media_type=MEDIA_TYPE, headers=_UNBUFFERED
        )
    made = await answer()
    return Response(made.model_dump_json(), media_type="application/json")  # valid: not again


_UNBUFFERED = {"X-Accel-Buffering": "no"}
"""Asks nginx to pass events on as they come."""
