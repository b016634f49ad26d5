"""What is told of LINE under load: what was answered, doubled and lost."""

import sys
from dataclasses import replace

import pytest

from chatbot.settings import Settings
from eval.bench import line
from eval.bench.line import Acknowledged, LineFigures, judge_line, measure_line

SERVE = (sys.executable, "-m", "channels.cli", "serve")
FIGURES = LineFigures(
    events=2000,
    ack_ms=Acknowledged(p50=5.0, p99=99.0),
    unacknowledged=7,
    answered=1990,
    reported=20,
    doubled=0,
    lost=0,
    drained_s=60.0,
)


def reached(figures: LineFigures) -> dict[str, bool | None]:
    """Return which bars are reached."""
    return {each.figure.key: each.reached for each in judge_line(figures)}


def test_bars_are_those_of_the_design() -> None:
    """100 ms for the acknowledgement, nothing doubled, nothing lost."""
    bars = {"line.ack_ms.p99": True, "line.doubled": True, "line.lost": True}
    worse = replace(FIGURES, ack_ms=Acknowledged(5.0, 100.1), doubled=1, lost=1)

    assert {key: reached(FIGURES)[key] for key in bars} == bars
    assert {key: reached(worse)[key] for key in bars} == dict.fromkeys(bars, False)


def test_a_small_load_is_answered_through_a_crash(
    published_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The real measurement with 60 events: LINE fails, the server is killed, nothing is lost."""
    monkeypatch.setattr(line, "EVENTS", 60)
    figures = measure_line(published_settings, SERVE)

    assert figures.events == 60
    assert (figures.doubled, figures.lost) == (0, 0)
    assert figures.answered + figures.reported >= 60
    assert figures.unacknowledged > 0
