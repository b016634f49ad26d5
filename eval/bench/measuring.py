"""Time taken, and what is made of many times."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from time import perf_counter, process_time
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Taken:
    """What some work took: wall clock, and CPU time of the process over all its threads."""

    wall_ms: float
    cpu_ms: float


def timed(work: Callable[[], T]) -> tuple[T, Taken]:
    """Do some work; return what it returns and what it took."""
    began, cpu_began = perf_counter(), process_time()
    result = work()
    cpu, wall = process_time() - cpu_began, perf_counter() - began
    return result, Taken(wall * 1000, cpu * 1000)


def percentile(values: Sequence[float], percent: int) -> float:
    """Return the nearest-rank percentile: the smallest value that so many percent don't exceed.

    Args:
        values: At least one, in any order.
        percent: 1 to 100.
    """
    rank = -(-percent * len(values) // 100)  # ceiling, exact in whole numbers
    return sorted(values)[rank - 1]
