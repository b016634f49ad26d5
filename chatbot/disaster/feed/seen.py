"""The telegrams that feeds named, in the store: each is fetched once, whoever polls.

One that is to be fetched has a time for its next attempt. `begin` puts that time off before the
fetching starts: another process keeps away meanwhile, and takes over if the first one dies.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import delete, func, or_, select
from sqlalchemy.orm import Session

from chatbot.disaster.feed.entries import Entry
from chatbot.store.store import Store
from chatbot.store.tables import JmaFeedRow, JmaSeenRow

KEPT = timedelta(days=30)
"""How long addresses are remembered: longer than a long feed lists them."""

PATIENCE = timedelta(minutes=2)
"""After this time somebody else tries a telegram that was begun."""

_FARTHEST = timedelta(hours=1)
"""No attempt is put off as far: a later time is of a clock that has been put right since."""


class SeenLog:
    """The record in a store. May be used from several threads and processes.

    Every method raises `StoreError` when the database can't be reached or refuses.

    Args:
        store: The open store; the caller closes it.
    """

    def __init__(self, store: Store) -> None:
        """Take the store."""
        self._reading = store.reading
        self._writing = partial(store.writing, JmaFeedRow)

    def waiting(self, now: datetime, limit: int) -> list[str]:
        """Return the addresses that are to be fetched now, the newest telegram first.

        So an old warning that has been lifted since finds its lifting there, and does nothing.
        """
        due = or_(JmaSeenRow.next_at <= now, JmaSeenRow.next_at > now + _FARTHEST)
        query = (
            select(JmaSeenRow.address)
            .where(due)
            .order_by(JmaSeenRow.updated.desc(), JmaSeenRow.address.desc())
            .limit(limit)
        )
        with self._reading() as session:
            return list(session.scalars(query))

    def begin(self, address: str, now: datetime) -> int:
        """Return which attempt at a telegram is ours; 0 if somebody else has had it meanwhile."""
        with self._writing() as session:
            row = session.get_one(JmaSeenRow, address)
            if row.next_at is None or now < row.next_at <= now + _FARTHEST:
                return 0
            row.attempts, row.next_at = row.attempts + 1, now + PATIENCE
            return row.attempts

    def done(self, address: str, *, given_up: bool = False) -> None:
        """Keep that a telegram needn't be fetched any more."""
        with self._writing() as session:
            row = session.get_one(JmaSeenRow, address)
            row.next_at, row.given_up = None, given_up

    def retry(self, address: str, at: datetime) -> None:
        """Keep when a telegram is to be tried again."""
        with self._writing() as session:
            session.get_one(JmaSeenRow, address).next_at = at

    def forget(self, now: datetime) -> int:
        """Delete addresses that no feed lists any more; return how many."""
        old = JmaSeenRow.noted_at < now - KEPT
        past = delete(JmaSeenRow).where(old, JmaSeenRow.next_at.is_(None))
        with self._writing() as session:
            return session.connection().execute(past).rowcount


def note_entries(session: Session, feed: str, entries: Iterable[Entry], now: datetime) -> int:
    """Keep the telegrams that weren't known, to be fetched; return how many that are."""
    known = set(session.scalars(select(JmaSeenRow.address)))
    new = [entry for entry in entries if entry.path not in known]
    session.add_all(
        JmaSeenRow(
            address=entry.path,
            feed=feed,
            noted_at=now,
            updated=entry.updated,
            attempts=0,
            next_at=now,
            given_up=False,
        )
        for entry in new
    )
    return len(new)


def count_waiting(session: Session, feed: str) -> int:
    """Return how many telegrams of a feed are still to be fetched."""
    query = select(func.count()).where(JmaSeenRow.feed == feed, JmaSeenRow.next_at.is_not(None))
    return session.scalar(query) or 0


def count_given_up(session: Session, feed: str) -> int:
    """Return how many telegrams of a feed couldn't be read and aren't tried any more."""
    query = select(func.count()).where(JmaSeenRow.feed == feed, JmaSeenRow.given_up)
    return session.scalar(query) or 0
