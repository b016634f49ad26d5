"""Tables, and tables with a bar for each number: the number is always written beside it."""

from collections.abc import Sequence

from channels.web.admin.words import number, said, share
from chatbot.markup import Markup, element
from chatbot.review.figures import Counts

_BAR = 200
"""Width of a full bar in its own units; it is drawn as wide as its cell."""


def table(label: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> Markup:
    """Return a table whose first column names its rows; it scrolls by itself where too wide."""
    head = element("tr", *(element("th", column, scope="col") for column in columns))
    body = [
        element("tr", element("th", first, scope="row"), *(element("td", cell) for cell in cells))
        for first, *cells in rows
    ]
    drawn = element(
        "table",
        element("caption", label),
        element("thead", head),
        element("tbody", *body),
    )
    return element("div", drawn, class_="wide", role="region", aria_label=label, tabindex="0")


def counts_table(label: str, column: str, counts: Counts, most: int = 20) -> Markup:
    """Return how many there are of each, with bars; what is beyond `most` is added up."""
    if not counts:
        return element("p", said("none_of", what=label), class_="fine")
    whole, highest = sum(counts.values()), max(counts.values())
    shown = list(counts.items())[:most]
    rest = whole - sum(count for _, count in shown)
    rows = [_row(name, count, whole, highest) for name, count in shown]
    if rest:
        others = said("others", count=len(counts) - most)
        rows.append((others, number(rest), share(rest, whole), ""))
    columns = [column, *(said(f"column.{name}") for name in ("count", "share", "bar"))]
    return table(label, columns, rows)


def bar(part: float) -> Markup:
    """Return a bar, 0 to 1; hidden from who hears the row it stands in."""
    return element(
        "svg",
        element("rect", x=0, y=0, width=round(_BAR * part, 1), height=12, class_="bar"),
        viewBox=f"0 0 {_BAR} 12",
        preserveAspectRatio="none",
        class_="bar",
        aria_hidden="true",
        focusable="false",
    )


def _row(name: str, count: int, whole: int, highest: int) -> tuple[str, str, str, str]:
    return name, number(count), share(count, whole), bar(count / highest)
