"""The section on a city's own set."""

from collections.abc import Mapping, Sequence

from chatbot.markup import Markup, element, join
from eval.report.bars import limit_of
from eval.report.histograms import confidence_plot, rank_plot
from eval.report.markup import name_of, paragraphs, said, table
from eval.report.numbers import number, percent, surest_first
from eval.report.plots import Point, bar_chart, figure
from eval.run import Row, StoredRun

FAILURES = 10
"""Listed of the questions to answer, and of those to refuse."""


def city_section(run: StoredRun) -> Markup:
    """Return plots and failures."""
    rows, figures = run.rows(), run.run.figures
    questions = [row for row in rows if "documents" in row]
    refused = [row for row in rows if "kind" in row]
    threshold = number(figures["threshold"])
    return join(
        paragraphs("city.about", questions=len(questions), refused=len(refused)),
        rank_plot(questions),
        _parts("style", figures["right_first_by_style"], limit_of("city_first")),
        _parts("language", figures["right_first_by_language"], limit_of("city_foreign")),
        _parts("kind", figures["refused_rate_by_kind"], limit_of("city_refused")),
        confidence_plot(said("city.confidence"), questions, threshold),
        confidence_plot(said("city.confidence_refused"), refused, threshold),
        element("h3", said("city.wrong")),
        _wrong_answers(questions),
        element("h3", said("city.answered")),
        _answered(refused),
    )


def _parts(group: str, parts: Mapping[str, float | None], limit: float) -> Markup:
    best_first = sorted(parts.items(), key=lambda part: -number(part[1]))
    points = [Point(name_of(group, name), number(part), percent(part)) for name, part in best_first]
    title = said(f"city.by_{group}", limit=percent(limit))
    columns = (said(f"column.{group}"), said("part"))
    rows = [(point.label, point.written) for point in points]
    return figure(title, bar_chart(title, points, limit), columns, rows)


def _wrong_answers(questions: Sequence[Row]) -> Markup:
    """List what was answered wrongly, the surest first, then what wasn't found."""
    wrong = [row for row in questions if row["answered_right"] == 0]
    missing = [row for row in questions if row["rank"] is None and row not in wrong]
    worst = [*surest_first(wrong), *surest_first(missing)][:FAILURES]
    return table(
        [said(f"column.{name}") for name in ("id", "text", "status", "found", "right")],
        [
            (
                str(row["id"]),
                str(row["text"]),
                said(f"status.{row['status']}"),
                str(row["found_title"]),
                str(row["right_title"]),
            )
            for row in worst
        ],
        said("city.wrong"),
    )


def _answered(refused: Sequence[Row]) -> Markup:
    """List what was answered though it should not have been, the surest first."""
    worst = surest_first(row for row in refused if row["refused"] == 0)[:FAILURES]
    return table(
        [said(f"column.{name}") for name in ("id", "text", "kind", "found", "confidence")],
        [
            (
                str(row["id"]),
                str(row["text"]),
                name_of("kind", str(row["kind"])),
                str(row["found_title"]),
                f"{number(row['confidence']):.2f}",
            )
            for row in worst
        ],
        said("city.answered"),
    )
