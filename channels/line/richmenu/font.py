"""Finding a font that has the menus' Japanese characters, and checking that it does.

The first of: the setting ANNAI_LINE_FONT, the places where systems keep their Japanese gothic
fonts, what fontconfig (`fc-match`) names. A character that a font doesn't have comes out as its
empty box (tofu), so each is compared with that of a code point that no font has.
"""

import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

from channels.line.errors import LineError
from channels.line.pillow import ImageFont

KNOWN = (
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc",  # Debian, Ubuntu: fonts-noto-cjk
    "/usr/share/fonts/noto-cjk/NotoSansCJK-Bold.ttc",  # Arch, Alpine
    "/usr/share/fonts/google-noto-cjk/NotoSansCJK-Bold.ttc",  # Fedora, RHEL
    "/usr/share/fonts/google-noto-sans-cjk-fonts/NotoSansCJK-Bold.ttc",
    "/usr/share/fonts/truetype/fonts-japanese-gothic.ttf",  # Debian's choice among several
    "/usr/share/fonts/opentype/ipaexfont-gothic/ipaexg.ttf",
    "/System/Library/Fonts/ヒラギノ角ゴシック W6.ttc",  # macOS
    "C:/Windows/Fonts/YuGothB.ttc",  # Windows
    "C:/Windows/Fonts/meiryob.ttc",
    "C:/Windows/Fonts/msgothic.ttc",
)
"""Bold before regular: the picture is seen at a sixth of its size."""

_NO_CHARACTER = "\U0010fffe"  # a noncharacter of Unicode
_FC_MATCH = ("fc-match", "--format=%{file}", "sans-serif:lang=ja:weight=200")
_PATIENCE_S = 10

Sized = Callable[[int], ImageFont.FreeTypeFont]
"""Gives the font in a size in pixels."""


def find_font(words: str, chosen: Path | None = None) -> Sized:
    """Return a font that has every character of `words`.

    Args:
        words: All that will be written.
        chosen: The only font to take, if one is set.

    Raises:
        LineError: There is none, or the chosen one can't be read or lacks a character.
    """
    if chosen is not None:
        font = _open(chosen)
        if font is None:
            raise LineError("font.unreadable", path=chosen)
        if lacking := missing(font(40), words):
            raise LineError("font.lacks", path=chosen, characters=lacking)
        return font
    for path in _candidates():
        font = _open(path)
        if font is not None and not missing(font(40), words):
            return font
    raise LineError("font.none")


def missing(font: ImageFont.FreeTypeFont, words: str) -> str:
    """Return the characters that the font doesn't have."""
    tofu = _picture(font, _NO_CHARACTER)
    visible = sorted({one for one in words if not one.isspace()})
    return "".join(one for one in visible if _picture(font, one) == tofu)


def _picture(font: ImageFont.FreeTypeFont, character: str) -> tuple[tuple[int, int], bytes]:
    mask = font.getmask(character)
    return mask.size, bytes(mask)


def _open(path: Path) -> Sized | None:
    def sized(size: int) -> ImageFont.FreeTypeFont:
        return ImageFont.truetype(path, size)

    try:
        sized(40)
    except OSError:
        return None
    return sized


def _candidates() -> Iterator[Path]:
    yield from map(Path, KNOWN)
    command = shutil.which(_FC_MATCH[0])
    if command:
        named = subprocess.run(  # noqa: S603  # fontconfig's own command
            [command, *_FC_MATCH[1:]], capture_output=True, check=False, timeout=_PATIENCE_S
        )
        yield Path(named.stdout.decode(errors="replace"))
