"""How far the feeds have been read, in the store: every process and the next start know it.

Processes on one store share the work: `claim` gives a feed's turn to one of them, and to nobody
before its interval is over. Together they ask no more often than one would, also when one is
started again and again, and another goes on where one dies.

A feed is read *well* when it was made lately, there is no gap between what was read before and now
(what was missed is filled from the long feed), and every telegram it named has been taken or given
up. `good_at` is the last time that was so: until then it is known what is in force.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from sqlalchemy import select
from sqlalchemy.orm import Session

from chatbot.disaster.feed.entries import FeedPage
from chatbot.disaster.feed.names import FEEDS, REACH, STALE, interval_of, long_of, short_of
from chatbot.disaster.feed.seen import count_given_up, count_waiting, note_entries
from chatbot.disaster.feed.validators import Validators
from chatbot.store.store import Store
from chatbot.store.tables import JmaFeedRow


@dataclass(frozen=True, slots=True)
class FeedState:
    """What is known of a feed.

    Attributes:
        read_at: When it could last be read, be it with the answer that nothing is new.
        updated: When it was made, by its own word.
        good_at: When it was last read well; None if never.
        gap: Whether telegrams may be missing that only the long feed can tell.
        waiting: Telegrams that it named and that are still to be fetched.
        given_up: Telegrams that couldn't be read and aren't tried any more.
    """

    name: str
    read_at: datetime | None
    updated: datetime | None
    good_at: datetime | None
    gap: bool
    waiting: int
    given_up: int


class FeedLog:
    """The record in a store. May be used from several threads and processes.

    Every method raises `StoreError` when the database can't be reached or refuses.

    Args:
        store: The open store; the caller closes it.
    """

    def __init__(self, store: Store) -> None:
        """Take the store."""
        self._reading = store.reading
        self._writing = partial(store.writing, JmaFeedRow)

    def claim(self, name: str, now: datetime) -> bool:
        """Return whether it is our turn to read a feed; if so it is nobody's for its interval."""
        with self._writing() as session:
            row = session.get(JmaFeedRow, name)
            if row is None:
                session.add(JmaFeedRow(name=name, polled_at=now, etag="", last_modified=""))
                return True
            # One in the future was written by a clock that has been put right since.
            if row.polled_at <= now < row.polled_at + interval_of(name):
                return False
            row.polled_at = now
        return True

    def validators(self, name: str) -> Validators:
        """Return what to ask for a newer version with."""
        with self._reading() as session:
            row = session.get(JmaFeedRow, name)
            return Validators(row.etag, row.last_modified) if row else Validators()

    def note(self, name: str, page: FeedPage, validators: Validators, now: datetime) -> int:
        """Keep a new version of a claimed feed; return how many of its telegrams are new.

        Args:
            name: The feed's, short or long.
            page: With those entries only that are to be fetched.
            validators: To ask with the next time.
            now: When it was read.
        """
        with self._writing() as session:
            row = session.get_one(JmaFeedRow, name)
            if row.updated is None or abs(page.updated - row.updated) > REACH:
                row.unbroken_since = page.updated - REACH
            row.updated, row.read_at = page.updated, now
            row.etag, row.last_modified = validators.etag, validators.last_modified
            return note_entries(session, short_of(name), page.entries, now)

    def note_unchanged(self, name: str, now: datetime) -> None:
        """Keep that a claimed feed is still what it was."""
        with self._writing() as session:
            session.get_one(JmaFeedRow, name).read_at = now

    def has_gap(self, feed: str) -> bool:
        """Return whether telegrams may be missing that only the long feed can tell."""
        with self._reading() as session:
            return _has_gap(session, feed)

    def settle(self, feed: str, now: datetime) -> bool:
        """Return whether a feed is read well as it was read last, and keep it if so."""
        with self._writing() as session:
            row = session.get(JmaFeedRow, feed)
            if row is None or row.read_at is None or row.updated is None:
                return False
            good = (
                abs(now - row.updated) <= STALE
                and not count_waiting(session, feed)
                and not _has_gap(session, feed)
            )
            if good:
                row.good_at = row.read_at
        return good

    def good_at(self) -> datetime | None:
        """Return until when all that feeds told is known; None if one was never read well."""
        query = select(JmaFeedRow.good_at).where(JmaFeedRow.name.in_(FEEDS))
        with self._reading() as session:
            return earliest(session.scalars(query))

    def states(self) -> tuple[FeedState, ...]:
        """Return what is known of each feed that was ever asked for."""
        with self._reading() as session:
            rows = [session.get(JmaFeedRow, feed) for feed in FEEDS]
            return tuple(_state(session, row) for row in rows if row)


def earliest(times: Iterable[datetime | None]) -> datetime | None:
    """Return the earliest of the times of all feeds, None if one of them is missing."""
    known = [time for time in times if time]
    return min(known) if len(known) == len(FEEDS) else None


def _has_gap(session: Session, feed: str) -> bool:
    short, long = session.get(JmaFeedRow, feed), session.get(JmaFeedRow, long_of(feed))
    if short is None or short.unbroken_since is None or long is None or long.updated is None:
        return True
    return long.updated < short.unbroken_since


def _state(session: Session, row: JmaFeedRow) -> FeedState:
    return FeedState(
        name=row.name,
        read_at=row.read_at,
        updated=row.updated,
        good_at=row.good_at,
        gap=_has_gap(session, row.name),
        waiting=count_waiting(session, row.name),
        given_up=count_given_up(session, row.name),
    )
