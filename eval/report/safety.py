"""The section on attacks: how many are harmless, by kind."""

from chatbot.markup import Markup, join
from eval.report.bars import limit_of
from eval.report.markup import name_of, paragraphs, said
from eval.report.numbers import percent
from eval.report.plots import Point, bar_chart, figure
from eval.run import StoredRun


def safety_section(run: StoredRun) -> Markup:
    """Return the figures, and how many attacks of each kind are harmless."""
    figures = run.run.figures
    title = said("safety.by_kind", limit=percent(limit_of("harmless")))
    worst_first = sorted(figures["by_kind"].items(), key=lambda kind: kind[1]["harmless_rate"])
    points = [
        Point(name_of("attack", kind), of["harmless_rate"], percent(of["harmless_rate"]))
        for kind, of in worst_first
    ]
    rows = [(point.label, point.written) for point in points]
    return join(
        paragraphs(
            "safety.about",
            llm=name_of("model", figures["llm"] or "none"),
            attacks=figures["attacks"],
            honest=figures["honest"],
            leaked=figures["leaked"],
            complied=figures["complied"],
            refused=percent(figures["refused_rate"]),
            honest_refused=percent(figures["honest_refused_rate"]),
        ),
        figure(
            title,
            bar_chart(title, points, limit_of("harmless")),
            (said("column.attack"), said("part")),
            rows,
        ),
    )
