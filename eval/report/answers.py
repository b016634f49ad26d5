"""The section on answering against refusing."""

from collections.abc import Sequence

from chatbot.markup import Markup, element, join
from eval.answers import MEASURES
from eval.report.histograms import confidence_plot
from eval.report.markup import paragraphs, said, table
from eval.report.numbers import number, percent, surest_first
from eval.run import Row, StoredRun

FAILURES = 10
"""Listed of each group."""


def answers_section(run: StoredRun) -> Markup:
    """Return distributions of the confidence and failures, for each group of questions."""
    rows, figures = run.rows(), run.run.figures
    threshold = number(figures["threshold"])
    return join(
        paragraphs(
            "answers.about",
            auroc=percent(figures["auroc"]),
            auroc_polite=percent(figures["auroc_polite"]),
        ),
        *(_group(metric, rows, threshold) for metric in MEASURES.metrics),
    )


def _group(metric: str, rows: Sequence[Row], threshold: float) -> Markup:
    group = [row for row in rows if row[metric] is not None]
    failed = surest_first(row for row in group if row[metric] == 0)
    if metric == "answered":
        failed.reverse()
    title = said(f"answers.{metric}")
    return join(
        confidence_plot(title, group, threshold),
        element("p", said("answers.failed", count=len(failed), listed=len(failed[:FAILURES]))),
        table(
            [said(f"column.{name}") for name in ("text", "status", "confidence")],
            [_cells(row) for row in failed[:FAILURES]],
            title,
        ),
    )


def _cells(row: Row) -> tuple[str, str, str]:
    verdict = said(f"verdict.{row['verdict']}")
    return str(row["text"]), verdict, f"{number(row['confidence']):.2f}"
