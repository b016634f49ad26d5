"""Keeping exchanges in the store in the background: no answer waits for the disk.

An exchange is written as soon as no question came for `_QUIET_S`, and `SOON_S` after the first that
waits at the latest. In a disaster writing gives way to answering for up to `LONGEST_WAIT_S`, unless
`MANY` wait: writing 5,000 beside a flood of questions takes a second, in which the slowest
hundredth of answers takes 5 ms instead of 2.4. What can't be kept keeps no answer back; it is told
in the log once, and once that it works again.
"""

import logging
from math import inf
from queue import Empty, Full, Queue
from threading import Event, Lock, Thread
from time import monotonic

from chatbot.errors import StoreError
from chatbot.store import Exchange
from chatbot.store.store import Store

WAITING = 20_000
"""Exchanges that may wait; more are dropped, and that is logged."""

MANY = 10_000
"""Exchanges that don't wait any longer."""

SOON_S = 1.0
"""An exchange is on its way to the disk after this many seconds, however many are asking."""

LONGEST_WAIT_S = 15.0
"""The same in a disaster."""

BATCH = 200
_PAUSE_S = 0.1
_QUIET_S = 0.3
_PATIENCE_S = 5.0

log = logging.getLogger(__name__)


class ExchangeLog:
    """Keeps exchanges. May be used from several threads."""

    def __init__(self, store: Store) -> None:
        """Take the store; the caller closes it after `close`."""
        self._store = store
        self._waiting: Queue[Exchange] = Queue(WAITING)
        self._failing = False
        self._came_at = 0.0
        self._due_at = inf
        self._writing = Lock()
        self._stop = Event()
        self._thread = Thread(target=self._write, name="exchange-log", daemon=True)

    def start(self) -> None:
        """Begin to write in the background."""
        self._thread.start()

    def close(self) -> None:
        """Write what waits, then stop; a database that doesn't answer is not waited for."""
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join(_PATIENCE_S)

    def keep(self, exchange: Exchange, within_s: float = SOON_S) -> None:
        """Write an exchange within so many seconds; returns at once."""
        self._came_at = monotonic()
        self._due_at = min(self._due_at, self._came_at + within_s)
        try:
            self._waiting.put_nowait(exchange)
        except Full:
            self._failed(StoreError("store.behind", count=WAITING))

    def flush(self) -> None:
        """Write what waits before returning."""
        with self._writing:
            self._due_at = inf
            while batch := self._batch():
                self._record(batch)

    def _write(self) -> None:
        while not self._stop.wait(_PAUSE_S):
            now = monotonic()
            due = now > self._due_at or self._waiting.qsize() >= MANY
            if due or now - self._came_at > _QUIET_S:
                self.flush()
        self.flush()

    def _batch(self) -> list[Exchange]:
        batch: list[Exchange] = []
        try:
            while len(batch) < BATCH:
                batch.append(self._waiting.get_nowait())
        except Empty:
            pass
        return batch

    def _record(self, exchanges: list[Exchange]) -> None:
        try:
            self._store.record(*exchanges)
        except StoreError as error:
            self._failed(error)
        else:
            if self._failing:
                log.info("answers are logged again")
            self._failing = False

    def _failed(self, error: StoreError) -> None:
        if not self._failing:
            log.error("answer not logged: %s", error)
        self._failing = True
