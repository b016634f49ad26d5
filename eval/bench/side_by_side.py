"""The same questions asked of several systems in turn, so that noise hits all of them alike.

Who goes first changes with every question. Ratios are made question by question; their median
hardly depends on what else the machine does.
"""

from collections.abc import Callable, Mapping, Sequence
from statistics import median

from eval.bench.measuring import Taken, percentile, timed
from eval.bench.result import SystemFigures, rounded

Search = Callable[[str, int], Sequence[str]]
"""Finds so many documents for a question, best first, by id."""

LIMIT = 10
WARM_UP = 10


def ask_in_turn(
    systems: Mapping[str, Search], questions: Sequence[str]
) -> dict[str, Sequence[Taken]]:
    """Ask each question of each system; the first `WARM_UP` also before the clock runs."""
    for search in systems.values():
        for question in questions[:WARM_UP]:
            search(question, LIMIT)
    taken: dict[str, list[Taken]] = {name: [] for name in systems}
    names = list(systems)
    for question in questions:
        names.append(names.pop(0))
        for name in names:
            taken[name].append(_timed(systems[name], question))
    return dict(taken)


def figures(ours: Sequence[Taken], theirs: Sequence[Taken]) -> SystemFigures:
    """Return the figures of `theirs`, with the ratios of ours to them."""
    pairs = list(zip(ours, theirs, strict=True))
    return SystemFigures(
        p50_ms=rounded(percentile([taken.wall_ms for taken in theirs], 50)),
        p95_ms=rounded(percentile([taken.wall_ms for taken in theirs], 95)),
        p50_cpu_ms=rounded(percentile([taken.cpu_ms for taken in theirs], 50)),
        ratio=rounded(median(own.wall_ms / other.wall_ms for own, other in pairs)),
        ratio_cpu=rounded(median(own.cpu_ms / other.cpu_ms for own, other in pairs)),
    )


def _timed(search: Search, question: str) -> Taken:
    _, taken = timed(lambda: search(question, LIMIT))
    return taken
