"""Webhooks go before answers, but answers are not kept back for ever."""

from dataclasses import dataclass, field

import pytest

from channels.line.rush import CALM_S, LONGEST_S, Rush


@dataclass
class Time:
    """A clock that moves when somebody sleeps; a webhook comes every so many seconds."""

    every: float
    now: float = 100.0
    rush: Rush = field(init=False)

    def __post_init__(self) -> None:
        """Make the rush."""
        self.rush = Rush(lambda: self.now, self.sleep)

    def sleep(self, seconds: float) -> None:
        """Move on."""
        self.now += seconds
        if self.every and self.now % self.every < seconds:
            self.rush.arrived()


def test_answers_begin_at_once_when_it_is_calm() -> None:
    """Before any webhook, and when the last one came a while ago."""
    time = Time(every=0)
    time.rush.wait()
    assert time.now == 100.0
    time.rush.arrived()
    time.now = 101.0
    time.rush.wait()
    assert time.now == 101.0


def test_answers_wait_for_a_gap() -> None:
    """A single webhook holds them up for no longer than it takes."""
    time = Time(every=0)
    time.rush.arrived()
    time.rush.wait()

    assert time.now == pytest.approx(100.0 + CALM_S, abs=0.02)


def test_answers_go_on_in_the_longest_rush() -> None:
    """One begins after a second even if webhooks never stop."""
    time = Time(every=0.01)
    time.rush.arrived()
    time.rush.wait()

    assert time.now == pytest.approx(100.0 + LONGEST_S, abs=0.03)
