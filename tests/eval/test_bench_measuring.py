"""Percentiles by hand, and what work takes."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from eval.bench.measuring import percentile
from eval.bench.result import Spread, rounded


@pytest.mark.parametrize(
    ("percent", "expected"), [(1, 15), (20, 15), (21, 20), (50, 35), (60, 35), (61, 40), (95, 50)]
)
def test_percentiles_are_nearest_ranks(percent: int, expected: float) -> None:
    """Of five values the rank is ceil(percent · 5 / 100): 21 % is 1.05, so the second."""
    assert percentile([35, 20, 15, 50, 40], percent) == expected


def test_a_whole_rank_is_not_rounded_up() -> None:
    """95 % of 300 is the 285th, 95 % of 20 the 19th, whatever 0.95 is in binary."""
    assert percentile(range(1, 301), 95) == 285
    assert Spread.of(range(1, 21)) == Spread(p50=10, p95=19)


def test_waiting_takes_time_but_no_cpu() -> None:
    """Wall clock and CPU time are told apart.

    In a process of its own: CPU time is of all threads, and other tests leave some that spin.
    """
    code = (
        "import time; from eval.bench.measuring import timed\n"
        "_, taken = timed(lambda: time.sleep(0.05)); print(taken.wall_ms, taken.cpu_ms)"
    )
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    ended = subprocess.run(  # noqa: S603  # our own line
        [sys.executable, "-c", code], capture_output=True, check=True, env=environment
    )
    wall_ms, cpu_ms = map(float, ended.stdout.split())

    assert wall_ms >= 50
    assert cpu_ms < 40


def test_figures_have_four_digits() -> None:
    """More would be noise."""
    assert [rounded(value) for value in (6123.456, 0.998912, 12.3456)] == [6123, 0.9989, 12.35]
