"""Broadcasts: a log that only grows, and the parts that are still to be sent.

A broadcast is cut into parts before the first is sent, each with the key by which the channel
knows a second attempt (LINE: `X-Line-Retry-Key`). So one that was broken off, even by a power cut,
can be taken up where it ended, and nobody is told twice.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID, uuid4, uuid5

from sqlalchemy import delete, select, update

from chatbot.store.store import Store
from chatbot.store.tables import BroadcastLogRow, BroadcastPartRow

LEFTOVERS = timedelta(days=7)
"""A broadcast that was broken off is forgotten after this time, with the user ids in it."""


class Action(StrEnum):
    """What happens to a broadcast."""

    BEGIN = "begin"
    RESUME = "resume"
    STOP = "stop"
    END = "end"


class Outcome(StrEnum):
    """What became of a part.

    UNSURE: the channel may have sent it, and it is too late to ask again by its key.
    """

    WAITING = "waiting"
    SENT = "sent"
    REFUSED = "refused"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the log.

    Attributes:
        texts: The text by language, as it was seen; only in the first line of a broadcast.
        recipients: How many it is for.
        sent: How many it has gone to so far.
        reason: Why it stopped.
    """

    broadcast_id: UUID
    at: datetime
    actor: str
    action: Action
    channel: str
    topic: str | None
    drill: bool
    texts: Mapping[str, str] | None
    recipients: int
    sent: int = 0
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """Those who get the text of one language in one call.

    Attributes:
        tried_at: When it was first given to the channel, None if it never was.
    """

    id: int
    language: str
    users: tuple[str, ...]
    retry_key: UUID
    tried_at: datetime | None


class Broadcasts:
    """The broadcasts in a store. Every method raises `StoreError` when the database refuses."""

    def __init__(self, store: Store) -> None:
        """Take the store; the caller closes it."""
        self._store = store

    def begin(self, entry: Entry, parts: Sequence[tuple[str, Sequence[str]]]) -> None:
        """Keep a new broadcast, before anything is sent.

        Args:
            entry: The first line of its log.
            parts: For each call the language and the user ids.
        """
        old = BroadcastPartRow.begun_at < entry.at - LEFTOVERS
        with self._store.writing() as session:
            session.execute(delete(BroadcastPartRow).where(old))
            session.add(_log_row(entry))
            session.add_all(
                BroadcastPartRow(
                    broadcast_id=entry.broadcast_id,
                    begun_at=entry.at,
                    language=language,
                    users=list(users),
                    retry_key=uuid4(),
                    tried_at=None,
                    outcome=Outcome.WAITING,
                )
                for language, users in parts
            )

    def note(self, entry: Entry) -> None:
        """Add a line to the log; when a broadcast ends, the user ids of its parts are deleted."""
        with self._store.writing() as session:
            session.add(_log_row(entry))
            if entry.action is Action.END:
                session.execute(
                    delete(BroadcastPartRow).where(
                        BroadcastPartRow.broadcast_id == entry.broadcast_id
                    )
                )

    def log(self, limit: int) -> list[Entry]:
        """Return the last lines of the log, newest first."""
        query = select(BroadcastLogRow).order_by(BroadcastLogRow.id.desc()).limit(limit)
        with self._store.reading() as session:
            return [_entry(row) for row in session.scalars(query)]

    def of(self, broadcast_id: UUID) -> list[Entry]:
        """Return the lines of one broadcast, oldest first; none if there is no such broadcast."""
        query = (
            select(BroadcastLogRow)
            .where(BroadcastLogRow.broadcast_id == broadcast_id)
            .order_by(BroadcastLogRow.id)
        )
        with self._store.reading() as session:
            return [_entry(row) for row in session.scalars(query)]

    def next_part(self, broadcast_id: UUID) -> Part | None:
        """Return the first part that waits."""
        query = (
            select(BroadcastPartRow)
            .where(
                BroadcastPartRow.broadcast_id == broadcast_id,
                BroadcastPartRow.outcome == Outcome.WAITING,
            )
            .order_by(BroadcastPartRow.id)
            .limit(1)
        )
        with self._store.reading() as session:
            row = session.scalar(query)
            if row is None:
                return None
            return Part(row.id, row.language, tuple(row.users), row.retry_key, row.tried_at)

    def waiting(self, broadcast_id: UUID) -> list[tuple[str, tuple[str, ...]]]:
        """Return language and users of every part that waits."""
        query = (
            select(BroadcastPartRow.language, BroadcastPartRow.users)
            .where(
                BroadcastPartRow.broadcast_id == broadcast_id,
                BroadcastPartRow.outcome == Outcome.WAITING,
            )
            .order_by(BroadcastPartRow.id)
        )
        with self._store.reading() as session:
            return [(language, tuple(users)) for language, users in session.execute(query)]

    def mark_tried(self, part: Part, at: datetime | None) -> None:
        """Keep when a part is first given to the channel; None: it surely never was."""
        self._update(part, tried_at=at)

    def settle(self, part: Part, outcome: Outcome) -> None:
        """Keep what became of a part."""
        self._update(part, outcome=outcome)

    def halve(self, part: Part) -> None:
        """Put two halves in a part's place, with keys of their own that follow from the part's."""
        middle = len(part.users) // 2
        with self._store.writing() as session:
            row = session.get(BroadcastPartRow, part.id, with_for_update=True)
            if row is None:
                return  # another process that sends the same broadcast was faster
            session.delete(row)
            session.add_all(
                BroadcastPartRow(
                    broadcast_id=row.broadcast_id,
                    begun_at=row.begun_at,
                    language=part.language,
                    users=list(users),
                    retry_key=uuid5(part.retry_key, name),
                    tried_at=None,
                    outcome=Outcome.WAITING,
                )
                for name, users in (("0", part.users[:middle]), ("1", part.users[middle:]))
            )

    def counts(self, broadcast_id: UUID) -> dict[Outcome, int]:
        """Return how many people each outcome has so far; after the end, 0 everywhere."""
        query = select(BroadcastPartRow.outcome, BroadcastPartRow.users).where(
            BroadcastPartRow.broadcast_id == broadcast_id
        )
        found = dict.fromkeys(Outcome, 0)
        with self._store.reading() as session:
            for outcome, users in session.execute(query):
                found[Outcome(outcome)] += len(users)
        return found

    def _update(self, part: Part, **values: object) -> None:
        with self._store.writing() as session:
            session.execute(
                update(BroadcastPartRow).where(BroadcastPartRow.id == part.id).values(**values)
            )


def _log_row(entry: Entry) -> BroadcastLogRow:
    return BroadcastLogRow(
        broadcast_id=entry.broadcast_id,
        at=entry.at,
        actor=entry.actor,
        action=entry.action.value,
        channel=entry.channel,
        topic=entry.topic,
        drill=entry.drill,
        texts=dict(entry.texts) if entry.texts is not None else None,
        recipients=entry.recipients,
        sent=entry.sent,
        reason=entry.reason,
    )


def _entry(row: BroadcastLogRow) -> Entry:
    return Entry(
        broadcast_id=row.broadcast_id,
        at=row.at,
        actor=row.actor,
        action=Action(row.action),
        channel=row.channel,
        topic=row.topic,
        drill=row.drill,
        texts=row.texts,
        recipients=row.recipients,
        sent=row.sent,
        reason=row.reason,
    )
