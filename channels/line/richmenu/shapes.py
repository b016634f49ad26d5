"""The pictograms of the tiles: simple shapes on a grid of 100 by 100, one colour each.

A shape is drawn stroke by stroke; a stroke either puts ink on the grid or takes it away. It is
drawn `_FINE` times as large as needed and then made smaller, for smooth edges.
"""

from dataclasses import dataclass
from typing import Literal

from channels.line.pillow import Image, ImageDraw

_FINE = 4
_GRID = 100


@dataclass(frozen=True, slots=True)
class Stroke:
    """A figure by its points; `ink` False takes away what lies under it.

    Attributes:
        points: x and y in turn. Boxes, ovals and arcs have two: upper left and lower right.
        width: Of a line or arc.
        turn: Where an arc begins and ends, in degrees clockwise from the right.
    """

    figure: Literal["polygon", "oval", "box", "line", "arc"]
    points: tuple[float, ...]
    ink: bool = True
    width: int = 0
    turn: tuple[int, int] = (0, 360)


def _box(*points: float, ink: bool = True) -> Stroke:
    return Stroke("box", points, ink)


def _oval(*points: float, ink: bool = True) -> Stroke:
    return Stroke("oval", points, ink)


def _polygon(*points: float, ink: bool = True) -> Stroke:
    return Stroke("polygon", points, ink)


def _line(*points: float, ink: bool = True, width: int = 7) -> Stroke:
    return Stroke("line", points, ink, width)


def _arc(*points: float, turn: tuple[int, int] = (0, 360), width: int = 7) -> Stroke:
    return Stroke("arc", points, width=width, turn=turn)


SHAPES: dict[str, tuple[Stroke, ...]] = {
    "bin": (
        _box(38, 4, 62, 14),
        _box(12, 12, 88, 24),
        _polygon(18, 30, 82, 30, 76, 98, 24, 98),
        _line(38, 40, 40, 88, ink=False),
        _line(50, 40, 50, 88, ink=False),
        _line(62, 40, 60, 88, ink=False),
    ),
    "house": (
        _polygon(50, 4, 98, 50, 2, 50),
        _box(16, 48, 84, 96),
        _box(42, 62, 58, 96, ink=False),
        _box(72, 8, 84, 36),
    ),
    "child": (
        _oval(30, 4, 70, 44),
        _oval(39, 20, 45, 26, ink=False),
        _oval(55, 20, 61, 26, ink=False),
        _polygon(38, 48, 62, 48, 72, 80, 28, 80),
        _line(40, 54, 12, 70, width=9),
        _line(60, 54, 88, 70, width=9),
        _box(36, 80, 46, 98),
        _box(54, 80, 64, 98),
    ),
    "shelter": (
        _polygon(50, 2, 98, 36, 2, 36),
        _box(10, 36, 20, 98),
        _box(80, 36, 90, 98),
        _oval(42, 40, 58, 56),
        _line(50, 56, 46, 76, width=9),
        _line(50, 60, 66, 68, width=7),
        _line(48, 60, 34, 66, width=7),
        _line(46, 74, 60, 84, 58, 98, width=8),
        _line(46, 74, 32, 94, width=8),
    ),
    "phone": (
        _polygon(8, 18, 30, 4, 44, 28, 32, 40, 60, 68, 72, 56, 96, 70, 82, 92, 62, 92, 8, 38),
    ),
    "bell": (
        _oval(42, 2, 58, 18),
        _oval(22, 10, 78, 66),
        _box(22, 38, 78, 74),
        _polygon(22, 60, 78, 60, 94, 82, 6, 82),
        _oval(38, 78, 62, 98),
    ),
    "globe": (
        _oval(4, 4, 96, 96),
        _oval(11, 11, 89, 89, ink=False),
        _arc(30, 4, 70, 96),
        _line(50, 6, 50, 94),
        _line(6, 50, 94, 50),
        _line(14, 28, 86, 28, width=6),
        _line(14, 72, 86, 72, width=6),
    ),
    "sign": (
        _oval(4, 4, 96, 96),
        _oval(43, 20, 57, 34, ink=False),
        _box(44, 42, 56, 80, ink=False),
    ),
    "bag": (
        _arc(34, 2, 66, 34, turn=(180, 360), width=8),
        _oval(16, 16, 84, 70),
        _box(16, 42, 84, 98),
        _box(30, 58, 70, 64, ink=False),
        _box(30, 64, 36, 86, ink=False),
        _box(64, 64, 70, 86, ink=False),
        _box(30, 82, 70, 88, ink=False),
        _box(2, 54, 12, 88),
        _box(88, 54, 98, 88),
    ),
    "message": (
        _oval(2, 6, 44, 78),
        _oval(56, 6, 98, 78),
        _box(22, 6, 78, 78),
        _polygon(26, 72, 54, 72, 22, 98),
        _line(24, 32, 76, 32, ink=False),
        _line(24, 52, 60, 52, ink=False),
    ),
    "siren": (
        _oval(26, 30, 74, 78),
        _box(26, 54, 74, 80),
        _box(14, 82, 86, 98),
        _line(50, 2, 50, 20),
        _line(12, 16, 24, 30),
        _line(88, 16, 76, 30),
        _line(2, 50, 18, 50),
        _line(98, 50, 82, 50),
    ),
}
"""Every pictogram by its name."""


def stencil(name: str, size: int) -> Image.Image:
    """Return a pictogram as a mask of `size` by `size` pixels: 255 is ink."""
    scale = size * _FINE / _GRID
    grid = Image.new("L", (size * _FINE, size * _FINE), 0)
    pen = ImageDraw.Draw(grid)
    for stroke in SHAPES[name]:
        _draw(pen, stroke, scale)
    return grid.resize((size, size), Image.Resampling.LANCZOS)


def _draw(pen: ImageDraw.ImageDraw, stroke: Stroke, scale: float) -> None:
    points = [value * scale for value in stroke.points]
    fill, width = 255 if stroke.ink else 0, round(stroke.width * scale)
    match stroke.figure:
        case "polygon":
            pen.polygon(points, fill)
        case "oval":
            pen.ellipse(points, fill)
        case "box":
            pen.rounded_rectangle(points, 2 * scale, fill)
        case "line":
            pen.line(points, fill, width, joint="curve")
        case "arc":
            pen.arc(points, *stroke.turn, fill, width)
