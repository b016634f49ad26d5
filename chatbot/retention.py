"""Logged questions are kept for the days of the settings and then deleted (DESIGN §8)."""

import logging
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from chatbot.background import Background
from chatbot.errors import StoreError
from chatbot.store.store import Store

INTERVAL = 24 * 60 * 60
"""Seconds between two deletions of a server: what is due is at most a day late."""

log = logging.getLogger(__name__)


class Retention:
    """Deletes what has been kept long enough.

    Args:
        store: Where the questions are.
        days: How long they are kept.
        now: The clock, with a time zone.
    """

    def __init__(
        self,
        store: Store,
        days: int,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """Take the store; the caller closes it after `close`."""
        self._store = store
        self._days = days
        self._now = now
        self._background = Background(
            "retention", self._apply, INTERVAL, at_once=True, patience_s=None
        )

    def apply(self) -> int:
        """Delete what is due and return how many questions that were.

        Raises:
            StoreError: The database can't be reached or refuses.
        """
        return self._store.purge(self._now() - timedelta(days=self._days))

    def start(self) -> None:
        """Delete what is due now and once a day, in the background."""
        self._background.start()

    def close(self) -> None:
        """Stop."""
        self._background.close()

    def _apply(self) -> None:
        try:
            log.info("retention: %d questions deleted", self.apply())
        except StoreError as error:
            log.warning("retention not applied: %s", error)
