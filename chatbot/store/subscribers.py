"""Who can be written to on a channel, in which language and about what.

Unlike the rest of the store this holds the channel's own ids of people: without them nothing can
be sent. Someone who leaves is forgotten.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete

from chatbot.store.store import Store
from chatbot.store.tables import SubscriberRow


@dataclass(frozen=True, slots=True)
class Subscriber:
    """Somebody on a channel.

    Attributes:
        channel: `line`.
        user_id: The channel's id of the person.
        language: One of `LANGUAGES` if the person chose one; else each question's own.
        topics: What the person wants to be told about.
        blocked: Whether nothing can be delivered.
        drill: Whether the person belongs to the drill group.
        since: With a time zone; it comes back in UTC.
    """

    channel: str
    user_id: str
    language: str | None
    topics: frozenset[str]
    blocked: bool
    drill: bool
    since: datetime


def newcomer(channel: str, user_id: str, since: datetime) -> Subscriber:
    """Return somebody who has chosen nothing yet."""
    return Subscriber(channel, user_id, None, frozenset(), blocked=False, drill=False, since=since)


class Subscribers:
    """The subscribers in a store. Every method raises `StoreError` when the database refuses."""

    def __init__(self, store: Store) -> None:
        """Take the store; the caller closes it."""
        self._store = store

    def get(self, channel: str, user_id: str) -> Subscriber | None:
        """Return somebody, None if nothing is known."""
        with self._store.reading() as session:
            row = session.get(SubscriberRow, (channel, user_id))
            return _subscriber_of(row) if row else None

    def save(self, subscriber: Subscriber) -> None:
        """Keep somebody, instead of what was known before."""
        with self._store.writing() as session:
            session.merge(
                SubscriberRow(
                    channel=subscriber.channel,
                    user_id=subscriber.user_id,
                    language=subscriber.language,
                    topics=sorted(subscriber.topics),
                    blocked=subscriber.blocked,
                    drill=subscriber.drill,
                    since=subscriber.since,
                )
            )

    def forget(self, channel: str, user_id: str) -> None:
        """Delete what is known about somebody."""
        with self._store.writing() as session:
            session.execute(
                delete(SubscriberRow).where(
                    SubscriberRow.channel == channel, SubscriberRow.user_id == user_id
                )
            )


def _subscriber_of(row: SubscriberRow) -> Subscriber:
    return Subscriber(
        channel=row.channel,
        user_id=row.user_id,
        language=row.language,
        topics=frozenset(row.topics),
        blocked=row.blocked,
        drill=row.drill,
        since=row.since,
    )
