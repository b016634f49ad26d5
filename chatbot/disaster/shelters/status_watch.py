"""Keeps a process's knowledge of the shelters' statuses fresh, without making anybody wait.

A thread reads what is new in the log; what was last known holds while the log can't be read, and
becomes unknown by itself when it is too old.
"""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from chatbot.background import Background
from chatbot.disaster.shelters.status import StatusBoard
from chatbot.disaster.shelters.status_log import StatusLog
from chatbot.errors import ChatbotError

INTERVAL = 0.5
"""Seconds between two looks at the log: a report is seen everywhere within a second."""

log = logging.getLogger(__name__)


class StatusWatch:
    """Tells the statuses at any moment. May be used from several threads.

    Args:
        reports: The log; the caller closes its store after `close`.
        lasting: For how long a report counts.
        now: The clock, with a time zone.
        interval: Seconds between two looks.
    """

    def __init__(
        self,
        reports: StatusLog,
        lasting: timedelta,
        now: Callable[[], datetime],
        interval: float = INTERVAL,
    ) -> None:
        """Read the log once."""
        self._log = reports
        self._now = now
        self._last = 0
        self._board = StatusBoard(lasting)
        self._failing = False
        self._background = Background("shelter-watch", self.refresh, interval)
        self.refresh()

    def current(self) -> StatusBoard:
        """Return what is known; it neither waits nor fails."""
        return self._board

    def refresh(self) -> None:
        """Read what is new in the log; that it can't be read is logged once."""
        try:
            entries = self._log.since(self._last, self._now() - self._board.lasting)
        except (ChatbotError, OSError, ValueError) as error:
            if not self._failing:
                log.error("shelter statuses not read: %s", error)  # noqa: TRY400  # it says it all
            self._failing = True
            return
        if self._failing:
            log.info("shelter statuses read again")
        self._failing = False
        if entries:
            self._board = self._board.after(entry.report for entry in entries)
            self._last = entries[-1].id

    def start(self) -> None:
        """Begin to look in the background."""
        self._background.start()

    def close(self) -> None:
        """Stop looking; a database that doesn't answer is not waited for."""
        self._background.close()
