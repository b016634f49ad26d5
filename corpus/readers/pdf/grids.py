"""Tables with borders: which text stands in which cell, and how far a merged cell reaches.

The borders that touch one another make a grid. A merged cell belongs to every row it reaches into,
so that each row of the table says all that holds for it.

Charts and frames around text have borders too. They aren't tables: a chart's fields are mostly
empty, and a frame has whole lines of cells in one field.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from corpus.readers.pdf.fragments import Fragment
from corpus.readers.pdf.frame import TOUCH, Frame, GridCell, frame
from corpus.readers.pdf.rules import MAX_RULES, Rule

MIN_FILLED = 0.5
"""Share of the cells of a table that say something, at least."""
MAX_INNER_LINES = 2
"""Lines of several cells that one cell of a table holds, at most."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with borders.

    Attributes:
        top: Its upper edge; y grows upwards.
        edges: The x of the edges of its columns.
        rows: Its rows from the top: for each column its cell. A merged cell is in each column and
            row it reaches into.
    """

    top: float
    edges: tuple[float, ...]
    rows: tuple[tuple[GridCell, ...], ...]


def grids(
    rules: Sequence[Rule], fragments: Sequence[Fragment]
) -> tuple[list[Grid], list[Fragment]]:
    """Return the tables that borders make, from the top down, and the text that is in none."""
    if len(rules) >= MAX_RULES:
        return [], list(fragments)
    outside = list(fragments)
    found = []
    frames = [made for group in _touching(_joined(rules)) if (made := frame(group)) is not None]
    for each in sorted(frames, key=lambda made: made.area):  # a table in a frame comes first
        grid = _filled(each, outside)
        if grid is not None:
            found.append(grid)
            inside = {id(text) for row in grid.rows for cell in row for text in cell.fragments}
            outside = [text for text in outside if id(text) not in inside]
    return sorted(found, key=lambda grid: -grid.top), outside


def _filled(borders: Frame, fragments: Sequence[Fragment]) -> Grid | None:
    """Return the table with its text, None if what is between the borders is no table."""
    cells = borders.cells()
    for fragment in fragments:
        place = borders.place(fragment)
        if place is not None:
            cells[place].fragments.append(fragment)
    rows, columns = borders.size
    every = (tuple(cells[row, column] for column in range(columns)) for row in range(rows))
    said = [row for row, _ in groupby(every) if any(cell.fragments for cell in row)]
    while said and len(set(said[0])) == 1:  # a title over the whole table is not part of it
        said = said[1:]
    grid = Grid(borders.ys[-1], tuple(borders.xs), tuple(said))
    return grid if _is_table(grid) else None


def _is_table(grid: Grid) -> bool:
    cells = {cell for row in grid.rows for cell in row}
    filled = [cell for cell in cells if cell.fragments]
    if len(grid.rows) < 2 or len(filled) < MIN_FILLED * len(cells):  # noqa: PLR2004 - header, row
        return False
    return all(
        sum(len(line.cells) > 1 for line in cell.lines()) <= MAX_INNER_LINES for cell in filled
    )


def _joined(rules: Sequence[Rule]) -> list[Rule]:
    """Join the pieces of borders that lie on one line and touch."""
    joined: list[Rule] = []
    for rule in sorted(rules, key=lambda each: (each.is_horizontal, each.at, each.start)):
        last = next((each for each in reversed(joined[-20:]) if _continues(each, rule)), None)
        if last is None:
            joined.append(rule)
        else:
            joined[joined.index(last)] = Rule(
                last.is_horizontal, last.at, min(last.start, rule.start), max(last.end, rule.end)
            )
    return joined


def _continues(last: Rule, rule: Rule) -> bool:
    return (
        last.is_horizontal == rule.is_horizontal
        and abs(last.at - rule.at) <= 1
        and rule.start <= last.end + TOUCH
        and rule.end >= last.start - TOUCH
    )


def _touching(rules: Sequence[Rule]) -> list[list[Rule]]:
    groups: list[list[Rule]] = []
    for rule in rules:
        touched = [group for group in groups if any(_touch(rule, other) for other in group)]
        groups = [group for group in groups if group not in touched]
        groups.append([rule, *(other for group in touched for other in group)])
    return groups


def _touch(one: Rule, other: Rule) -> bool:
    if one.is_horizontal == other.is_horizontal:
        return False
    return _reaches(one, other.at) and _reaches(other, one.at)


def _reaches(rule: Rule, at: float) -> bool:
    return rule.start - TOUCH <= at <= rule.end + TOUCH
