"""Keeps a process's knowledge of the telegrams fresh, without making anybody wait."""

import logging
from collections.abc import Callable
from datetime import datetime

from chatbot.background import Background
from chatbot.disaster.alerts.alert import Alert
from chatbot.disaster.alerts.alert_log import KEPT, AlertLog
from chatbot.disaster.alerts.board import InForce, in_force
from chatbot.disaster.alerts.known import Sources
from chatbot.disaster.feed.feed_log import FeedLog
from chatbot.errors import ChatbotError

INTERVAL = 0.5

log = logging.getLogger(__name__)


class AlertWatch:
    """Tells what is in force at any moment. May be used from several threads.

    Args:
        alerts: The log; the caller closes its store after `close`.
        feeds: How far the feeds have been read, by whatever process.
        now: The clock, with a time zone.
        interval: Seconds between two looks.
    """

    def __init__(
        self,
        alerts: AlertLog,
        feeds: FeedLog,
        now: Callable[[], datetime],
        interval: float = INTERVAL,
    ) -> None:
        """Read the log once."""
        self._log = alerts
        self._feeds = feeds
        self._now = now
        self._last = 0
        self._alerts: tuple[Alert, ...] = ()
        self._sources = Sources()
        self._failing = False
        self._background = Background("alert-watch", self.refresh, interval)
        self.refresh()

    @property
    def sources(self) -> Sources:
        """When the feeds were last read well, and when staff last imported a telegram."""
        return self._sources

    def current(self) -> tuple[InForce, ...]:
        """Return what is in force now, by what is known."""
        return in_force(self._alerts, self._now())

    def refresh(self) -> None:
        """Read what is new; that it can't be read is logged once."""
        try:
            good_at = self._feeds.good_at()  # first: what had been taken by then is read below
            entries = self._log.since(self._last, self._now() - KEPT)
        except (ChatbotError, OSError, ValueError) as error:
            if not self._failing:
                log.error("telegrams not read: %s", error)  # noqa: TRY400  # it says it all
            self._failing = True
            return
        if self._failing:
            log.info("telegrams read again")
        self._failing = False
        if entries:
            self._alerts = (*self._alerts, *(entry.alert for entry in entries))
            self._last = entries[-1].id
        brought = [entry.received_at for entry in entries if entry.imported]
        imported = max((*brought, *filter(None, [self._sources.imported])), default=None)
        self._sources = Sources(good_at, imported)

    def start(self) -> None:
        """Begin to look in the background."""
        self._background.start()

    def close(self) -> None:
        """Stop looking."""
        self._background.close()
