"""The log of what staff said of shelters, in the store. Nothing here changes or deletes."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from chatbot.disaster.shelters.status import ShelterStatus, StatusReport
from chatbot.store.store import Store
from chatbot.store.tables import ShelterStatusRow


@dataclass(frozen=True, slots=True)
class StatusEntry:
    """A report with its number in the log."""

    id: int
    report: StatusReport


class StatusLog:
    """The log in a store. May be used from several threads.

    Args:
        store: The open store; the caller closes it.
    """

    def __init__(self, store: Store) -> None:
        """Take the store."""
        self._store = store

    def append(self, report: StatusReport) -> None:
        """Keep a report.

        Raises:
            StoreError: The database can't be reached or refuses; nothing is kept then.
        """
        row = ShelterStatusRow(
            at=report.at,
            actor=report.actor,
            shelter_id=report.shelter_id,
            status=report.status.value,
            reason=report.reason,
            until=report.until,
            drill=report.drill,
        )
        with self._store.writing(ShelterStatusRow) as session:
            session.add(row)

    def since(self, number: int, begin: datetime) -> tuple[StatusEntry, ...]:
        """Return what was kept after the entry with this number and said since `begin`.

        Raises:
            StoreError: The database can't be reached.
        """
        query = (
            select(ShelterStatusRow)
            .where(ShelterStatusRow.id > number, ShelterStatusRow.at >= begin)
            .order_by(ShelterStatusRow.id)
        )
        with self._store.reading() as session:
            return tuple(StatusEntry(row.id, _report(row)) for row in session.scalars(query))


def _report(row: ShelterStatusRow) -> StatusReport:
    return StatusReport(
        shelter_id=row.shelter_id,
        status=ShelterStatus(row.status),
        at=row.at,
        actor=row.actor,
        reason=row.reason,
        until=row.until,
        drill=row.drill,
    )
