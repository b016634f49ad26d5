"""The breaker, by a clock that the test turns."""

import pytest

from chatbot.llm.breaker import IN_A_ROW, LONGEST_S, SHORTEST_S, WINDOW, Breaker, BreakerState
from chatbot.llm.language_model import LlmError


class Clock:
    """Seconds that pass when told."""

    def __init__(self) -> None:
        """Begin at zero."""
        self.now = 0.0

    def __call__(self) -> float:
        """Return the seconds."""
        return self.now


def fail(breaker: Breaker, times: int = IN_A_ROW) -> None:
    """Ask and fail so many times."""
    for _ in range(times):
        breaker.failed(breaker.enter())


def state_of(breaker: Breaker) -> BreakerState:
    """Return what it would do now."""
    return breaker.state


@pytest.fixture
def clock() -> Clock:
    """Give a clock."""
    return Clock()


@pytest.fixture
def breaker(clock: Clock) -> Breaker:
    """Give a breaker that is closed."""
    return Breaker(clock)


def test_it_opens_after_failures_in_a_row(breaker: Breaker) -> None:
    """One fewer doesn't open it, and an answer in between begins anew."""
    fail(breaker, IN_A_ROW - 1)
    breaker.succeeded(breaker.enter())
    fail(breaker, IN_A_ROW - 1)
    assert state_of(breaker) is BreakerState.CLOSED

    fail(breaker, 1)
    assert state_of(breaker) is BreakerState.OPEN
    with pytest.raises(LlmError, match="open"):
        breaker.enter()


def test_it_opens_when_half_of_the_last_fail(breaker: Breaker) -> None:
    """A server that answers every other question is not well either."""
    for _ in range(WINDOW // 2):
        breaker.succeeded(breaker.enter())
        fail(breaker, 1)

    assert state_of(breaker) is BreakerState.OPEN


def test_one_question_finds_out_whether_it_is_well(breaker: Breaker, clock: Clock) -> None:
    """After the pause one is let through; the others only once that one has been answered."""
    fail(breaker)
    clock.now += SHORTEST_S
    probe = breaker.enter()
    with pytest.raises(LlmError, match="open"):
        breaker.enter()

    breaker.succeeded(probe)
    assert state_of(breaker) is BreakerState.CLOSED
    breaker.enter()


def test_the_pause_grows_to_a_limit_and_begins_anew(breaker: Breaker, clock: Clock) -> None:
    """It doubles with every failed probe; an answer makes it short again."""
    fail(breaker)
    pauses = []
    for _ in range(10):
        began = clock.now
        while state_of(breaker) is BreakerState.OPEN:
            clock.now += SHORTEST_S
        pauses.append(clock.now - began)
        fail(breaker, 1)

    assert pauses[:4] == [SHORTEST_S * factor for factor in (1, 2, 4, 8)]
    assert pauses[-1] == LONGEST_S
    clock.now += LONGEST_S
    breaker.succeeded(breaker.enter())
    fail(breaker)
    clock.now += SHORTEST_S
    assert state_of(breaker) is BreakerState.HALF_OPEN


def test_a_probe_nobody_waits_for_makes_room(breaker: Breaker, clock: Clock) -> None:
    """Whoever stops listening leaves the next to find out."""
    fail(breaker)
    clock.now += SHORTEST_S
    breaker.left(breaker.enter())

    breaker.succeeded(breaker.enter())
    assert state_of(breaker) is BreakerState.CLOSED


def test_late_news_count_no_more(breaker: Breaker, clock: Clock) -> None:
    """What was asked before it opened neither closes it nor keeps it open."""
    late_good, late_bad = breaker.enter(), breaker.enter()
    fail(breaker)
    breaker.succeeded(late_good)
    assert state_of(breaker) is BreakerState.OPEN

    clock.now += SHORTEST_S
    probe = breaker.enter()
    breaker.failed(late_bad)
    breaker.succeeded(probe)
    assert state_of(breaker) is BreakerState.CLOSED
