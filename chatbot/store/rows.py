"""Between records and rows."""

import unicodedata
from dataclasses import asdict
from typing import Any
from uuid import UUID

from chatbot.answer import Contact, Mode, Status
from chatbot.store.records import CitedDocument, Exchange, Feedback
from chatbot.store.tables import ExchangeRow, FeedbackRow


def question_key(question: str) -> str:
    """Return what questions that differ in width, case, spaces and punctuation have in common."""
    folded = unicodedata.normalize("NFKC", question).casefold()
    return "".join(filter(str.isalnum, folded)) or folded.strip()


def values_of(exchange: Exchange) -> dict[str, Any]:
    """Return the columns to insert.

    Raises:
        ValueError: The answer's id is not a UUID.
    """
    return {
        "answer_id": UUID(exchange.answer_id),
        "conversation_id": exchange.conversation_id,
        "asked_at": exchange.asked_at,
        "channel": exchange.channel,
        "language": exchange.language,
        "mode": exchange.mode.value,
        "status": exchange.status.value,
        "reason": exchange.reason,
        "question_masked": exchange.question_masked,
        "question_key": question_key(exchange.question_masked),
        "answer_text": exchange.answer_text,
        "sources": [
            {"document_id": document.document_id, "title": document.title}
            for document in exchange.sources
        ],
        "contact": asdict(exchange.contact) if exchange.contact else None,
        "timing_ms": dict(exchange.timing_ms),
        "confidence": exchange.confidence,
        "topic": exchange.topic,
    }


def exchange_of(row: ExchangeRow) -> Exchange:
    """Return the record of a row."""
    return Exchange(
        answer_id=str(row.answer_id),
        conversation_id=row.conversation_id,
        asked_at=row.asked_at,
        channel=row.channel,
        language=row.language,
        mode=Mode(row.mode),
        status=Status(row.status),
        reason=row.reason,
        question_masked=row.question_masked,
        answer_text=row.answer_text,
        sources=tuple(CitedDocument(**document) for document in row.sources),
        contact=Contact(**row.contact) if row.contact else None,
        timing_ms=row.timing_ms,
        confidence=row.confidence,
        topic=row.topic,
    )


def feedback_of(row: FeedbackRow, asked: ExchangeRow) -> Feedback:
    """Return the record of a row and the question it is about."""
    return Feedback(
        answer_id=str(row.answer_id),
        at=row.at,
        helpful=row.helpful,
        reason=row.reason,
        comment=row.comment,
        question_masked=asked.question_masked,
        status=Status(asked.status),
    )
