"""Tables of a page as rows of texts: spans opened up, the rows of the header made one."""

from collections.abc import Iterator
from dataclasses import dataclass

from corpus.readers.html.tree import Element
from corpus.readers.prose import BREAK, broken
from corpus.readers.spans import merged_header

MAX_SPAN = 200
"""Widest span believed; browsers allow 1,000 columns, and pages ask for more."""

_BLOCKS = frozenset((
    "p", "div", "li", "dt", "dd", "br", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol",
    "dl", "section",
))  # fmt: skip
_LAYOUT = ("table", "h1", "h2", "h3", "h4", "h5", "h6")


@dataclass(frozen=True, slots=True, eq=False)
class _Cell:
    text: str
    is_header: bool


def is_layout(table: Element) -> bool:
    """Return whether the table arranges a page instead of holding data."""
    cells = [element for element in table.walk() if element.tag in {"td", "th"}]
    nested = any(child.holds(*_LAYOUT) for child in table.elements())
    return nested or len(cells) <= 1


def rows(table: Element) -> list[list[str]]:
    """Return the table's rows of texts, the header first; a spanned column repeats its text.

    A text that spans several columns of a row stands in it once. Rows of a header become one,
    `災害種別・洪水`.
    """
    grid = _grid(table)
    header = 0
    while header < len(grid) and all(cell.is_header for cell in grid[header]):
        header += 1
    if 0 < header < len(grid):
        labels = merged_header([[cell.text for cell in row] for row in grid[:header]])
        return [labels, *(_once(row) for row in grid[header:])]
    return [_once(row) for row in grid]


def pairs(table: Element) -> list[str] | None:
    """Return the lines `name：value` of a table whose rows each name one value, else None."""
    grid = _grid(table)
    named = all(len(row) == 2 and row[0].is_header and not row[1].is_header for row in grid)  # noqa: PLR2004 - name and value
    return [f"{name.text}：{value.text}" for name, value in grid] if grid and named else None


def _grid(table: Element) -> list[list[_Cell]]:
    grid: list[list[_Cell]] = []
    below: dict[int, tuple[_Cell, int]] = {}  # column → a cell that reaches further down
    for row in _rows(table):
        line: list[_Cell] = []
        for element in row.elements():
            if element.tag in {"td", "th"}:
                _take_spanned(line, below)
                cell = _Cell(cell_text(element), element.tag == "th")
                for _ in range(_span(element, "colspan")):
                    if (height := _span(element, "rowspan")) > 1:
                        below[len(line)] = (cell, height - 1)
                    line.append(cell)
        _take_spanned(line, below)
        if line:
            grid.append(line)
    return [row for row in grid if any(cell.text for cell in row)]


def _take_spanned(line: list[_Cell], below: dict[int, tuple[_Cell, int]]) -> None:
    while len(line) in below:
        column = len(line)
        cell, left = below.pop(column)
        if left > 1:
            below[column] = (cell, left - 1)
        line.append(cell)


def _rows(table: Element) -> Iterator[Element]:
    for element in table.elements():
        if element.tag == "tr":
            yield element
        elif element.tag in {"thead", "tbody", "tfoot"}:
            yield from _rows(element)


def _once(row: list[_Cell]) -> list[str]:
    return [cell.text for at, cell in enumerate(row) if at == 0 or cell is not row[at - 1]]


def _span(element: Element, name: str) -> int:
    text = element.attributes.get(name, "").strip()
    return min(max(int(text), 1), MAX_SPAN) if text.isascii() and text.isdigit() else 1


def cell_text(element: Element) -> str:
    """Return what a cell, a caption or a heading says, as one line."""
    return broken("".join(_pieces(element))).replace("\n", " ")


def _pieces(element: Element) -> Iterator[str]:
    for child in element.children:
        if isinstance(child, str):
            yield child
        elif child.tag in {"rt", "rp"}:
            continue
        elif child.tag in _BLOCKS:
            yield BREAK
            yield from _pieces(child)
            yield BREAK
        else:
            yield from _pieces(child)
