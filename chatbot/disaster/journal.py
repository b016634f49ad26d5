"""The log of disaster mode: who switched what, when and why. Nothing here changes or deletes.

Events are numbered in the order in which they were kept: writers come one after the other, so who
has read up to a number has missed none below it.
"""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from chatbot.disaster.event import Action, DisasterEvent
from chatbot.disaster.mirror import Mirror
from chatbot.store.store import Store, take_turn
from chatbot.store.tables import DisasterEventRow


@dataclass(frozen=True, slots=True)
class Entry:
    """An event with its number in the log."""

    id: int
    event: DisasterEvent


class Journal:
    """The log in a store, with its mirror. May be used from several threads.

    Args:
        store: The open store; the caller closes it.
        data_dir: Where the mirror is.
    """

    def __init__(self, store: Store, data_dir: Path) -> None:
        """Take the store."""
        self.store = store
        self.mirror = Mirror(data_dir)

    def append(self, event: DisasterEvent) -> Entry:
        """Keep an event, then mirror the log.

        Raises:
            StoreError: The database can't be reached or refuses; nothing is kept then.
        """
        with self.store.writing() as session:
            entry = self.add(session, event)
        self.mirror.write(self.events)
        return entry

    def add(self, session: Session, event: DisasterEvent) -> Entry:
        """Keep an event if the session's transaction ends well; the caller mirrors the log then."""
        row = _row(event)
        take_turn(session, DisasterEventRow)
        session.add(row)
        session.flush()
        return Entry(row.id, event)

    def events(self) -> tuple[DisasterEvent, ...]:
        """Return all events in their order.

        Raises:
            StoreError: The database can't be reached.
        """
        return tuple(entry.event for entry in self.since(0))

    def since(self, number: int) -> tuple[Entry, ...]:
        """Return what was kept after the entry with this number, 0 for all.

        Raises:
            StoreError: The database can't be reached.
        """
        with self.store.reading() as session:
            return read_entries(session, number)


def read_entries(session: Session, number: int = 0) -> tuple[Entry, ...]:
    """Return what was kept after the entry with this number, within a transaction."""
    query = (
        select(DisasterEventRow).where(DisasterEventRow.id > number).order_by(DisasterEventRow.id)
    )
    return tuple(Entry(row.id, _event(row)) for row in session.scalars(query))


def _row(event: DisasterEvent) -> DisasterEventRow:
    return DisasterEventRow(
        at=event.at,
        actor=event.actor,
        action=event.action.value,
        hazards=list(event.hazards),
        level=event.level,
        reason=event.reason,
        until=event.until,
        areas=list(event.areas),
        order=event.order,
        telegram=event.telegram,
        series=event.series,
    )


def _event(row: DisasterEventRow) -> DisasterEvent:
    return DisasterEvent(
        at=row.at,
        actor=row.actor,
        action=Action(row.action),
        hazards=tuple(row.hazards),
        level=row.level,
        reason=row.reason,
        until=row.until,
        areas=tuple(row.areas),
        telegram=row.telegram,
        order=row.order,
        series=row.series,
    )
