"""Plots as inline SVG.

Each stands beside a table with the same numbers, and tells nothing by colour alone; colours are
those of the page, light or dark.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from chatbot.markup import Markup, element, join
from eval.report.markup import table

WIDTH = 480
_LABEL = 130
_ROW = 26
_HEIGHT = 190
_FOOT = 24
_TOP = 22


@dataclass(frozen=True, slots=True)
class Point:
    """What a plot shows of one thing: its name, its value, and the value as it is written."""

    label: str
    value: float
    written: str


def figure(
    caption: str, drawn: Markup, columns: Sequence[str], rows: Sequence[Sequence[str]]
) -> Markup:
    """Return a plot with its caption and its table."""
    beside = element("div", drawn, table(columns, rows, caption), class_="beside")
    return element("figure", element("figcaption", caption), beside)


def bar_chart(title: str, points: Sequence[Point], limit: float | None = None) -> Markup:
    """Return horizontal bars of parts, 0 to 1, with a line at `limit`."""
    height = _ROW * len(points) + 8
    scale = WIDTH - _LABEL - 60
    bars = [_bar(point, row, scale) for row, point in enumerate(points)]
    if limit is not None:
        x = _LABEL + scale * limit
        bars.append(element("line", x1=x, x2=x, y1=0, y2=height, class_="limit"))
    return _svg(title, height, bars)


def column_chart(title: str, points: Sequence[Point], limit: float | None = None) -> Markup:
    """Return columns, the highest as high as the plot, with a line at `limit`.

    Args:
        title: What it shows.
        points: Its columns.
        limit: Part of the width, 0 to 1.
    """
    highest = max((point.value for point in points), default=0) or 1
    width = WIDTH / max(len(points), 1)
    columns = [_column(point, at, width, highest) for at, point in enumerate(points)]
    if limit is not None:
        x = WIDTH * limit
        columns.append(element("line", x1=x, x2=x, y1=0, y2=_HEIGHT - _FOOT, class_="limit"))
    return _svg(title, _HEIGHT, columns)


def meter(value: float, limit: float, full: float) -> Markup:
    """Return a small bar with a line at its limit; hidden from who hears the row it stands in."""
    width, height = 120, 16
    at, end = (round(width * min(part / full, 1), 1) for part in (limit, value))
    return element(
        "svg",
        element("rect", x=0, y=3, width=end, height=height - 6, class_="bar"),
        element("line", x1=at, x2=at, y1=0, y2=height, class_="limit"),
        viewBox=f"-1 0 {width + 2} {height}",
        class_="meter",
        aria_hidden="true",
    )


def _bar(point: Point, row: int, scale: float) -> Markup:
    top, middle = row * _ROW + 4, row * _ROW + _ROW / 2 + 5
    width = round(scale * point.value, 1)
    return join(
        element("text", point.label, x=_LABEL - 8, y=middle, text_anchor="end"),
        element("rect", x=_LABEL, y=top, width=width, height=_ROW - 8, class_="bar"),
        element("text", point.written, x=WIDTH, y=middle, text_anchor="end"),
    )


def _column(point: Point, at: int, width: float, highest: float) -> Markup:
    height = round((_HEIGHT - _TOP - _FOOT) * point.value / highest, 1)
    left, top = round(at * width, 1), _HEIGHT - _FOOT - height
    middle = round(left + width / 2, 1)
    return join(
        element("rect", x=left + 3, y=top, width=round(width - 6, 1), height=height, class_="bar"),
        element("text", point.written, x=middle, y=top - 5, text_anchor="middle"),
        element("text", point.label, x=middle, y=_HEIGHT - 7, text_anchor="middle"),
    )


def _svg(title: str, height: float, drawn: Sequence[Markup]) -> Markup:
    return element(
        "svg",
        element("title", title),
        *drawn,
        viewBox=f"0 0 {WIDTH} {height}",
        role="img",
        aria_label=title,
    )
