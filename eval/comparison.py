"""What got better and worse between two runs: means and their significance, and the questions.

Rows are matched by their question's id. A metric of a row is a number, or None where it isn't
applicable; such a pair doesn't count for that metric.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean

from eval.run import Row
from eval.significance import interval, p_value

LISTED = 20
"""Questions listed on each side."""


@dataclass(frozen=True, slots=True)
class Measures:
    """What of a command's rows is compared.

    Attributes:
        metrics: Fields that hold a number, more being better, or None.
        shown: Fields that tell a reader what happened (rank, status).
    """

    metrics: tuple[str, ...]
    shown: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MetricChange:
    """A metric before and after, over the questions that have it in both runs.

    Attributes:
        difference: After minus before, with `low` and `high` as its 95 % interval.
        p: Of the paired randomization test.
    """

    metric: str
    questions: int
    before: float
    after: float
    difference: float
    low: float
    high: float
    p: float


@dataclass(frozen=True, slots=True)
class QuestionChange:
    """A question that fares otherwise: the sum of its differences, and what was and is shown."""

    id: str
    text: str
    difference: float
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two runs side by side; `unmatched` questions are in one of them only."""

    matched: int
    unmatched_before: int
    unmatched_after: int
    metrics: tuple[MetricChange, ...]
    better: tuple[QuestionChange, ...]
    worse: tuple[QuestionChange, ...]
    better_total: int
    worse_total: int


@dataclass(frozen=True, slots=True)
class _Pair:
    before: Row
    after: Row

    def numbers(self, metric: str) -> tuple[float, float] | None:
        before, after = self.before.get(metric), self.after.get(metric)
        if isinstance(before, int | float) and isinstance(after, int | float):
            return before, after
        return None


def compare(before: Sequence[Row], after: Sequence[Row], measures: Measures) -> Comparison:
    """Match the rows of two runs and compare them."""
    old = {str(row["id"]): row for row in before}
    new = {str(row["id"]): row for row in after}
    pairs = [_Pair(old[name], row) for name, row in new.items() if name in old]
    changes = [change for pair in pairs if (change := _change(pair, measures)).difference]
    better = sorted((c for c in changes if c.difference > 0), key=lambda c: (-c.difference, c.id))
    worse = sorted((c for c in changes if c.difference < 0), key=lambda c: (c.difference, c.id))
    metrics = [_metric(pairs, metric) for metric in measures.metrics]
    return Comparison(
        matched=len(pairs),
        unmatched_before=len(old.keys() - new.keys()),
        unmatched_after=len(new.keys() - old.keys()),
        metrics=tuple(metric for metric in metrics if metric),
        better=tuple(better[:LISTED]),
        worse=tuple(worse[:LISTED]),
        better_total=len(better),
        worse_total=len(worse),
    )


def _metric(pairs: Sequence[_Pair], metric: str) -> MetricChange | None:
    numbers = [found for pair in pairs if (found := pair.numbers(metric))]
    if not numbers:
        return None
    differences = [after - before for before, after in numbers]
    low, high = interval(differences)
    return MetricChange(
        metric=metric,
        questions=len(numbers),
        before=fmean(before for before, _ in numbers),
        after=fmean(after for _, after in numbers),
        difference=fmean(differences),
        low=low,
        high=high,
        p=p_value(differences),
    )


def _change(pair: _Pair, measures: Measures) -> QuestionChange:
    found = [numbers for metric in measures.metrics if (numbers := pair.numbers(metric))]
    return QuestionChange(
        id=str(pair.after["id"]),
        text=str(pair.after["text"]),
        difference=sum(after - before for before, after in found),
        before=_shown(pair.before, measures),
        after=_shown(pair.after, measures),
    )


def _shown(row: Row, measures: Measures) -> tuple[str, ...]:
    values = (row.get(name) for name in measures.shown)
    return tuple("–" if value is None else str(value) for value in values)
