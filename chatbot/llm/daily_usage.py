"""What the language model was used for on each day, by all processes on one store.

Counted in memory at once, and brought to the store every `PAUSE_S` in the background: no answer
waits for the disk, and a store that fails stops no answer. What couldn't be kept is kept later.
Other processes' use is known since this one last brought something: a day's budget may be overrun
by what is asked within those seconds.
"""

import logging
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date, datetime
from threading import Lock

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from chatbot.background import Background
from chatbot.errors import StoreError
from chatbot.store.store import Store
from chatbot.store.tables import LlmUsageRow

PAUSE_S = 2.0

log = logging.getLogger(__name__)

_Waiting = Counter[tuple[date, str]]


class DailyUsage:
    """The record. May be used from several threads.

    Args:
        store: The open store; the caller closes it after `close`.
        now: Local time of the city, whose days are counted.
    """

    def __init__(self, store: Store, now: Callable[[], datetime]) -> None:
        """Take the store; nothing is read or written before `start`."""
        self._store = store
        self._now = now
        self._lock = Lock()
        self._waiting: _Waiting = Counter()
        self._on_the_way: _Waiting = Counter()
        self._kept: _Waiting = Counter()
        self._failing = False
        self._has_read = False
        self._background = Background("llm-usage", self._keep_if_any, PAUSE_S, at_once=True)

    def start(self) -> None:
        """Begin to read what was used today, and to write, in the background."""
        self._background.start()

    def close(self) -> None:
        """Write what waits, then stop."""
        self._background.close()
        self._keep_if_any()

    def add(self, amounts: Mapping[str, float]) -> None:
        """Count something for today, by name of what is measured."""
        day = self._now().date()
        with self._lock:
            for measure, amount in amounts.items():
                self._waiting[day, measure] += amount  # type: ignore[assignment]  # costs are fractions

    def today(self, measure: str) -> float:
        """Return how much of it all processes used today."""
        key = (self._now().date(), measure)
        with self._lock:
            return self._kept[key] + self._on_the_way[key] + self._waiting[key]

    def days(self, first: date, last: date) -> dict[date, dict[str, float]]:
        """Return what was used on each day on which something was, newest first.

        Raises:
            StoreError: The database can't be reached.
        """
        self.keep()
        query = (
            select(LlmUsageRow)
            .where(LlmUsageRow.day >= first, LlmUsageRow.day <= last)
            .order_by(LlmUsageRow.day.desc(), LlmUsageRow.measure)
        )
        found: dict[date, dict[str, float]] = {}
        with self._store.reading() as session:
            for row in session.scalars(query):
                found.setdefault(row.day, {})[row.measure] = row.amount
        return found

    def keep(self) -> None:
        """Write what waits before returning; what the store doesn't take waits on."""
        with self._lock:
            if self._on_the_way:
                return  # another thread is at it
            self._on_the_way, self._waiting = self._waiting, Counter()
        try:
            kept = self._written()
        except StoreError as error:
            self._failed(error)
        else:
            with self._lock:
                self._kept, self._on_the_way = kept, Counter()
                self._has_read = True
            self._failing = False

    def _keep_if_any(self) -> None:
        with self._lock:
            any_use = bool(self._waiting) or not self._has_read
        if any_use:
            self.keep()

    def _written(self) -> _Waiting:
        """Add to the store, and return what it has for today."""
        with self._store.writing(LlmUsageRow) as session:
            for (day, measure), amount in sorted(self._on_the_way.items()):
                _add(session, day, measure, amount)
            today = self._now().date()
            rows = session.scalars(select(LlmUsageRow).where(LlmUsageRow.day == today))
            return Counter({(row.day, row.measure): row.amount for row in rows})

    def _failed(self, error: StoreError) -> None:
        with self._lock:
            self._waiting.update(self._on_the_way)
            self._on_the_way = Counter()
        if not self._failing:
            log.error("use of the language model not kept: %s", error)
        self._failing = True


def _add(session: Session, day: date, measure: str, amount: float) -> None:
    is_postgresql = session.get_bind().dialect.name == "postgresql"
    insert = postgresql.insert if is_postgresql else sqlite.insert
    row = insert(LlmUsageRow).values(day=day, measure=measure, amount=amount)
    session.execute(
        row.on_conflict_do_update(
            index_elements=["day", "measure"],
            set_={"amount": LlmUsageRow.amount + row.excluded.amount},
        )
    )
