"""The telegrams that concern the city, in the store: each once, however often it comes."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from chatbot.disaster.alerts.alert import Alert
from chatbot.disaster.jma.report import AreaReading
from chatbot.store.store import Store
from chatbot.store.tables import JmaAlertRow

KEPT = timedelta(days=30)
"""How far back what is in force is folded from."""


@dataclass(frozen=True, slots=True)
class AlertEntry:
    """An alert with its number in the log and when it came."""

    id: int
    alert: Alert
    received_at: datetime


class AlertLog:
    """The log in a store. May be used from several threads.

    Args:
        store: The open store; the caller closes it.
    """

    def __init__(self, store: Store) -> None:
        """Take the store."""
        self._store = store

    def append(self, alert: Alert, now: datetime) -> bool:
        """Keep an alert; return whether it is new.

        Raises:
            StoreError: The database can't be reached or refuses.
        """
        with self._store.writing(JmaAlertRow) as session:
            known = select(JmaAlertRow.id).where(JmaAlertRow.digest == alert.id)
            if session.scalar(known) is not None:
                return False
            session.add(
                JmaAlertRow(
                    digest=alert.id,
                    reported_at=alert.reported_at,
                    received_at=now,
                    alert=_told(alert),
                )
            )
        return True

    def since(self, number: int, begin: datetime) -> tuple[AlertEntry, ...]:
        """Return what was kept after an entry and reported since then, in the order it was kept.

        Raises:
            StoreError: The database can't be reached.
        """
        query = (
            select(JmaAlertRow)
            .where(JmaAlertRow.id > number, JmaAlertRow.reported_at >= begin)
            .order_by(JmaAlertRow.id)
        )
        with self._store.reading() as session:
            return tuple(
                AlertEntry(row.id, _read(row.alert), row.received_at)
                for row in session.scalars(query)
            )


def _told(alert: Alert) -> dict[str, Any]:
    told = asdict(alert)
    for name in ("reported_at", "created_at", "valid_until"):
        told[name] = told[name].isoformat() if told[name] else None
    return told


def _read(told: Mapping[str, Any]) -> Alert:
    times = {
        name: datetime.fromisoformat(told[name]) if told[name] else None
        for name in ("reported_at", "created_at", "valid_until")
    }
    readings = tuple(AreaReading(**row) for row in told["readings"])
    return Alert(**{**told, **times, "readings": readings})
