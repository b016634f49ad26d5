"""A breaker: a server that failed often of late isn't asked for a while, then with one question.

It opens after `IN_A_ROW` failures one after the other, or when half of the last `WINDOW` questions
failed. After a pause one question is let through (half open): if it succeeds the breaker closes, if
not the pause doubles. Nothing runs in the background, so it recovers with the questions that come.
(M. Nygard, Release It!, 2nd ed. 2018, ch. 5.)
"""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from threading import Lock
from time import monotonic

from chatbot.llm.language_model import LlmError, Trouble

IN_A_ROW = 5
WINDOW = 20
SHORTEST_S = 5.0
LONGEST_S = 300.0


class BreakerState(StrEnum):
    """Whether questions are let through."""

    CLOSED = "closed"
    OPEN = "open"
    HALF_OPEN = "half_open"
    """One question is under way, or may be asked."""


@dataclass(frozen=True, slots=True)
class Ticket:
    """That a question was let through; given back with what became of it."""

    era: int


class Breaker:
    """May be used from several threads.

    Args:
        clock: Seconds that only grow.
    """

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        """Begin closed."""
        self._clock = clock
        self._lock = Lock()
        self._failures: deque[bool] = deque(maxlen=WINDOW)
        self._pause_s = SHORTEST_S
        self._until: float | None = None
        self._probing = False
        self._era = 0

    def enter(self) -> Ticket:
        """Let a question through.

        Raises:
            LlmError: `Trouble.OPEN`, it isn't.
        """
        with self._lock:
            state = self._state()
            if state is BreakerState.OPEN or self._probing:
                raise LlmError(Trouble.OPEN)
            self._probing = state is BreakerState.HALF_OPEN
            return Ticket(self._era)

    def succeeded(self, ticket: Ticket) -> None:
        """Count an answer that came."""
        with self._lock:
            if ticket.era != self._era:
                return
            if self._probing:
                self._turn(None, SHORTEST_S)
            self._failures.append(False)

    def failed(self, ticket: Ticket) -> None:
        """Count an answer that didn't come, by the server's fault."""
        with self._lock:
            if ticket.era != self._era:
                return  # asked before the breaker opened: it says nothing new
            self._failures.append(True)
            if self._probing or self._has_failed_often():
                self._turn(self._pause_s, min(2 * self._pause_s, LONGEST_S))

    def left(self, ticket: Ticket) -> None:
        """Count nothing: it can't be told whether the server would have answered."""
        with self._lock:
            if ticket.era == self._era:
                self._probing = False

    @property
    def state(self) -> BreakerState:
        """What it would do now."""
        with self._lock:
            return self._state()

    def _state(self) -> BreakerState:
        if self._until is None:
            return BreakerState.CLOSED
        return BreakerState.OPEN if self._clock() < self._until else BreakerState.HALF_OPEN

    def _turn(self, open_for_s: float | None, pause_s: float) -> None:
        """Open for a time, or close; what is still under way counts no more."""
        self._until = None if open_for_s is None else self._clock() + open_for_s
        self._pause_s = pause_s
        self._probing = False
        self._failures.clear()
        self._era += 1

    def _has_failed_often(self) -> bool:
        last = list(self._failures)[-IN_A_ROW:]
        if len(last) == IN_A_ROW and all(last):
            return True
        return len(self._failures) == WINDOW and 2 * sum(self._failures) >= WINDOW
