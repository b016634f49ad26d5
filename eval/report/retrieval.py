"""The section on finding."""

from chatbot.markup import Markup, element, join
from eval.report.histograms import rank_plot
from eval.report.markup import paragraphs, said, table
from eval.report.numbers import NONE, number, written
from eval.run import StoredRun

FAILURES = 20


def retrieval_section(run: StoredRun) -> Markup:
    """Return the figures, the ranks and the questions that fare worst."""
    rows, figures = run.rows(), run.run.figures
    worst = sorted(rows, key=lambda row: number(row["ndcg_at_10"]))[:FAILURES]
    return join(
        paragraphs("retrieval.about", questions=len(rows)),
        table(
            (said("column.figure"), said("column.value")),
            [
                (said(f"retrieval.{key}"), written(figures[name], unit))
                for key, name, unit in _FIGURES
            ],
            said("retrieval.figures"),
        ),
        rank_plot(rows),
        element("h3", said("retrieval.failures", count=len(worst))),
        table(
            [said(f"column.{name}") for name in ("id", "text", "rank")],
            [(str(row["id"]), str(row["text"]), str(row["rank"] or NONE)) for row in worst],
            said("retrieval.failures", count=len(worst)),
        ),
    )


_FIGURES = (
    ("ndcg", "ndcg@10", "score"),
    ("recall", "recall@10", "percent"),
    ("mrr", "mrr", "score"),
    ("first", "success@1", "percent"),
    ("five", "success@5", "percent"),
    ("p50", "ms_per_query_p50", "ms"),
    ("p95", "ms_per_query_p95", "ms"),
)
