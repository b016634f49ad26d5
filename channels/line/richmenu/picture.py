"""Drawing a menu's picture: big Japanese, English under it, a pictogram, strong contrast.

A phone shows the 2,500 pixels about 390 points wide, so 100 pixels are about 16 points. Words that
don't fit are made smaller, down to `SMALLEST_JA` and `SMALLEST_EN`, and refused below.
Every pair of colours has a contrast of 7:1 at least (WCAG 2.2, 1.4.6); disaster and drill differ
from the normal menu by the words in their band as well, not by colour alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

from channels.line.errors import LineError
from channels.line.pillow import Image, ImageDraw, ImageFont
from channels.line.richmenu.font import Sized
from channels.line.richmenu.menu import BAND, HEIGHT, WIDTH, Box, DrawnMenu, Kind, Menu, Tile
from channels.line.richmenu.shapes import stencil

LARGEST_BYTES = 1_000_000
"""LINE takes 1 MB."""

JA, SMALLEST_JA = 132, 96
EN, SMALLEST_EN = 80, 60
TITLE = 100
SHAPE = 300
_GAP = 12
_MARGIN = 28
_ROUND = 36
_LINE = 1.22
"""From one line of words to the next, in sizes of the font."""

_COLOURS = 64
"""In the PNG's palette: enough for smooth edges of four colours."""


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of a menu, each as #rrggbb."""

    ground: str
    tile: str
    words: str
    shape: str
    band: str
    title: str


PALETTES = {
    Kind.NORMAL: Palette("#c9d8e8", "#ffffff", "#10243e", "#0a4a86", "#0a4a86", "#ffffff"),
    Kind.DISASTER: Palette("#f2c9bf", "#ffffff", "#1c1212", "#8a1500", "#8a1500", "#ffffff"),
    Kind.DRILL: Palette("#d6d6d6", "#ffffff", "#1a1a1a", "#333333", "#fff3b0", "#1a1a1a"),
}


def words_of(menu: Menu) -> str:
    """Return all that is written on a menu."""
    return "".join([menu.title, menu.title_en, *(f"{tile.ja}{tile.en}" for tile in menu.tiles)])


def draw(menu: Menu, font: Sized) -> DrawnMenu:
    """Draw a menu.

    Raises:
        LineError: Words don't fit a tile, or the picture is larger than LINE takes.
    """
    palette = PALETTES[menu.kind]
    image = Image.new("RGB", (WIDTH, HEIGHT), palette.ground)
    pen = ImageDraw.Draw(image)
    if menu.title:
        _band(pen, menu, font, palette)
    for tile, box in zip(menu.tiles, menu.boxes(), strict=True):
        _tile(image, tile, box, font, palette)
    out = BytesIO()
    image.quantize(_COLOURS).save(out, "PNG", optimize=True)
    if out.tell() > LARGEST_BYTES:
        raise LineError("menu.large", bytes=out.tell())
    return DrawnMenu(menu, out.getvalue())


def _band(pen: ImageDraw.ImageDraw, menu: Menu, font: Sized, palette: Palette) -> None:
    pen.rectangle((0, 0, WIDTH, BAND), palette.band)
    words = f"{menu.title}  {menu.title_en}".strip()
    fitted = _fitted((words,), font, (TITLE, SMALLEST_EN), WIDTH - 2 * _MARGIN)
    pen.text((WIDTH / 2, BAND / 2), words, palette.title, fitted, anchor="mm")


def _tile(image: Image.Image, tile: Tile, box: Box, font: Sized, palette: Palette) -> None:
    pen = ImageDraw.Draw(image)
    inner = _inside(box)
    pen.rounded_rectangle(inner, _ROUND, palette.tile)
    lines = tile.ja.split("\n")
    room = box.width - 2 * (_GAP + _MARGIN)
    ja = _fitted(lines, font, (JA, SMALLEST_JA), room)
    en = _fitted((tile.en,), font, (EN, SMALLEST_EN), room)
    ja_step, en_step = ja.size * _LINE, en.size * _LINE * 1.2
    left = box.height - 2 * (_GAP + _MARGIN) - _MARGIN - ja_step * len(lines) - en_step
    size = min(SHAPE, int(left))
    middle = box.x + box.width / 2
    y = box.y + (box.height - size - ja_step * len(lines) - en_step - _MARGIN) / 2
    mask = stencil(tile.shape, size)
    image.paste(palette.shape, (int(middle - size / 2), int(y)), mask)
    y += size + _MARGIN + ja_step / 2
    for line in lines:
        pen.text((middle, y), line, palette.words, ja, anchor="mm")
        y += ja_step
    pen.text((middle, y - ja_step / 2 + en_step / 2), tile.en, palette.words, en, anchor="mm")


def _inside(box: Box) -> tuple[int, int, int, int]:
    """Return the part of a tile's area that is filled, upper left and lower right."""
    right, bottom = box.x + box.width, box.y + box.height
    return box.x + _GAP, box.y + _GAP, right - _GAP, bottom - _GAP


def _fitted(
    lines: Sequence[str], font: Sized, sizes: tuple[int, int], room: float
) -> ImageFont.FreeTypeFont:
    """Return the font in the largest size in which the longest line fits.

    Args:
        sizes: The largest and the smallest.
        room: Pixels there are.

    Raises:
        LineError: It doesn't fit even in the smallest.
    """
    for size in range(sizes[0], sizes[1] - 1, -2):
        sized = font(size)
        if max(sized.getlength(line) for line in lines) <= room:
            return sized
    raise LineError("menu.words", words="".join(lines))
