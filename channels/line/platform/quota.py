"""How many messages the month has: one for each person reached, whatever is sent at once."""

from collections import Counter
from datetime import datetime

from channels.line.platform.clock import JST
from channels.line.platform.refusal import Refusal
from channels.line.platform.tokens import Now


class Quota:
    """Counts pushes, multicasts, narrowcasts and broadcasts; replies are free.

    Args:
        limit: Messages a month; None for a plan without a limit.
        now: The platform's clock.
    """

    def __init__(self, limit: int | None, now: Now) -> None:
        """Begin with nothing used."""
        self.limit = limit
        self._now = now
        self._used: Counter[tuple[int, int]] = Counter()
        self._sent: Counter[tuple[str, str]] = Counter()

    @property
    def used(self) -> int:
        """Messages of this month."""
        return self._used[self._month()]

    def take(self, people: int) -> None:
        """Count people who are about to be reached, or raise the refusal.

        Raises:
            Refusal: The month hasn't so many left.
        """
        if self.limit is not None and self.used + people > self.limit:
            raise Refusal(429, "You have reached your monthly limit.")
        self._used[self._month()] += people

    def count(self, kind: str, people: int) -> None:
        """Count what was sent today, by the kind of call."""
        self._sent[kind, self._today().strftime("%Y%m%d")] += people

    def sent(self, kind: str, day: str) -> int:
        """Return how many were sent on a day, `yyyyMMdd`."""
        return self._sent[kind, day]

    def _today(self) -> datetime:
        return self._now().astimezone(JST)

    def _month(self) -> tuple[int, int]:
        today = self._today()
        return today.year, today.month
