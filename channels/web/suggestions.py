"""`GET /api/suggestions`: questions to begin with."""

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel

from channels.web.dependencies import ServedChatbot
from channels.web.problems import Kind, documented
from corpus.city import Language

router = APIRouter(tags=["city"])


class Suggestions(BaseModel):
    """Example questions in one language."""

    language: Language
    suggestions: tuple[str, ...]


@router.get("/api/suggestions", responses=documented(Kind.INVALID_REQUEST))
def suggestions(
    chatbot: ServedChatbot, language: Annotated[Language, Query()] = "ja"
) -> Suggestions:
    """Return questions that can be asked as they are."""
    return Suggestions(language=language, suggestions=chatbot.suggestions(language))
