"""The tables, for SQLite and PostgreSQL. A change here needs a migration; a test compares them."""

from datetime import UTC, date, datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import (
    JSON,
    BigInteger,
    DateTime,
    Double,
    ForeignKey,
    Index,
    Integer,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

REVISION = "0009"  # the newest migration; where it is in place, Alembic is not even imported


class UtcDateTime(TypeDecorator[datetime]):
    """A moment, kept and returned in UTC; SQLite has no time zones, so it keeps the bare numbers.

    Raises:
        ValueError: A moment has no time zone; SQLAlchemy wraps it in its `StatementError`.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002  # SQLAlchemy's signature
        """Convert to UTC."""
        if value is not None and value.tzinfo is None:
            raise ValueError(value)
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002  # SQLAlchemy's signature
        """Say that it is UTC, or convert what PostgreSQL gives in the session's zone."""
        if value is None:
            return None
        return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)


class StorableText(TypeDecorator[str]):
    """Text; the few characters that a database refuses become U+FFFD.

    PostgreSQL takes no NUL, and UTF-8 no half of a surrogate pair; both can come in JSON.
    """

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002  # SQLAlchemy's signature
        """Replace them."""
        if value is None or _is_storable(value):
            return value
        return (
            value.replace("\0", "\ufffd")
            .encode("utf-16", "surrogatepass")
            .decode("utf-16", "replace")
        )


def _is_storable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return "\0" not in text


class Base(DeclarativeBase):
    """How Python's types are stored."""

    type_annotation_map: ClassVar[dict[Any, Any]] = {
        str: StorableText,
        datetime: UtcDateTime,
        list[dict[str, str]]: JSON,
        list[str]: JSON,
        dict[str, float]: JSON,
        dict[str, Any]: JSON(none_as_null=True),
    }


class ExchangeRow(Base):
    """One question with its answer. `id` gives the order of what was asked at the same moment."""

    __tablename__ = "exchanges"
    __table_args__ = (
        Index("exchanges_conversation", "conversation_id", "asked_at"),
        # Holds all that is counted, so that counting reads the index and not the rows.
        Index(
            "exchanges_figures",
            "asked_at",
            "status",
            "reason",
            "topic",
            "language",
            "channel",
            "mode",
        ),
    )

    id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True)
    answer_id: Mapped[UUID] = mapped_column(unique=True)
    conversation_id: Mapped[str]
    asked_at: Mapped[datetime]
    channel: Mapped[str]
    language: Mapped[str]
    mode: Mapped[str]
    status: Mapped[str]
    reason: Mapped[str]
    question_masked: Mapped[str]
    question_key: Mapped[str]
    answer_text: Mapped[str]
    sources: Mapped[list[dict[str, str]]]
    contact: Mapped[dict[str, Any] | None]
    timing_ms: Mapped[dict[str, float]]
    confidence: Mapped[float | None] = mapped_column(Double)
    topic: Mapped[str] = mapped_column(server_default="")


class FeedbackRow(Base):
    """The last thing a resident said about an answer."""

    __tablename__ = "feedback"
    __table_args__ = (
        Index("feedback_figures", "at", "helpful"),
        Index("feedback_unhelpful", "helpful", "answer_id"),
    )

    answer_id: Mapped[UUID] = mapped_column(
        ForeignKey("exchanges.answer_id", ondelete="CASCADE"), primary_key=True
    )
    helpful: Mapped[bool]
    reason: Mapped[str]
    comment: Mapped[str]
    at: Mapped[datetime]


class DisasterEventRow(Base):
    """One event of the log of disaster mode; triggers refuse to change or delete one."""

    __tablename__ = "disaster_events"

    id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True)
    at: Mapped[datetime]
    actor: Mapped[str]
    action: Mapped[str]
    hazards: Mapped[list[str]]
    level: Mapped[int | None]
    reason: Mapped[str]
    until: Mapped[datetime | None]
    areas: Mapped[list[str]]
    order: Mapped[str]
    telegram: Mapped[str]
    series: Mapped[str]


class ShelterStatusRow(Base):
    """What staff said of a shelter; triggers refuse to change or delete it."""

    __tablename__ = "shelter_status"
    __table_args__ = (Index("shelter_status_at", "at"),)

    id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True)
    at: Mapped[datetime]
    actor: Mapped[str]
    shelter_id: Mapped[str]
    status: Mapped[str]
    reason: Mapped[str]
    until: Mapped[datetime | None]
    drill: Mapped[bool]


class JmaAlertRow(Base):
    """A telegram that concerns the city; kept once, by the digest of its bytes."""

    __tablename__ = "jma_alerts"
    __table_args__ = (Index("jma_alerts_reported", "reported_at"),)

    id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True)
    digest: Mapped[str] = mapped_column(unique=True)
    reported_at: Mapped[datetime]
    received_at: Mapped[datetime]
    alert: Mapped[dict[str, Any]]
    imported: Mapped[bool]


class JmaFeedRow(Base):
    """How far a feed of the 気象庁 has been read; `chatbot.disaster.feed` says what it means."""

    __tablename__ = "jma_feeds"

    name: Mapped[str] = mapped_column(primary_key=True)
    polled_at: Mapped[datetime]
    read_at: Mapped[datetime | None]
    updated: Mapped[datetime | None]
    unbroken_since: Mapped[datetime | None]
    good_at: Mapped[datetime | None]
    etag: Mapped[str]
    last_modified: Mapped[str]


class JmaSeenRow(Base):
    """A telegram that a feed named: fetched, given up, or, with `next_at`, still to be fetched."""

    __tablename__ = "jma_seen"
    __table_args__ = (Index("jma_seen_next", "next_at"), Index("jma_seen_noted", "noted_at"))

    address: Mapped[str] = mapped_column(primary_key=True)
    feed: Mapped[str]
    noted_at: Mapped[datetime]
    updated: Mapped[datetime]
    attempts: Mapped[int]
    next_at: Mapped[datetime | None]
    given_up: Mapped[bool]


class InboxRow(Base):
    """An event of a channel; what it says is deleted once it is done, its id stays."""

    __tablename__ = "inbox"
    __table_args__ = (
        UniqueConstraint("channel", "event_id", name="inbox_event"),
        Index(
            "inbox_open",
            "channel",
            "sender",
            "occurred_at",
            sqlite_where=text("finished_at IS NULL"),
            postgresql_where=text("finished_at IS NULL"),
        ),
        Index("inbox_finished", "finished_at"),
    )

    id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True)
    channel: Mapped[str]
    event_id: Mapped[str]
    sender: Mapped[str]
    message_id: Mapped[str]
    occurred_at: Mapped[datetime]
    received_at: Mapped[datetime]
    body: Mapped[dict[str, Any] | None]
    outgoing: Mapped[dict[str, Any] | None]
    status: Mapped[str]
    outcome: Mapped[str]
    attempts: Mapped[int]
    next_try_at: Mapped[datetime]
    lease_until: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]


class SubscriberRow(Base):
    """Somebody who can be written to, and what they chose."""

    __tablename__ = "subscribers"

    channel: Mapped[str] = mapped_column(primary_key=True)
    user_id: Mapped[str] = mapped_column(primary_key=True)
    language: Mapped[str | None]
    topics: Mapped[list[str]]
    blocked: Mapped[bool]
    drill: Mapped[bool]
    since: Mapped[datetime]


class BroadcastLogRow(Base):
    """What happened to a broadcast; triggers refuse to change or delete it."""

    __tablename__ = "broadcast_log"
    __table_args__ = (Index("broadcast_log_broadcast", "broadcast_id"),)

    id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True)
    broadcast_id: Mapped[UUID]
    at: Mapped[datetime]
    actor: Mapped[str]
    action: Mapped[str]
    channel: Mapped[str]
    topic: Mapped[str | None]
    drill: Mapped[bool]
    texts: Mapped[dict[str, Any] | None]
    recipients: Mapped[int]
    sent: Mapped[int]
    reason: Mapped[str]


class BroadcastPartRow(Base):
    """Those who get a broadcast in one call; deleted when it has ended."""

    __tablename__ = "broadcast_parts"
    __table_args__ = (
        UniqueConstraint("retry_key", name="broadcast_parts_key"),
        Index("broadcast_parts_broadcast", "broadcast_id"),
    )

    id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True)
    broadcast_id: Mapped[UUID]
    begun_at: Mapped[datetime]
    language: Mapped[str]
    users: Mapped[list[str]]
    retry_key: Mapped[UUID]
    tried_at: Mapped[datetime | None]
    outcome: Mapped[str]


class LlmUsageRow(Base):
    """How much was used of the language model on a day; `chatbot.llm.counts` says what there is."""

    __tablename__ = "llm_usage"

    day: Mapped[date] = mapped_column(primary_key=True)
    measure: Mapped[str] = mapped_column(primary_key=True)
    amount: Mapped[float] = mapped_column(Double)
