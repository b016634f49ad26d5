"""How often a wrong token may be tried: a moving window for each address.

Only wrong ones count: a whole city hall may sign in from one address on the night it matters.
"""

import time
from math import ceil

from limits import parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

LIMIT = "10 per 10 minute"


class Attempts:
    """Counts wrong tokens. May be used from several threads."""

    def __init__(self, limit: str = LIMIT) -> None:
        """Begin with none."""
        self._limit = parse(limit)
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    def wait(self, client: str) -> int:
        """Return how many seconds a client has to wait, 0 if it may try."""
        if self._limiter.test(self._limit, client):
            return 0
        window = self._limiter.get_window_stats(self._limit, client)
        return max(1, ceil(window.reset_time - time.time()))

    def count(self, client: str) -> None:
        """Count a wrong token."""
        self._limiter.hit(self._limit, client)
