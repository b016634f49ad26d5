"""Webhooks go before answers: LINE waits two seconds for the one, residents longer for the other.

An answer keeps a processor busy, and Python runs one thread at a time; so while webhooks come one
upon the other, answering begins a little later. When the rush is over it goes at full speed, and
even in the longest rush each thread begins an answer every second.
"""

import time
from collections.abc import Callable

CALM_S = 0.05
"""A rush is over when no webhook has come for so long."""

LONGEST_S = 1.0
_LOOK_S = 0.02


class Rush:
    """Knows when the last webhook came; may be used from several threads.

    Args:
        clock: Seconds of a clock that only runs forward.
        sleep: Waits so many seconds.
    """

    def __init__(
        self,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """Begin calm."""
        self._clock = clock
        self._sleep = sleep
        self._last = float("-inf")

    def arrived(self) -> None:
        """Note that a webhook has come."""
        self._last = self._clock()

    def wait(self) -> None:
        """Return when it is calm, or after `LONGEST_S`."""
        end = self._clock() + LONGEST_S
        while (now := self._clock()) - self._last < CALM_S and now < end:
            self._sleep(_LOOK_S)
