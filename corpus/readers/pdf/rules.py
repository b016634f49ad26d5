"""Straight lines drawn on a page: the borders of its tables.

Word draws a border as a filled rectangle half a point thin, Excel and browsers as strokes. What is
only a clipping path, which Office writes before every word, is not drawn.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.readers.pdf.matrix import Matrix, Point, apply

THIN = 3.0
"""Thickness in points up to which a filled rectangle is a line."""
SHORT = 4.0
"""Length in points below which a line is part of a letter or a dot."""
MAX_RULES = 2_000
"""Lines above which a page is a drawing or a map."""

_STROKE = frozenset((b"S", b"s", b"B", b"B*", b"b", b"b*"))
_FILL = frozenset((b"f", b"F", b"f*"))


@dataclass(frozen=True, slots=True)
class Rule:
    """A horizontal or vertical line, `start` ≤ `end`.

    Attributes:
        is_horizontal: Which of the two it is.
        at: Its y if it is horizontal, else its x.
        start: Where it begins, along the other axis.
        end: Where it ends.
    """

    is_horizontal: bool
    at: float
    start: float
    end: float


class Ruler:
    """Collects the lines of a page from its path operators (ISO 32000-1, 8.5)."""

    def __init__(self) -> None:
        """Begin with an empty page and no path."""
        self.drawn: list[tuple[Point, Point]] = []
        self._edges: list[tuple[Point, Point]] = []
        self._boxes: list[tuple[Point, Point]] = []
        self._point: Point | None = None

    def take(self, operator: bytes, operands: Sequence[float], matrix: Matrix) -> None:
        """Follow one operator; those that have nothing to do with paths are passed over."""
        match operator:
            case b"re" if len(operands) == 4:  # noqa: PLR2004 - x, y, width, height
                x, y, width, height = operands
                self._boxes.append((apply(matrix, x, y), apply(matrix, x + width, y + height)))
            case b"m" if len(operands) == 2:  # noqa: PLR2004 - x, y
                self._point = apply(matrix, *operands)
            case b"l" if len(operands) == 2 and self._point is not None:  # noqa: PLR2004 - x, y
                point = apply(matrix, *operands)
                self._edges.append((self._point, point))
                self._point = point
            case _ if operator in _STROKE:
                self._draw(self._edges)
                for box in self._boxes:
                    self._draw(_sides(*box))
                self._forget()
            case _ if operator in _FILL:
                self._draw([_middle(*box) for box in self._boxes if _is_thin(*box)])
                self._forget()
            case b"n":
                self._forget()
            case _:
                pass

    def _draw(self, lines: list[tuple[Point, Point]]) -> None:
        self.drawn += lines[: MAX_RULES - len(self.drawn)]

    def _forget(self) -> None:
        self._edges, self._boxes, self._point = [], [], None


def rule(start: Point, end: Point) -> Rule | None:
    """Return a line as a rule, None if it is oblique or too short to be a border."""
    (x0, y0), (x1, y1) = start, end
    wide, high = abs(x1 - x0), abs(y1 - y0)
    if max(wide, high) < SHORT or min(wide, high) > 1:
        return None
    if wide > high:
        return Rule(is_horizontal=True, at=(y0 + y1) / 2, start=min(x0, x1), end=max(x0, x1))
    return Rule(is_horizontal=False, at=(x0 + x1) / 2, start=min(y0, y1), end=max(y0, y1))


def _is_thin(start: Point, end: Point) -> bool:
    return min(abs(end[0] - start[0]), abs(end[1] - start[1])) <= THIN


def _middle(start: Point, end: Point) -> tuple[Point, Point]:
    (x0, y0), (x1, y1) = start, end
    if abs(x1 - x0) > abs(y1 - y0):
        return (x0, (y0 + y1) / 2), (x1, (y0 + y1) / 2)
    return ((x0 + x1) / 2, y0), ((x0 + x1) / 2, y1)


def _sides(start: Point, end: Point) -> list[tuple[Point, Point]]:
    (x0, y0), (x1, y1) = start, end
    corners = [(x0, y0), (x1, y0), (x1, y1), (x0, y1)]
    return list(zip(corners, corners[1:] + corners[:1], strict=True))
