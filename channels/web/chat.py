"""`POST /api/chat`: a question in, the Answer out, as JSON or as events that can be resumed."""

import asyncio
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Header, Request, Response
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, ConfigDict, Field

from channels.web.answer_body import AnswerBody
from channels.web.dependencies import AppAnswering, AppTurns
from channels.web.events import MEDIA_TYPE, answer_events, number_of
from channels.web.language import caller_language
from channels.web.problems import Kind, ProblemError, documented, problem_body
from channels.web.turns import Turn
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
async def chat(
    body: ChatRequest,
    request: Request,
    answering: AppAnswering,
    turns: AppTurns,
    idempotency_key: Annotated[OpaqueId | None, Header()] = None,
) -> Response:
    """Answer a question from the city's documents.

    With `Accept: text/event-stream` the answer comes as events: `status` at once with the
    `turn_id`, the text as `delta` sentence by sentence, and the whole `answer` last; or `error`
    with a problem. Each has an id `<turn>-<n>` by which duplicates can be told, and the last one
    repeats everything, so that a lost `delta` does no harm.

    The same question sent again with the same `Idempotency-Key` within five minutes gets the same
    answer and isn't asked twice.
    """
    request.state.language = body.language
    answer = partial(answering.answer, body.question(), request)
    streamed = MEDIA_TYPE in request.headers.get("accept", "")
    if not (streamed or idempotency_key):
        return _as_json(await answer())
    said = body.model_dump_json().encode()
    turn = turns.begin(request.state.request_id, idempotency_key, said, answer)
    return _as_events(turn, request) if streamed else _as_json(await asyncio.shield(turn.making))


@router.get(
    "/api/turns/{turn_id}/events",
    response_class=StreamingResponse,
    responses={
        200: {"content": {MEDIA_TYPE: {"schema": {"type": "string"}}}},
        **documented(Kind.NOT_FOUND, Kind.INVALID_REQUEST),
    },
)
async def turn_events(
    turn_id: OpaqueId,
    request: Request,
    turns: AppTurns,
    last_event_id: Annotated[str, Header(max_length=128)] = "",
) -> Response:
    """Return the events of a turn of the last minutes, those after `Last-Event-ID`."""
    turn = turns.find(turn_id)
    if turn is None:
        raise ProblemError(Kind.NOT_FOUND)
    return _as_events(turn, request, number_of(last_event_id, turn))


def _as_json(made: AnswerBody) -> Response:
    return Response(made.model_dump_json(), media_type="application/json")  # valid: not again


def _as_events(turn: Turn, request: Request, after: int = 0) -> Response:
    problem = partial(problem_body, request, Kind.INTERNAL, {}, caller_language(request))
    events = answer_events(turn, problem, after)
    return StreamingResponse(events, media_type=MEDIA_TYPE, headers=_UNBUFFERED)


_UNBUFFERED = {"X-Accel-Buffering": "no"}
"""Asks nginx to pass events on as they come."""
