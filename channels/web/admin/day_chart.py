"""A column for each day, cut by how its questions ended; told by pattern, not by colour alone."""

from collections.abc import Sequence

from channels.web.admin.tables import table
from channels.web.admin.words import named, number, said
from chatbot.markup import NOTHING, Markup, element
from chatbot.review.figures import Daily, Figures, Outcome

_WIDTH = 900
_HEIGHT = 220
_FILLS: dict[Outcome, str | None] = {
    Outcome.ANSWERED: None,
    Outcome.ASKED_BACK: "url(#dots)",
    Outcome.UNANSWERED: "url(#hatch)",
    Outcome.OTHER: "url(#blank)",
}


def day_chart(figures: Figures) -> Markup:
    """Return the chart, its legend, and a table with the same numbers."""
    label = said("days.title")
    highest = max((day.asked for day in figures.days), default=0)
    return element(
        "figure",
        element("figcaption", said("days.about", highest=number(highest))),
        _legend(),
        _drawn(figures.days, highest or 1, label),
        _ends(figures.days),
        element(
            "details", element("summary", said("days.as_table")), day_table(label, figures.days)
        ),
    )


def day_table(label: str, days: Sequence[Daily]) -> Markup:
    """Return the days as a table, newest first."""
    return table(label, day_columns(), [day_row(day) for day in reversed(days)])


def day_columns() -> list[str]:
    """Return the columns of a day's figures."""
    return [
        said("column.day"),
        said("column.asked"),
        *(named("outcome", outcome) for outcome in Outcome),
        said("column.helpful"),
        said("column.unhelpful"),
    ]


def day_row(day: Daily) -> list[str]:
    """Return a day's figures as cells."""
    counts = (day.asked, *(day.outcomes[outcome] for outcome in Outcome))
    return [day.day.isoformat(), *map(str, (*counts, day.helpful, day.unhelpful))]


def _drawn(days: Sequence[Daily], highest: int, label: str) -> Markup:
    width = _WIDTH / len(days)
    columns = [
        part
        for number_, day in enumerate(days)
        for part in _column(day, number_ * width, width, highest)
    ]
    ground = element("line", x1=0, x2=_WIDTH, y1=_HEIGHT, y2=_HEIGHT, class_="ground")
    return element(
        "svg",
        element("title", label),
        _patterns(),
        *columns,
        ground,
        viewBox=f"0 0 {_WIDTH} {_HEIGHT + 1}",
        role="img",
        aria_label=said("days.spoken"),
        class_="days",
    )


def _column(day: Daily, left: float, width: float, highest: int) -> list[Markup]:
    parts, bottom = [], float(_HEIGHT)
    gap = min(width * 0.2, 4)
    for outcome in Outcome:
        height = _HEIGHT * day.outcomes[outcome] / highest
        bottom -= height
        if height:
            parts.append(
                _box(outcome, round(left, 1), round(bottom, 1), round(width - gap, 1), height)
            )
    return parts


def _box(outcome: Outcome, x: float, y: float, width: float, height: float) -> Markup:

    return element(
        "rect",
        x=x,
        y=y,
        width=width,
        height=round(height, 1),
        fill=_FILLS[outcome],
        class_=f"part {outcome.replace('_', '-')}",
    )


def _patterns() -> Markup:
    """Return the fills, which the legend uses too."""
    hatch = element("path", d="M0,8 L8,0", class_="stroke unanswered")
    dots = element("circle", cx=4, cy=4, r=2, class_="fill asked-back")
    shapes = {"hatch": hatch, "dots": dots, "blank": NOTHING}
    return element(
        "defs",
        *(
            element(
                "pattern",
                element("rect", width=8, height=8, class_="ground-fill"),
                shape,
                id=name,
                width=8,
                height=8,
                patternUnits="userSpaceOnUse",
            )
            for name, shape in shapes.items()
        ),
    )


def _legend() -> Markup:
    entries = [element("li", _swatch(outcome), named("outcome", outcome)) for outcome in Outcome]
    return element("ul", *entries, class_="legend")


def _swatch(outcome: Outcome) -> Markup:
    return element(
        "svg",
        _box(outcome, 1, 1, 22, 14),
        viewBox="0 0 24 16",
        class_="swatch",
        aria_hidden="true",
        focusable="false",
    )


def _ends(days: Sequence[Daily]) -> Markup:
    first, last = days[0].day.isoformat(), days[-1].day.isoformat()
    return element(
        "p", element("span", first), element("span", last), class_="ends", aria_hidden="true"
    )
