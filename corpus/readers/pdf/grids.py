"""Tables with borders: which text stands in which cell, and how far a merged cell reaches.

The borders that touch one another make a grid. Its lines cut it into small fields; two fields with
no border between them belong to one cell. A merged cell belongs to every row it reaches into, so
that each row of the table says all that holds for it.

Charts and frames around text have borders too. They aren't tables: a chart's fields are mostly
empty, and a frame has whole lines of cells in one field.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise

from corpus.readers.pdf.fragments import Fragment
from corpus.readers.pdf.lines import Line, lines
from corpus.readers.pdf.rules import MAX_RULES, Rule

TOUCH = 3.0
"""Distance in points up to which borders touch and coordinates are the same."""
INTO_CELL = 0.35
"""How far in em into a text, to the right and up, the point lies that tells its cell."""
MIN_FILLED = 0.5
"""Share of the cells of a table that say something, at least."""
MAX_INNER_LINES = 2
"""Lines of several cells that one cell of a table holds, at most."""


@dataclass(eq=False, slots=True)
class GridCell:
    """A cell, merged or not, and the text in it."""

    left: float
    right: float
    fragments: list[Fragment] = field(default_factory=list)

    def lines(self) -> list[Line]:
        """Return the lines in the cell from the top down."""
        return lines(self.fragments)


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
    frames = [frame for group in _touching(_joined(rules)) if (frame := _frame(group)) is not None]
    for frame in sorted(frames, key=_Frame.area):  # a table in a frame before the frame
        grid = frame.filled(outside)
        if grid is not None:
            found.append(grid)
            inside = {id(each) for row in grid.rows for cell in row for each in cell.fragments}
            outside = [each for each in outside if id(each) not in inside]
    return sorted(found, key=lambda grid: -grid.top), outside


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


@dataclass(frozen=True, slots=True)
class _Frame:
    """The lines of a grid: the x of its columns' edges, the y of its rows', and what is drawn."""

    xs: Sequence[float]
    ys: Sequence[float]
    rules: Sequence[Rule]

    def area(self) -> float:
        return (self.xs[-1] - self.xs[0]) * (self.ys[-1] - self.ys[0])

    def filled(self, fragments: Sequence[Fragment]) -> Grid | None:
        """Return the table with its text, None if what is in the grid is no table."""
        cells = self._cells()
        for fragment in fragments:
            place = self._field_of(fragment)
            if place is not None:
                cells[place].fragments.append(fragment)
        every = (
            tuple(cells[row, column] for column in range(len(self.xs) - 1))
            for row in range(len(self.ys) - 1)
        )
        rows = [row for row, _ in groupby(every) if any(cell.fragments for cell in row)]
        while rows and len(set(rows[0])) == 1:  # a title over the whole table is not part of it
            rows = rows[1:]
        grid = Grid(self.ys[-1], tuple(self.xs), tuple(rows))
        return grid if _is_table(grid) else None

    def _field_of(self, fragment: Fragment) -> tuple[int, int] | None:
        """Return row and column of the field a text begins in, None if it is outside."""
        inset = min(INTO_CELL * fragment.size, (fragment.end - fragment.x) / 2)
        column = _between(self.xs, fragment.x + inset)
        row = _between(self.ys, fragment.y + INTO_CELL * fragment.size)
        return None if row is None or column is None else (len(self.ys) - 2 - row, column)

    def _cells(self) -> dict[tuple[int, int], GridCell]:
        """Return the cell of each field, rows counted from the top."""
        cells: dict[tuple[int, int], GridCell] = {}
        for row in range(len(self.ys) - 1):
            for column in range(len(self.xs) - 1):
                place = row, column
                cells[place] = GridCell(self.xs[column], self.xs[column + 1])
                if column and not self._has_border_left(*place):
                    _merge(cells, (row, column - 1), place)
                if row and not self._has_border_above(*place):
                    _merge(cells, (row - 1, column), place)
        return cells

    def _has_border_left(self, row: int, column: int) -> bool:
        low, high = self._height(row)
        return self._has_border(self.xs[column], (low + high) / 2, is_horizontal=False)

    def _has_border_above(self, row: int, column: int) -> bool:
        _, high = self._height(row)
        middle = (self.xs[column] + self.xs[column + 1]) / 2
        return self._has_border(high, middle, is_horizontal=True)

    def _has_border(self, at: float, across: float, *, is_horizontal: bool) -> bool:
        return any(
            rule.is_horizontal == is_horizontal
            and abs(rule.at - at) <= TOUCH
            and rule.start <= across <= rule.end
            for rule in self.rules
        )

    def _height(self, row: int) -> tuple[float, float]:
        at = len(self.ys) - 2 - row
        return self.ys[at], self.ys[at + 1]


def _frame(rules: Sequence[Rule]) -> _Frame | None:
    """Return the grid that borders make, None if it has no two rows and columns.

    Many tables have no border at their sides, or none at the foot of a page. There the ends of the
    borders across are the edge.
    """
    across = [rule for rule in rules if rule.is_horizontal]
    down = [rule for rule in rules if not rule.is_horizontal]
    xs = _coordinates([*(rule.at for rule in down), *_ends(across)])
    ys = _coordinates([*(rule.at for rule in across), *_ends(down)])
    if len(xs) <= 2 or len(ys) <= 2:  # noqa: PLR2004 - three edges make two columns
        return None
    return _Frame(xs, ys, rules)


def _ends(rules: Sequence[Rule]) -> list[float]:
    first = min((rule.start for rule in rules), default=0)
    last = max((rule.end for rule in rules), default=0)
    reach_first = sum(abs(rule.start - first) <= TOUCH for rule in rules)
    reach_last = sum(abs(rule.end - last) <= TOUCH for rule in rules)
    return [first] * (reach_first > 1) + [last] * (reach_last > 1)


def _is_table(grid: Grid) -> bool:
    cells = {cell for row in grid.rows for cell in row}
    filled = [cell for cell in cells if cell.fragments]
    if len(grid.rows) < 2 or len(filled) < MIN_FILLED * len(cells):  # noqa: PLR2004 - header, row
        return False
    return all(
        sum(len(line.cells) > 1 for line in cell.lines()) <= MAX_INNER_LINES for cell in filled
    )


def _coordinates(values: Iterable[float]) -> list[float]:
    """Return the different coordinates, the smallest first."""
    coordinates: list[float] = []
    for value in sorted(values):
        if not coordinates or value - coordinates[-1] > TOUCH:
            coordinates.append(value)
    return coordinates


def _between(edges: Sequence[float], value: float) -> int | None:
    return next((at for at, (low, high) in enumerate(pairwise(edges)) if low <= value < high), None)


def _merge(
    cells: dict[tuple[int, int], GridCell], kept: tuple[int, int], gone: tuple[int, int]
) -> None:
    into, out = cells[kept], cells[gone]
    if into is out:
        return
    into.left, into.right = min(into.left, out.left), max(into.right, out.right)
    for place, cell in cells.items():
        if cell is out:
            cells[place] = into
