"""`POST /api/chat`: a question in, the Answer out, as JSON or as events that can be resumed."""

import asyncio
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Header, Request, Response
from fastapi.responses import StreamingResponse

from channels.web.answer_body import AnswerBody, answer_json
from channels.web.bare_route import BareRoute
from channels.web.chat_request import OpaqueId, described, idempotency_key, read_chat_request
from channels.web.dependencies import AppTurns, answering_of, turns_of
from channels.web.events import MEDIA_TYPE, answer_events, number_of
from channels.web.language import caller_language
from channels.web.problems import Kind, ProblemError, documented, problem_body
from channels.web.turns import Turn
from chatbot.answer import Answer

router = APIRouter(tags=["chat"])
bare_router = APIRouter(tags=["chat"], route_class=BareRoute)


@bare_router.post(
    "/api/chat",
    response_model=AnswerBody,
    openapi_extra=described(),
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
async def chat(request: Request) -> Response:
    """Answer a question from the city's documents.

    With `Accept: text/event-stream` the answer comes as events: `status` at once with the
    `turn_id`, the text as `delta` sentence by sentence, as it is written where a language model
    writes it, and the whole `answer` last; or `error` with a problem. Each has an id `<turn>-<n>`
    by which duplicates can be told. The last one counts: it repeats everything, so that a lost
    `delta` does no harm, and replaces what was told if that can't stand.

    The same question sent again with the same `Idempotency-Key` within five minutes gets the same
    answer and isn't asked twice.
    """
    body, key = await read_chat_request(request), idempotency_key(request)
    request.state.language = body.language
    answer = partial(answering_of(request).answer, body.question(), request)
    streamed = MEDIA_TYPE in request.headers.get("accept", "")
    if not (streamed or key):
        return _as_json(await answer())
    said = body.model_dump_json().encode()
    turn = turns_of(request).begin(request.state.request_id, key, said, answer)
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


def _as_json(answer: Answer) -> Response:
    return Response(answer_json(answer), media_type="application/json")  # valid: not again


def _as_events(turn: Turn, request: Request, after: int = 0) -> Response:
    problem = partial(problem_body, request, Kind.INTERNAL, {}, caller_language(request))
    events = answer_events(turn, problem, after)
    return StreamingResponse(events, media_type=MEDIA_TYPE, headers=_UNBUFFERED)


_UNBUFFERED = {"X-Accel-Buffering": "no"}
"""Asks nginx to pass events on as they come."""
