"""How names of places are spelt: one form for what people write in more than one way."""

import re
from collections.abc import Iterator, Mapping

from indexing.normalize import normalize

MIN_KANA, FREE_KANA, MAX_KANA = 3, 5, 24
"""Kana that a name must have, where particles show its ends and where nothing shows the last; and
how many are looked at."""

_HAN = "一-鿿々"
_SMALL_KE = re.compile(f"(?<=[{_HAN}])[ケヶヵがガ](?=[{_HAN}])")
_PARTICLES = frozenset("のはがにでとへもやを、")


def hiragana(text: str) -> str:
    """Return a text with katakana as hiragana."""
    return "".join(chr(ord(one) - 0x60) if "ァ" <= one <= "ヶ" else one for one in text)


def folded(text: str, japanese: Mapping[int, str]) -> str:
    """Return a text with one form for 古ケ崎, 古ヶ崎 and 古が崎, and Japan's forms for China's.

    Args:
        text: The text.
        japanese: Japan's form of characters that China writes differently.
    """
    return _SMALL_KE.sub("ケ", normalize(text).translate(japanese))


def parts(run: str) -> Iterator[tuple[int, str]]:
    """Yield every part of a run of kana that may be a name, with where it begins."""
    for at in range(len(run)):
        if at and run[at - 1] not in _PARTICLES:
            continue
        for end in range(min(len(run), at + MAX_KANA), at + MIN_KANA - 1, -1):
            ends = end == len(run) or run[end] in _PARTICLES or run.startswith("えき", end)
            if ends or end - at >= FREE_KANA:
                yield at, run[at:end]


def without_town(reading: str) -> str:
    """Return a reading without the ending for 町, as foreigners often leave it out."""
    return reading.removesuffix("ちょう").removesuffix("まち")
