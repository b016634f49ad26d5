"""PDF's transformations: six numbers a b c d e f, points as rows (ISO 32000-1, 8.3.4)."""

import math
from collections.abc import Sequence

Matrix = Sequence[float]
Point = tuple[float, float]

IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def product(first: Matrix, second: Matrix) -> tuple[float, ...]:
    """Return the transformation that does `first`, then `second`."""
    a, b, c, d, e, f = first
    u, v, w, x, y, z = second
    return (
        a * u + b * w,
        a * v + b * x,
        c * u + d * w,
        c * v + d * x,
        e * u + f * w + y,
        e * v + f * x + z,
    )


def apply(matrix: Matrix, x: float, y: float) -> Point:
    """Return where a point goes."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def quarter_turns(matrix: Matrix) -> int:
    """Return by how many quarters, counted against the clock, text is turned."""
    return round(math.atan2(matrix[1], matrix[0]) / (math.pi / 2)) % 4


def upright(point: Point, turns: int) -> Point:
    """Return a point after the page is turned back by that many quarters."""
    x, y = point
    return ((x, y), (y, -x), (-x, -y), (-y, x))[turns]
