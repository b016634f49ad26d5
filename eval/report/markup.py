"""Parts that the pages of a report are made of: tables, and texts of the catalogue."""

from collections.abc import Sequence

from chatbot.markup import Markup, element, join
from eval.errors import EvalError

_SHORT = 12
"""Characters of a cell that isn't broken."""


def table(headings: Sequence[str], rows: Sequence[Sequence[str]], label: str) -> Markup:
    """Return a table whose first column names its rows; it scrolls where it is too wide."""
    head = element("tr", *(element("th", heading, scope="col") for heading in headings))
    body = (
        element("tr", element("th", first, scope="row"), *map(_cell, cells))
        for first, *cells in rows
    )
    drawn = element("table", element("thead", head), element("tbody", *body))
    return element("div", drawn, class_="wide", role="region", aria_label=label, tabindex=0)


def _cell(content: str) -> Markup:
    if len(content) > _SHORT:
        return element("td", content)
    return element("td", content, class_="short")


def said(key: str, **details: object) -> str:
    """Return a text of the report."""
    return EvalError.catalogue.text(f"report.{key}", details=details)


def paragraphs(key: str, **details: object) -> Markup:
    """Return a text of the report, a paragraph for each of its lines."""
    return join(*(element("p", line) for line in said(key, **details).splitlines() if line))


def name_of(group: str, name: str) -> str:
    """Return what one of a group is called; another set than ours may have names of its own."""
    try:
        return said(f"{group}.{name}")
    except KeyError:
        return name
