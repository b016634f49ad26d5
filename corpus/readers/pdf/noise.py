"""Telling text from what is left when a font's codes can't be turned into characters.

Such text is made of letters, but of many scripts in one word (`͏୔ຊޠ`) or of one that nobody in a
Japanese city writes (Yi), or of accented Latin letters and signs without end (`‚ ‚¢‚¤`). A leaflet
in ten languages has as many scripts, but each word in one.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

MAX_NOISE = 0.3
"""Share of the letters in noisy words above which a text is noise."""
MAX_ACCENTED = 0.4
"""Share of accented Latin letters and signs among all; Vietnamese has about a quarter."""
MAX_SINGLE = 0.6
"""Share of lines of one character above which the text was set vertically, letter by letter."""
MIN_LINES = 20
"""Lines from which `MAX_SINGLE` means anything."""

_ANYWHERE = frozenset((
    "CJK", "HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA", "FULLWIDTH", "HALFWIDTH", "IDEOGRAPHIC",
    "VERTICAL", "LATIN", "MICRO", "OHM", "KELVIN", "ANGSTROM", "SCRIPT", "MASCULINE", "FEMININE",
    "MODIFIER", "MATHEMATICAL",
))  # fmt: skip
"""First words of the names of letters that any Japanese text may have."""
_RESIDENTS = frozenset((
    "GREEK", "CYRILLIC", "HANGUL", "THAI", "DEVANAGARI", "BENGALI", "MYANMAR", "KHMER", "LAO",
    "SINHALA", "TAMIL", "ARABIC", "HEBREW", "GEORGIAN", "ARMENIAN", "ETHIOPIC", "MONGOLIAN",
    "TIBETAN", "GUJARATI", "GURMUKHI", "TELUGU", "KANNADA", "MALAYALAM",
))  # fmt: skip
"""Scripts that leaflets for residents are written in; alone, each is no noise."""
_WORD = re.compile(r"\S+")
_ACCENTED = re.compile(
    "[\u0080-\u00ff\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc"
    "\u201a\u201e\u2020-\u2022\u2030\u2039\u203a\u20ac]"
)
"""The letters and signs of Latin-1 and Windows-1252 above ASCII, quotation marks left out."""
_ACCENT = re.compile("[\u0300-\u0345\u3099\u309a]")
"""Accents and voicing marks that text from macOS has apart from their letters."""
_RARE = re.compile("[\ua000-\uabff]")
"""Blocks of scripts nobody here writes, whose signs (Yi radicals) count as letters."""
_BROKEN = re.compile("[\x00-\x08\x0e-\x1f\ufffd\ue000-\uf8ff]")


def is_noise(text: str) -> bool:
    """Return whether a page's text is noise; a page without text is not."""
    shown = "".join(text.split())
    if not shown:
        return False
    if len(_BROKEN.findall(shown)) > MAX_NOISE * len(shown):
        return True
    if len(_ACCENTED.findall(shown)) > MAX_ACCENTED * len(shown):
        return True
    words = [(word, letters) for word in _WORD.findall(text) if (letters := _letters(word))]
    total = sum(letters for _, letters in words)
    noisy = sum(letters for word, letters in words if _is_noisy(word))
    return noisy > MAX_NOISE * total


def is_spelled_vertically(lines: Sequence[str]) -> bool:
    """Return whether most lines are a single letter: vertical text, its order lost."""
    single = sum(len(line) == 1 for line in lines)
    return len(lines) >= MIN_LINES and single > MAX_SINGLE * len(lines)


def _letters(word: str) -> int:
    return sum(_script(character) != "" for character in word)


def _is_noisy(word: str) -> bool:
    scripts = {script for character in word if (script := _script(character))}
    foreign = scripts - _ANYWHERE
    return len(foreign) > 1 or bool(foreign - _RESIDENTS)


@lru_cache(maxsize=4096)
def _script(character: str) -> str:
    """Return the script of a letter by the first word of its name, empty for other characters."""
    if _ACCENT.match(character):
        return ""
    if unicodedata.category(character)[0] not in "LM" and not _RARE.match(character):
        return ""
    return unicodedata.name(character, "UNNAMED").split()[0]
