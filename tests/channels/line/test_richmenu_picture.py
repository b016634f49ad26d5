"""The rich menus' pictures: legible, complete, within LINE's limits."""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageFont

from channels.line.errors import LineError
from channels.line.richmenu.font import find_font, missing
from channels.line.richmenu.menu import HEIGHT, WIDTH, Box, DrawnMenu, Kind, Menu
from channels.line.richmenu.picture import LARGEST_BYTES, PALETTES, draw, words_of
from channels.line.richmenu.reading import read_menus
from corpus.layout import CityLayout

MENUS = read_menus(CityLayout.of("matsudo"))


@pytest.fixture(scope="module")
def drawn() -> dict[Kind, DrawnMenu]:
    """The default menus, drawn with a font of this machine."""
    try:
        font = find_font("".join(map(words_of, MENUS.values())))
    except LineError:
        pytest.skip("no Japanese font: apt-get install fonts-noto-cjk")
    return {kind: draw(menu, font) for kind, menu in MENUS.items()}


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours (WCAG 2.2, relative luminance)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    def linear(channel: str) -> float:
        value = int(channel, 16) / 255
        return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)

    red, green, blue = (linear(colour[n : n + 2]) for n in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_contrast_is_reckoned_as_wcag_does() -> None:
    """Black on white is 21; #767676 is the lightest grey that passes 4.5 on white."""
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("kind", Kind)
def test_colours_can_be_told_apart(kind: Kind) -> None:
    """Words, shapes and the title have a contrast of 7 at least (WCAG AAA)."""
    palette = PALETTES[kind]

    assert contrast(palette.words, palette.tile) >= 7
    assert contrast(palette.shape, palette.tile) >= 7
    assert contrast(palette.title, palette.band) >= 7


@pytest.mark.parametrize("kind", Kind)
def test_the_picture_keeps_lines_limits(drawn: dict[Kind, DrawnMenu], kind: Kind) -> None:
    """A PNG of the size that the menu says, at most 1 MB."""
    png = drawn[kind].png
    image = Image.open(BytesIO(png))

    assert (image.format, image.size) == ("PNG", (WIDTH, HEIGHT))
    assert len(png) <= LARGEST_BYTES


@pytest.mark.parametrize("kind", Kind)
def test_every_tile_shows_words_and_a_shape(drawn: dict[Kind, DrawnMenu], kind: Kind) -> None:
    """In the upper and in the lower half of each tile a part of the pixels is ink, not all."""
    image = Image.open(BytesIO(drawn[kind].png)).convert("L")
    for box in drawn[kind].menu.boxes():
        upper = image.crop((box.x + 40, box.y + 40, box.x + box.width - 40, _middle(box)))
        lower = image.crop((box.x + 40, _middle(box), box.x + box.width - 40, _bottom(box)))
        assert 0.02 < _ink(upper) < 0.5
        assert 0.02 < _ink(lower) < 0.5


@pytest.mark.parametrize("kind", Kind)
def test_ink_in_the_picture_is_dark_enough(drawn: dict[Kind, DrawnMenu], kind: Kind) -> None:
    """What is really in the PNG after its palette was made: the darkest and the lightest."""
    image = Image.open(BytesIO(drawn[kind].png)).convert("RGB")
    box = drawn[kind].menu.boxes()[0]
    tile = image.crop((box.x + 40, box.y + 40, box.x + box.width - 40, _bottom(box)))
    colours = [colour for _, colour in tile.getcolors(WIDTH * HEIGHT) or []]
    assert all(isinstance(colour, tuple) for colour in colours)
    darkest, lightest = (find(colours, key=_sum) for find in (min, max))

    assert contrast(_hex(darkest), _hex(lightest)) >= 7


def _middle(box: Box) -> int:
    return box.y + box.height // 2


def _bottom(box: Box) -> int:
    return box.y + box.height - 40


def _ink(image: Image.Image) -> float:
    return sum(image.histogram()[:128]) / (image.width * image.height)


def _sum(colour: object) -> int:
    assert isinstance(colour, tuple)
    return sum(colour)


def _hex(colour: object) -> str:
    assert isinstance(colour, tuple)
    return "#" + "".join(f"{channel:02x}" for channel in colour)


def test_a_font_without_japanese_is_found_out(tmp_path: Path) -> None:
    """Its empty boxes are compared; the error names the characters."""
    latin = ImageFont.load_default(40)
    assert isinstance(latin, ImageFont.FreeTypeFont)
    assert missing(latin, "Moving 避難所") == "所避難"
    path = tmp_path / "latin.ttf"
    assert isinstance(latin.font_bytes, bytes)
    path.write_bytes(latin.font_bytes)
    with pytest.raises(LineError, match="所避難") as caught:
        find_font("避難所", path)
    assert caught.value.key == "font.lacks"


def test_a_font_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    """By its path."""
    with pytest.raises(LineError) as caught:
        find_font("避難所", tmp_path / "none.ttf")
    assert caught.value.key == "font.unreadable"


def test_without_any_font_the_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that an operator knows what to install."""
    monkeypatch.setattr("channels.line.richmenu.font.KNOWN", ())
    monkeypatch.setenv("PATH", "")
    with pytest.raises(LineError, match="fonts-noto-cjk"):
        find_font("避難所")


def test_the_name_changes_with_what_is_shown(drawn: dict[Kind, DrawnMenu]) -> None:
    """Same picture and actions, same name; another picture, another name."""
    normal = drawn[Kind.NORMAL]
    again = DrawnMenu(normal.menu, normal.png)
    other = DrawnMenu(normal.menu, normal.png + b" ")

    assert again.name == normal.name
    assert other.name != normal.name
    assert normal.name.startswith("annai-normal-")


def test_words_that_do_not_fit_are_refused(drawn: dict[Kind, DrawnMenu]) -> None:
    """Rather than drawn too small to read."""
    assert drawn
    menu = MENUS[Kind.NORMAL]
    tile = menu.tiles[0]
    wide = type(tile)(1, "あ" * 20, "x", tile.shape, "lang", "x")
    font = find_font("あx")
    with pytest.raises(LineError) as caught:
        draw(Menu(Kind.NORMAL, "x", "", "", (wide, wide, wide)), font)
    assert caught.value.key == "menu.words"
