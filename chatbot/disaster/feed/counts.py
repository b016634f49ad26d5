"""How many telegrams a process has taken from the feeds, for metrics."""

from threading import Lock

OUTCOMES = ("taken", "not_ours", "given_up")
"""Kept for the city, read but not about it (or not real), or not readable after all attempts."""


class FeedCounts:
    """Counts since the process began. May be used from several threads."""

    def __init__(self) -> None:
        """Begin with none."""
        self._counts = dict.fromkeys(OUTCOMES, 0)
        self._lock = Lock()

    def add(self, outcome: str) -> None:
        """Count one of `OUTCOMES`."""
        with self._lock:
            self._counts[outcome] += 1

    def current(self) -> dict[str, int]:
        """Return the counts by outcome."""
        with self._lock:
            return dict(self._counts)
