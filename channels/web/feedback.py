"""`POST /api/feedback`: whether an answer helped."""

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from channels.web.chat_request import OpaqueId
from channels.web.dependencies import ServedChatbot
from channels.web.problems import Kind, ProblemError, documented
from chatbot.errors import StoreError

router = APIRouter(tags=["chat"])


class FeedbackRequest(BaseModel):
    """What a resident thinks of an answer.

    Attributes:
        answer_id: The answer's id.
        helpful: Whether it helped.
        reason: Which of the choices offered (`wrong`, `old`, `off_topic`, …).
        comment: In the resident's own words.
    """

    model_config = ConfigDict(extra="forbid", strict=True)

    answer_id: OpaqueId
    helpful: bool
    reason: str = Field(default="", max_length=64)
    comment: str = Field(default="", max_length=1000)


@router.post(
    "/api/feedback",
    status_code=204,
    responses=documented(
        Kind.INVALID_JSON,
        Kind.FOREIGN_ORIGIN,
        Kind.UNKNOWN_ANSWER,
        Kind.BODY_TOO_LARGE,
        Kind.NOT_JSON,
        Kind.INVALID_REQUEST,
        Kind.TOO_MANY_REQUESTS,
    ),
)
def feedback(body: FeedbackRequest, chatbot: ServedChatbot) -> None:
    """Keep a resident's opinion of an answer; a later one replaces it."""
    try:
        chatbot.give_feedback(
            body.answer_id, helpful=body.helpful, reason=body.reason, comment=body.comment
        )
    except StoreError as error:
        if error.key != "store.unknown_answer":
            raise
        raise ProblemError(Kind.UNKNOWN_ANSWER) from None
