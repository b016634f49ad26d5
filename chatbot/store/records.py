"""What goes into the store and comes out of it. Every text is masked already; times are aware."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from chatbot.answer import Contact, Mode, Status


@dataclass(frozen=True, slots=True)
class CitedDocument:
    """A document that an answer cited."""

    document_id: str
    title: str


@dataclass(frozen=True, slots=True)
class Exchange:
    """One question with its answer: enough to resolve the question that follows it.

    Attributes:
        answer_id: A UUID, unique in the store.
        asked_at: With a time zone; it comes back in UTC.
        channel: `web`, `line` or `cli`.
        reason: `Answer.reason`.
        question_masked: The question without personal data.
        sources: The documents that the answer cited, in its order.
        timing_ms: Milliseconds per step.
        confidence: Score that decided between answering and refusing, None without a search.
        topic: What it counts under: of an answer the category or the desk of its first source,
            of a question without an answer the desk that was named; empty for all else.
    """

    answer_id: str
    conversation_id: str
    asked_at: datetime
    channel: str
    language: str
    mode: Mode
    status: Status
    reason: str
    question_masked: str
    answer_text: str
    sources: tuple[CitedDocument, ...] = ()
    contact: Contact | None = None
    timing_ms: Mapping[str, float] = field(default_factory=dict)
    confidence: float | None = None
    topic: str = ""


@dataclass(frozen=True, slots=True)
class Feedback:
    """What a resident thought of an answer, with the question it was about."""

    answer_id: str
    at: datetime
    helpful: bool
    reason: str
    comment: str
    question_masked: str
    status: Status


class Trouble(StrEnum):
    """Why a question is on the list of the unanswered."""

    NO_ANSWER = "no_answer"
    CLARIFY = "clarify"
    UNHELPFUL = "unhelpful"


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A question the documents don't answer well: all exchanges with the same normalized wording.

    Attributes:
        question: One of the wordings.
        count: How often it was asked in trouble.
        status: The trouble it had most often.
    """

    question: str
    count: int
    first_asked: datetime
    last_asked: datetime
    status: Trouble
