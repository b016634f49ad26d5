"""The fields between borders, and which of them are one cell.

The lines of a grid cut it into fields, row by row from the top. Two fields with no border between
them belong to one cell, which so may reach over several rows and columns.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from corpus.readers.pdf.fragments import Fragment
from corpus.readers.pdf.lines import Line, lines
from corpus.readers.pdf.rules import Rule

TOUCH = 3.0
"""Distance in points up to which borders touch and coordinates are the same."""
INTO_CELL = 0.35
"""How far in em into a text, to the right and up, the point lies that tells its field."""
MAX_FIELDS = 20_000
"""Fields above which a grid is graph paper."""

Place = tuple[int, int]
"""Row and column of a field, from the top and the left."""


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
class Frame:
    """A grid of borders.

    Attributes:
        xs: The x of the edges of its columns, from the left.
        ys: The y of the edges of its rows, from the foot.
        down: The borders that run down, by the column they are left of.
        across: The borders that run across, by the row they are above.
    """

    xs: Sequence[float]
    ys: Sequence[float]
    down: Mapping[int, Sequence[Rule]]
    across: Mapping[int, Sequence[Rule]]

    @property
    def size(self) -> tuple[int, int]:
        """Return the number of rows and of columns."""
        return len(self.ys) - 1, len(self.xs) - 1

    @property
    def area(self) -> float:
        """Return how much of the page the grid takes, in square points."""
        return (self.xs[-1] - self.xs[0]) * (self.ys[-1] - self.ys[0])

    def place(self, fragment: Fragment) -> Place | None:
        """Return the field a text begins in, None if it is outside."""
        inset = min(INTO_CELL * fragment.size, (fragment.end - fragment.x) / 2)
        column = _between(self.xs, fragment.x + inset)
        from_foot = _between(self.ys, fragment.y + INTO_CELL * fragment.size)
        if from_foot is None or column is None:
            return None
        return self.size[0] - 1 - from_foot, column

    def cells(self) -> dict[Place, GridCell]:
        """Return the cell that each field belongs to."""
        roots = self._roots()
        cells: dict[Place, GridCell] = {}
        for (_, column), root in roots.items():
            left, right = self.xs[column], self.xs[column + 1]
            cell = cells.setdefault(root, GridCell(left, right))
            cell.left, cell.right = min(cell.left, left), max(cell.right, right)
        return {place: cells[root] for place, root in roots.items()}

    def _roots(self) -> dict[Place, Place]:
        """Return for each field the field that stands for its cell."""
        parents: dict[Place, Place] = {}
        rows, columns = self.size
        for place in ((row, column) for row in range(rows) for column in range(columns)):
            parents[place] = place
            for neighbour in self._open_to(*place):
                parents[_root(parents, neighbour)] = _root(parents, place)
        return {place: _root(parents, place) for place in parents}

    def _open_to(self, row: int, column: int) -> Iterable[Place]:
        """Yield the fields to the left and above that no border parts from this one."""
        foot, head = self.ys[-row - 2], self.ys[-row - 1]
        if column and not _crosses(self.down.get(column, ()), (foot + head) / 2):
            yield row, column - 1
        middle = (self.xs[column] + self.xs[column + 1]) / 2
        if row and not _crosses(self.across.get(row, ()), middle):
            yield row - 1, column


def frame(rules: Sequence[Rule]) -> Frame | None:
    """Return the grid that touching borders make, None if it has no two rows and columns.

    Many tables have no border at their sides, or none at the foot of a page. There the ends of the
    borders across are the edge.
    """
    across = [rule for rule in rules if rule.is_horizontal]
    down = [rule for rule in rules if not rule.is_horizontal]
    xs = _coordinates([*(rule.at for rule in down), *_ends(across)])
    ys = _coordinates([*(rule.at for rule in across), *_ends(down)])
    rows, columns = len(ys) - 1, len(xs) - 1
    if min(rows, columns) < 2 or rows * columns > MAX_FIELDS:  # noqa: PLR2004 - a table
        return None
    at_row = {rows - at: near for at, near in _by_edge(ys, across).items()}
    return Frame(xs, ys, _by_edge(xs, down), at_row)


def _by_edge(edges: Sequence[float], rules: Sequence[Rule]) -> dict[int, list[Rule]]:
    near: dict[int, list[Rule]] = {}
    for rule in rules:
        for at, edge in enumerate(edges):
            if abs(rule.at - edge) <= TOUCH:
                near.setdefault(at, []).append(rule)
    return near


def _ends(rules: Sequence[Rule]) -> list[float]:
    """Return the ends that two borders or more have in common."""
    first = min((rule.start for rule in rules), default=0)
    last = max((rule.end for rule in rules), default=0)
    reach_first = sum(abs(rule.start - first) <= TOUCH for rule in rules)
    reach_last = sum(abs(rule.end - last) <= TOUCH for rule in rules)
    return [first] * (reach_first > 1) + [last] * (reach_last > 1)


def _coordinates(values: Iterable[float]) -> list[float]:
    """Return the different coordinates, the smallest first."""
    coordinates: list[float] = []
    for value in sorted(values):
        if not coordinates or value - coordinates[-1] > TOUCH:
            coordinates.append(value)
    return coordinates


def _crosses(rules: Sequence[Rule], at: float) -> bool:
    return any(rule.start <= at <= rule.end for rule in rules)


def _between(edges: Sequence[float], value: float) -> int | None:
    return next((at for at, (low, high) in enumerate(pairwise(edges)) if low <= value < high), None)


def _root(parents: dict[Place, Place], place: Place) -> Place:
    while parents[place] != place:
        parents[place] = parents[parents[place]]
        place = parents[place]
    return place
