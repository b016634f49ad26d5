"""Who of the subscribers a message is for: those of a topic, the drill group, or all."""

from dataclasses import dataclass

from sqlalchemy import select

from chatbot.store.store import Store
from chatbot.store.tables import SubscriberRow

TOPICS = ("waste", "childcare", "disaster")
"""What residents may ask to be told about. Nobody is told without having asked."""


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody to write to; the language is None where none was chosen."""

    user_id: str
    language: str | None


class Segments:
    """Finds recipients. Every method raises `StoreError` when the database refuses.

    Args:
        store: Where the subscribers are; the caller closes it.
        channel: Whose they are, e.g. `line`.
    """

    def __init__(self, store: Store, channel: str) -> None:
        """Take the store."""
        self._store = store
        self._channel = channel

    def recipients(self, topic: str | None = None, *, drill: bool = False) -> list[Recipient]:
        """Return who can be reached, in a fixed order.

        Args:
            topic: Only who asked for it; None: whether or not anything was asked for.
            drill: Only the drill group.
        """
        query = (
            select(SubscriberRow)
            .where(SubscriberRow.channel == self._channel, SubscriberRow.blocked.is_(False))
            .order_by(SubscriberRow.user_id)
        )
        if drill:
            query = query.where(SubscriberRow.drill.is_(True))
        with self._store.reading() as session:
            return [
                Recipient(row.user_id, row.language)
                for row in session.scalars(query)
                if topic is None or topic in row.topics
            ]

    def drill_group(self) -> tuple[str, ...]:
        """Return the ids of the drill group."""
        return tuple(recipient.user_id for recipient in self.recipients(drill=True))
