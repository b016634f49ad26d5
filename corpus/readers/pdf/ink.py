"""Which text on a PDF's page somebody can see: not what is drawn without ink, nor white on white.

Text rendering modes 3 and 7 paint nothing (ISO 32000-1, 9.3.6). White text is seen where something
else was painted under it; a painted shape counts by its box, an image by its square, so that in
doubt text is taken to be seen.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from corpus.readers.pdf.matrix import Matrix, Point, apply

WHITE = 0.98
"""Part of white from which a colour can't be told from paper."""

_UNPAINTED = frozenset({3, 7})
_FILLS = frozenset((b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*"))
_ENDS = _FILLS | {b"S", b"s", b"n"}
_COLOURS = frozenset((b"g", b"rg", b"k", b"sc", b"scn", b"cs"))
_POINTS = frozenset((b"m", b"l", b"c", b"v", b"y"))


@dataclass(frozen=True, slots=True)
class _State:
    is_white: bool = False
    is_drawn: bool = True


@dataclass(frozen=True, slots=True)
class _Area:
    left: float
    bottom: float
    right: float
    top: float
    is_white: bool

    def holds(self, point: Point) -> bool:
        return self.left <= point[0] <= self.right and self.bottom <= point[1] <= self.top


class Ink:
    """Follows colours and painted areas over one page."""

    def __init__(self) -> None:
        """Begin with black text on white paper."""
        self._state = _State()
        self._saved: list[_State] = []
        self._path: list[Point] = []
        self._areas: list[_Area] = []

    def take(self, operator: bytes, operands: Sequence[Any], cm: Matrix) -> None:
        """Follow one operator, before pypdf does."""
        if operator == b"q":
            self._saved.append(self._state)
        elif operator == b"Q" and self._saved:
            self._state = self._saved.pop()
        elif operator == b"Tr" and operands:
            self._state = replace(self._state, is_drawn=operands[0] not in _UNPAINTED)
        elif operator in _COLOURS:
            self._state = replace(self._state, is_white=_is_white(operator, operands))
        elif operator in {b"Do", b"sh"}:
            corners = [apply(cm, x, y) for x, y in ((0, 0), (0, 1), (1, 0), (1, 1))]
            self._paint(corners, is_white=False)
        elif all(isinstance(each, int | float) for each in operands):
            self._draw(operator, operands, cm)

    def is_seen(self, point: Point) -> bool:
        """Return whether text that is shown here now can be seen."""
        if not self._state.is_drawn:
            return False
        ground = next((area for area in reversed(self._areas) if area.holds(point)), None)
        return not (self._state.is_white and (ground is None or ground.is_white))

    def _draw(self, operator: bytes, operands: Sequence[Any], cm: Matrix) -> None:
        if operator == b"re" and len(operands) == len(("x", "y", "width", "height")):
            x, y, width, height = map(float, operands)
            corners = ((x, y), (x + width, y), (x, y + height), (x + width, y + height))
            self._path += [apply(cm, *corner) for corner in corners]
        elif operator in _POINTS:
            numbers = list(map(float, operands))
            pairs = zip(numbers[::2], numbers[1::2], strict=False)
            self._path += [apply(cm, *pair) for pair in pairs]
        elif operator in _ENDS:
            if operator in _FILLS and self._path:
                self._paint(self._path, is_white=self._state.is_white)
            self._path = []

    def _paint(self, points: Sequence[Point], *, is_white: bool) -> None:
        xs, ys = zip(*points, strict=True)
        self._areas.append(_Area(min(xs), min(ys), max(xs), max(ys), is_white))


def _is_white(operator: bytes, operands: Sequence[Any]) -> bool:
    if not operands or not all(isinstance(each, int | float) for each in operands):
        return False
    amounts = [float(each) for each in operands]
    if operator == b"k" or len(amounts) == len("cmyk"):
        return max(amounts) <= 1 - WHITE
    return min(amounts) >= WHITE
