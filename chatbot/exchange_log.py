"""Keeping exchanges in the store: at once, or in the background while it is a disaster.

In a disaster an answer waits for nothing, not even for the disk. What can't be kept keeps no answer
back either way; it is told in the log once, and once that it works again.
"""

import logging
from queue import Empty, Full, Queue
from threading import Event, Thread

from chatbot.errors import StoreError
from chatbot.store import Exchange
from chatbot.store.store import Store

WAITING = 20_000
"""Exchanges that may wait; more are dropped, and that is logged."""

BATCH = 200
_PAUSE_S = 0.1
_PATIENCE_S = 5.0

log = logging.getLogger(__name__)


class ExchangeLog:
    """Keeps exchanges. May be used from several threads."""

    def __init__(self, store: Store) -> None:
        """Take the store; the caller closes it after `close`."""
        self._store = store
        self._waiting: Queue[Exchange] = Queue(WAITING)
        self._failing = False
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

    def keep(self, exchange: Exchange) -> None:
        """Write an exchange before returning."""
        self._record([exchange])

    def keep_later(self, exchange: Exchange) -> None:
        """Write an exchange soon; returns at once."""
        try:
            self._waiting.put_nowait(exchange)
        except Full:
            self._failed(StoreError("store.behind", count=WAITING))

    def _write(self) -> None:
        while not self._stop.is_set() or not self._waiting.empty():
            batch = self._batch()
            if batch:
                self._record(batch)
            else:
                self._stop.wait(_PAUSE_S)

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
