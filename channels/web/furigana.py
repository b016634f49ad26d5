"""`POST /api/furigana`: how the kanji of a text are read."""

from typing import Annotated

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from channels.web.dependencies import ServedChatbot
from channels.web.problems import Kind, documented

router = APIRouter(tags=["chat"])

MOST_CHARS = 4000
"""An answer with its quotes; about 10 ms of work."""


class FuriganaRequest(BaseModel):
    """A text of an answer."""

    model_config = ConfigDict(extra="forbid", strict=True)

    text: Annotated[str, Field(max_length=MOST_CHARS)]


class FuriganaBody(BaseModel):
    """The text in pieces.

    Attributes:
        segments: Pairs of a piece as it stands in the text, and its reading in hiragana or nothing.
            The pieces joined are the text.
    """

    segments: list[Annotated[list[str], Field(min_length=2, max_length=2)]]


@router.post(
    "/api/furigana",
    responses=documented(
        Kind.INVALID_JSON,
        Kind.FOREIGN_ORIGIN,
        Kind.BODY_TOO_LARGE,
        Kind.NOT_JSON,
        Kind.INVALID_REQUEST,
        Kind.TOO_MANY_REQUESTS,
    ),
)
def furigana(body: FuriganaRequest, chatbot: ServedChatbot) -> FuriganaBody:
    """Return the text with the readings of its kanji, to be shown as ふりがな."""
    return FuriganaBody(segments=[list(pair) for pair in chatbot.furigana(body.text)])
