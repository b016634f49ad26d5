"""Distributions: of the rank of the right document, and of confidences."""

from collections.abc import Sequence

from chatbot.markup import Markup
from eval.report.markup import said
from eval.report.numbers import number, percent
from eval.report.plots import Point, column_chart, figure
from eval.run import Row

_RANKS = (range(1, 2), range(2, 3), range(3, 4), range(4, 6), range(6, 11))
"""Ranks of each column; the last column is of what isn't among the first ten."""
_STEPS = 10


def rank_plot(rows: Sequence[Row]) -> Markup:
    """Plot at which rank the right document was found."""
    ranks = [row["rank"] for row in rows]
    counts = [(_named(span), sum(rank in span for rank in ranks)) for span in _RANKS]
    counts.append((said("rank.none"), ranks.count(None)))
    return _plot(said("rank.title"), said("rank.column"), counts)


def confidence_plot(title: str, rows: Sequence[Row], threshold: float) -> Markup:
    """Plot confidences in ten steps, with a line where answering begins."""
    counts = [0] * _STEPS
    for row in rows:
        counts[min(int(number(row["confidence"]) * _STEPS), _STEPS - 1)] += 1
    named = [(f"{step / _STEPS:.1f}–", count) for step, count in enumerate(counts)]
    return _plot(title, said("confidence"), named, threshold)


def _plot(
    title: str, column: str, counts: Sequence[tuple[str, int]], limit: float | None = None
) -> Markup:
    total = sum(count for _, count in counts) or 1
    points = [Point(label, count, str(count)) for label, count in counts]
    rows = [(label, str(count), percent(count / total)) for label, count in counts]
    columns = (column, said("questions"), said("part"))
    return figure(title, column_chart(title, points, limit), columns, rows)


def _named(span: range) -> str:
    first, last = span[0], span[-1]
    return str(first) if first == last else f"{first}–{last}"
