"""The inbox: events of a channel are stored before they are acknowledged, and worked on later.

An event is worked on by one worker at a time, and events of one sender one after the other, in the
order in which they happened. A worker takes an event on lease and renews the lease while it works:
when it dies, the lease runs out and another one takes the event. Every taking has its number, and
who has an old number can't write any more, so two never finish the same event.

Workers of several processes take turns while they take events (one writer on SQLite, an advisory
lock on PostgreSQL). `SKIP LOCKED` would let them choose at the same time, but then two could choose
two events of one sender that the other hasn't seen being taken.

What an event says is deleted when it is finished. Its id stays for a while, because the same event
may be delivered again.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, exists, func, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session, aliased

from chatbot.store.store import Store
from chatbot.store.tables import InboxRow


class Progress(StrEnum):
    """How far an event is."""

    WAITING = "waiting"
    WORKING = "working"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Incoming:
    """An event as it comes in.

    Attributes:
        event_id: The channel's id of the event; a second one with this id is the same event.
        sender: Who or what it comes from; events with the same are worked on one by one.
        occurred_at: When it happened, with a time zone.
        body: The event as JSON.
        message_id: The channel's id of the message in it, empty if there is none.
        withdraws: A message that its sender took back: if it still waits, it is dropped.
        leaves: Whether the sender went away: what still waits from before is dropped.
    """

    event_id: str
    sender: str
    occurred_at: datetime
    body: Mapping[str, Any]
    message_id: str = ""
    withdraws: str = ""
    leaves: bool = False


@dataclass(frozen=True, slots=True)
class Taken:
    """An event that a worker has taken.

    Attributes:
        attempts: How often it was taken before.
        outgoing: What an earlier attempt was about to send, None if none came so far.
    """

    id: int
    event_id: str
    sender: str
    occurred_at: datetime
    received_at: datetime
    body: Mapping[str, Any]
    attempts: int
    outgoing: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class Queue:
    """How many events wait, are worked on and have failed, and since when the oldest waits."""

    waiting: int
    working: int
    failed: int
    oldest: datetime | None


class Inbox:
    """The events of one channel. May be used from several threads and processes.

    Every method raises `StoreError` when the database can't be reached or refuses.
    """

    def __init__(self, store: Store, channel: str) -> None:
        """Take the store; the caller closes it."""
        self._store = store
        self._channel = channel

    def add(self, events: Sequence[Incoming], now: datetime) -> int:
        """Store events in one transaction, and return how many of them are new."""
        with self._store.writing() as session:
            return sum([self._add(session, event, now) for event in events])

    def take(self, limit: int, now: datetime, lease_until: datetime) -> list[Taken]:
        """Take up to `limit` events that are due, the oldest first."""
        if limit < 1 or not self._any_due(now):
            return []
        with self._store.writing(InboxRow) as session:
            rows = session.scalars(
                select(InboxRow)
                .where(self._open(), _due(now), ~_earlier_or_taken(now))
                .order_by(InboxRow.occurred_at, InboxRow.id)
                .limit(limit)
            ).all()
            for row in rows:
                row.status = Progress.WORKING.value
                row.lease_until = lease_until
                row.attempts += 1
            return [_taken(row) for row in rows]

    def prepare(self, taken: Taken, outgoing: Mapping[str, Any]) -> bool:
        """Keep what is about to be sent; False if another worker has taken the event."""
        return self._change(taken, outgoing=dict(outgoing))

    def renew(self, taken: Taken, lease_until: datetime) -> bool:
        """Go on working on it; False as in `prepare`."""
        return self._change(taken, lease_until=lease_until)

    def put_off(self, taken: Taken, until: datetime, outgoing: Mapping[str, Any] | None) -> bool:
        """Let it be tried again from then on; False as in `prepare`."""
        return self._change(
            taken,
            status=Progress.WAITING.value,
            next_try_at=until,
            lease_until=None,
            outgoing=dict(outgoing) if outgoing is not None else None,
        )

    def finish(self, taken: Taken, progress: Progress, outcome: str, now: datetime) -> bool:
        """Note how it ended, done or failed, and delete what it said; False as in `prepare`."""
        return self._change(taken, **_finished(progress, outcome, now))

    def queue(self) -> Queue:
        """Return how much there is to do."""
        count = func.count()
        query = (
            select(InboxRow.status, count, func.min(InboxRow.received_at))
            .where(InboxRow.channel == self._channel, InboxRow.status != Progress.DONE.value)
            .group_by(InboxRow.status)
        )
        with self._store.reading() as session:
            found = {status: (number, first) for status, number, first in session.execute(query)}
        firsts = [found[each][1] for each in (Progress.WAITING, Progress.WORKING) if each in found]
        waiting, working, failed = (
            found.get(each, (0, None))[0]
            for each in (Progress.WAITING, Progress.WORKING, Progress.FAILED)
        )
        return Queue(waiting, working, failed, min(firsts, default=None))

    def failures(self, since: datetime) -> dict[str, int]:
        """Return why events have failed since then, and how many each."""
        query = (
            select(InboxRow.outcome, func.count())
            .where(
                InboxRow.channel == self._channel,
                InboxRow.status == Progress.FAILED.value,
                InboxRow.finished_at >= since,
            )
            .group_by(InboxRow.outcome)
            .order_by(InboxRow.outcome)
        )
        with self._store.reading() as session:
            return dict(session.execute(query).all())

    def outcomes(self) -> dict[str, tuple[str, str]]:
        """Return how far each event is and how it ended, by its id."""
        query = select(InboxRow.event_id, InboxRow.status, InboxRow.outcome)
        with self._store.reading() as session:
            rows = session.execute(query.where(InboxRow.channel == self._channel)).all()
        return {event_id: (status, outcome) for event_id, status, outcome in rows}

    def purge(self, before: datetime) -> int:
        """Forget events that were finished before then, and return how many."""
        with self._store.writing() as session:
            past = delete(InboxRow).where(
                InboxRow.channel == self._channel, InboxRow.finished_at < before
            )
            return session.connection().execute(past).rowcount

    def _add(self, session: Session, event: Incoming, now: datetime) -> int:
        kind = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
        values = self._values(event, now)
        add = kind.insert(InboxRow).values(values).on_conflict_do_nothing()
        added = session.connection().scalar(add.returning(InboxRow.id))
        if event.withdraws:
            self._drop(session, event, InboxRow.message_id == event.withdraws, now)
        if event.leaves:
            self._drop(session, event, InboxRow.occurred_at < event.occurred_at, now)
        return int(added is not None)

    def _values(self, event: Incoming, now: datetime) -> dict[str, Any]:
        return {
            "channel": self._channel,
            "event_id": event.event_id,
            "sender": event.sender,
            "message_id": event.message_id,
            "occurred_at": event.occurred_at,
            "received_at": now,
            "body": dict(event.body),
            "status": Progress.WAITING.value,
            "outcome": "",
            "attempts": 0,
            "next_try_at": now,
        }

    def _drop(
        self, session: Session, event: Incoming, which: ColumnElement[bool], now: datetime
    ) -> None:
        waiting = InboxRow.status == Progress.WAITING.value
        theirs = InboxRow.sender == event.sender
        session.connection().execute(
            update(InboxRow)
            .where(self._open(), waiting, theirs, which)
            .values(_finished(Progress.DONE, "dropped", now))
        )

    def _any_due(self, now: datetime) -> bool:
        """Look without holding up those who write: most of the time there is nothing."""
        with self._store.reading() as session:
            return bool(session.scalar(select(exists().where(self._open(), _due(now)))))

    def _change(self, taken: Taken, **values: object) -> bool:
        ours = (
            InboxRow.id == taken.id,
            InboxRow.status == Progress.WORKING.value,
            InboxRow.attempts == taken.attempts + 1,
        )
        with self._store.writing() as session:
            changed = session.connection().execute(update(InboxRow).where(*ours).values(values))
            return changed.rowcount == 1

    def _open(self) -> ColumnElement[bool]:
        return and_(InboxRow.channel == self._channel, InboxRow.finished_at.is_(None))


def _due(now: datetime) -> ColumnElement[bool]:
    """Match what waits and may be tried, and what a worker took that seems to be dead."""
    return or_(
        and_(InboxRow.status == Progress.WAITING.value, InboxRow.next_try_at <= now),
        and_(InboxRow.status == Progress.WORKING.value, InboxRow.lease_until <= now),
    )


def _earlier_or_taken(now: datetime) -> ColumnElement[bool]:
    """Match events whose sender has an earlier open one, or one that is being worked on."""
    other = aliased(InboxRow)
    earlier = or_(
        other.occurred_at < InboxRow.occurred_at,
        and_(other.occurred_at == InboxRow.occurred_at, other.id < InboxRow.id),
    )
    taken = and_(other.status == Progress.WORKING.value, other.lease_until > now)
    return exists().where(
        other.channel == InboxRow.channel,
        other.sender == InboxRow.sender,
        other.finished_at.is_(None),
        other.id != InboxRow.id,
        or_(earlier, taken),
    )


def _finished(progress: Progress, outcome: str, now: datetime) -> dict[str, Any]:
    return {
        "status": progress.value,
        "outcome": outcome,
        "body": None,
        "outgoing": None,
        "lease_until": None,
        "finished_at": now,
    }


def _taken(row: InboxRow) -> Taken:
    return Taken(
        id=row.id,
        event_id=row.event_id,
        sender=row.sender,
        occurred_at=row.occurred_at,
        received_at=row.received_at,
        body=row.body or {},
        attempts=row.attempts - 1,
        outgoing=row.outgoing,
    )
