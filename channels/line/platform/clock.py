"""A clock that tests move: tokens, retry keys and quota go by it, waiting does not."""

from collections.abc import Callable
from datetime import datetime, timedelta, timezone

JST = timezone(timedelta(hours=9))
"""LINE counts days and months in Japan's time."""


class MovableClock:
    """Tells a time that can be moved forward.

    Args:
        real: The clock it starts from; tells times with a zone.
    """

    def __init__(self, real: Callable[[], datetime]) -> None:
        """Begin at the real time."""
        self._real = real
        self._moved = timedelta()

    def __call__(self) -> datetime:
        """Return the time."""
        return self._real() + self._moved

    def advance(self, seconds: float) -> None:
        """Move it."""
        self._moved += timedelta(seconds=seconds)

    def milliseconds(self) -> int:
        """Return the time as LINE's events tell it: milliseconds since 1970."""
        return round(self().timestamp() * 1000)
