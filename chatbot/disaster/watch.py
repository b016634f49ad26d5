"""Keeps a process's knowledge of disaster mode fresh, and keeps it when the database dies.

A thread reads what is new in the log every `INTERVAL` seconds; asking for the state never waits
for it. The state itself is folded anew only when the log has grown or time has changed it, and of
the years that a log holds only what still matters is kept in memory.

While the log can't be read, what was last known holds, time going on; where nothing was known yet,
what the mirror says; where there is none, normal mode.
"""

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from chatbot.answer import Mode
from chatbot.background import Background
from chatbot.disaster.event import DisasterEvent
from chatbot.disaster.journal import Journal
from chatbot.disaster.state import DisasterState, fold, still_matter
from chatbot.errors import ChatbotError

INTERVAL = 0.5
"""Seconds between two looks at the log: a switch is seen everywhere within a second."""

log = logging.getLogger(__name__)


class StateWatch:
    """Tells the state of disaster mode at any moment. May be used from several threads.

    Args:
        journal: The log; the caller closes its store after `close`.
        now: The clock, with a time zone.
        interval: Seconds between two looks.
    """

    def __init__(
        self, journal: Journal, now: Callable[[], datetime], interval: float = INTERVAL
    ) -> None:
        """Read the log once, so that the first question is answered in the right mode."""
        self._journal = journal
        self._now = now
        self._last = 0
        self._events: tuple[DisasterEvent, ...] = ()
        self._read_at: datetime | None = None
        self._failing = False
        self._folded: tuple[tuple[DisasterEvent, ...], DisasterState] | None = None
        self._background = Background("disaster-watch", self.refresh, interval)
        self.refresh()
        if self._read_at is None:
            self._events = journal.mirror.read()

    def current(self) -> DisasterState:
        """Return the state now; it neither waits nor fails.

        `as_of` is now, or when the log was last read if it can't be.
        """
        now = self._now()
        as_of = self._read_at if self._failing and self._read_at else now
        return replace(self._state_at(now), as_of=as_of)

    def mode(self) -> Mode:
        """Return the mode now; it neither waits nor fails."""
        return self._state_at(self._now()).mode

    def refresh(self) -> None:
        """Read what is new in the log; that it can't be read is logged once."""
        try:
            entries = self._journal.since(self._last)
        except (ChatbotError, OSError, ValueError) as error:
            if not self._failing:
                log.error("disaster log not read: %s", error)  # noqa: TRY400  # the message says it
            self._failing = True
            return
        if self._failing:
            log.info("disaster log read again")
        if entries or self._read_at is None:
            known = self._events if self._last else ()
            events = (*known, *(entry.event for entry in entries))
            self._events = still_matter(events, self._now())
            self._last = entries[-1].id if entries else 0
            self._journal.mirror.write(self._journal.events)
        self._failing, self._read_at = False, self._now()
        self.current()  # folds, so that nobody who asks has to wait for it

    def start(self) -> None:
        """Begin to look in the background."""
        self._background.start()

    def close(self) -> None:
        """Stop looking; a database that doesn't answer is not waited for."""
        self._background.close()

    def _state_at(self, now: datetime) -> DisasterState:
        events, folded = self._events, self._folded
        if folded is None or folded[0] is not events or _outdated(folded[1], now):
            folded = (events, fold(events, now))
            self._folded = folded
        return folded[1]


def _outdated(state: DisasterState, now: datetime) -> bool:
    return state.changes_at is not None and now >= state.changes_at
