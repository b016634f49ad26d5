"""A comparison of two runs as a person reads it."""

from collections.abc import Sequence

from channels.cli.output import text, write
from channels.cli.table import write_table
from eval.comparison import Comparison, Measures, MetricChange, QuestionChange

_METRIC = ("metric", "questions", "before", "after", "difference", "interval", "p")
_LONGEST = 60
"""Characters of a question that are shown."""


def write_comparison(earlier: str, comparison: Comparison, measures: Measures) -> None:
    """Write means with their significance, then the questions that got better and worse."""
    write("")
    write(
        text(
            "eval.comparison.head",
            run=earlier,
            matched=comparison.matched,
            before=comparison.unmatched_before,
            after=comparison.unmatched_after,
        )
    )
    write_table(_headings(_METRIC), [_metric(metric) for metric in comparison.metrics])
    _write_questions("better", comparison.better_total, comparison.better, measures)
    _write_questions("worse", comparison.worse_total, comparison.worse, measures)


def _write_questions(
    side: str, total: int, changes: Sequence[QuestionChange], measures: Measures
) -> None:
    write("")
    write(text(f"eval.comparison.{side}", total=total, listed=len(changes)))
    if changes:
        columns = _headings(("id", *measures.shown, "text"))
        write_table(columns, [_question(change) for change in changes])


def _headings(names: Sequence[str]) -> list[str]:
    return [text(f"eval.comparison.column.{name}") for name in names]


def _metric(change: MetricChange) -> list[str]:
    return [
        change.metric,
        str(change.questions),
        f"{change.before:.4f}",
        f"{change.after:.4f}",
        f"{change.difference:+.4f}",
        f"{change.low:+.4f}〜{change.high:+.4f}",
        f"{change.p:.4f}",
    ]


def _question(change: QuestionChange) -> list[str]:
    shown = [
        before if before == after else f"{before} → {after}"
        for before, after in zip(change.before, change.after, strict=True)
    ]
    question = " ".join(change.text.split())
    clipped = question if len(question) <= _LONGEST else f"{question[:_LONGEST]}…"
    return [change.id, *shown, clipped]
