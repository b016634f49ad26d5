"""Characters that fonts put in the place of ordinary ones.

PDFs made on Windows and macOS often name a glyph by the radical that looks like the kanji (⽔ for
水), or by the form for vertical text (︓ for ：); those of macOS may have the voicing mark of が
apart. Nobody who searches types those.
"""

import re
import unicodedata
from collections.abc import Mapping

BULLET = "・"
_SIGN = re.compile("[\uf020-\uf0ff]+")
"""Signs of Wingdings and Symbol, which Word puts before the items of a list."""
_SURROGATE = re.compile("[\ud800-\udfff]")
_FULL_WIDTH = 0xFEE0
_SUBSTITUTES = re.compile(
    "[\u2e80-\u2fdf"  # radicals
    "\uf900-\ufaff"  # compatibility ideographs
    "\ufe10-\ufe19\ufe30-\ufe48]"  # forms for vertical text
)
_RADICALS: Mapping[str, str] = dict(
    zip(
        "⺌⺒⺝⺠⺩⺬⺮⺼⻁⻄⻆⻑⻗⻘⻝⻡⻣⻤⻨⻩⻫⻭⻯⻲",
        "小巳月民王示竹月虎西角長雨青食首骨鬼麦黄斉歯竜亀",
        strict=True,
    )
)
"""Radicals of U+2E80–2EFF have no compatibility decomposition in Unicode; these are words."""


def ordinary(text: str) -> str:
    """Return `text` with its substitutes replaced by the characters they stand for.

    >>> ordinary("⽔位計とは︓⻑さ")
    '水位計とは：長さ'
    """
    if _SIGN.fullmatch(text.strip()):
        return BULLET
    text = _SUBSTITUTES.sub(lambda match: _ordinary(match[0]), _SURROGATE.sub("\ufffd", text))
    return unicodedata.normalize("NFC", text)


def _ordinary(character: str) -> str:
    if character in _RADICALS:
        return _RADICALS[character]
    plain = unicodedata.normalize("NFKC", character)
    return chr(ord(plain) + _FULL_WIDTH) if plain.isascii() and len(plain) == 1 else plain
