"""The telegrams that concern the city, in the store: each once, however often it comes."""

from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from chatbot.disaster.alerts.alert import Alert
from chatbot.disaster.jma.report import AreaReading
from chatbot.store.store import Store
from chatbot.store.tables import JmaAlertRow

KEPT = timedelta(days=30)
"""How far back what is in force is folded from."""


@dataclass(frozen=True, slots=True)
class AlertEntry:
    """An alert with its number in the log, when it came and whether staff imported it."""

    id: int
    alert: Alert
    received_at: datetime
    imported: bool


class AlertLog:
    """The log in a store. May be used from several threads.

    Args:
        store: The open store; the caller closes it.
    """

    def __init__(self, store: Store) -> None:
        """Take the store."""
        self._store = store

    def reading(self) -> AbstractContextManager[Session]:
        """Give a transaction in which nothing is kept."""
        return self._store.reading()

    def writing(self) -> AbstractContextManager[Session]:
        """Give a transaction during which nobody else keeps an alert.

        Of two who take the same telegram, the second finds it kept.
        """
        return self._store.writing(JmaAlertRow)

    def since(self, number: int, begin: datetime) -> tuple[AlertEntry, ...]:
        """Return what was kept after an entry and reported since then, in the order it was kept.

        Raises:
            StoreError: The database can't be reached.
        """
        with self._store.reading() as session:
            return read_alerts(session, number, begin)


def is_kept(session: Session, alert: Alert) -> bool:
    """Return whether an alert is in the log, within a transaction."""
    known = select(JmaAlertRow.id).where(JmaAlertRow.digest == alert.id)
    return session.scalar(known) is not None


def add_alert(session: Session, alert: Alert, now: datetime, *, imported: bool) -> None:
    """Keep an alert if the session's transaction ends well."""
    session.add(
        JmaAlertRow(
            digest=alert.id,
            reported_at=alert.reported_at,
            received_at=now,
            imported=imported,
            alert=_told(alert),
        )
    )
    session.flush()


def read_alerts(session: Session, number: int, begin: datetime) -> tuple[AlertEntry, ...]:
    """Return what `AlertLog.since` does, within a transaction."""
    query = (
        select(JmaAlertRow)
        .where(JmaAlertRow.id > number, JmaAlertRow.reported_at >= begin)
        .order_by(JmaAlertRow.id)
    )
    return tuple(
        AlertEntry(row.id, _read(row.alert), row.received_at, row.imported)
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
