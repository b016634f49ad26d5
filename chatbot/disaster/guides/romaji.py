"""Japanese written in Latin letters, as katakana: `jishin kita` is ジシンキタ.

Hepburn and Kunrei, long vowels as they are typed (`ou`, `oo`). Only words that can be Japanese from
their first letter to their last are read, and only where nearly all words can be: English and
Vietnamese end in consonants that Japanese doesn't have.
"""

import re
from collections.abc import Sequence

_ENOUGH = 0.75
"""Part of the words that must be readable."""

_VOWELS = "aiueo"
_ROWS = {
    "": "アイウエオ",
    "k": "カキクケコ",
    "g": "ガギグゲゴ",
    "s": "サシスセソ",
    "z": "ザジズゼゾ",
    "t": "タチツテト",
    "n": "ナニヌネノ",
    "h": "ハヒフヘホ",
    "b": "バビブベボ",
    "p": "パピプペポ",
    "m": "マミムメモ",
    "r": "ラリルレロ",
}
_BENT = {"ky": "キ", "gy": "ギ", "sh": "シ", "sy": "シ", "j": "ジ", "jy": "ジ", "zy": "ジ"}
_BENT |= {"ch": "チ", "ty": "チ", "ny": "ニ", "hy": "ヒ", "by": "ビ", "py": "ピ", "my": "ミ"}
_BENT |= {"ry": "リ"}
_SMALL = dict(zip("aueo", "ャュェョ", strict=True))
_ALONE = {"shi": "シ", "ji": "ジ", "chi": "チ", "tsu": "ツ", "wa": "ワ", "wo": "ヲ"}
_ALONE |= {"da": "ダ", "de": "デ", "do": "ド"}  # di and du are Vietnamese
_ALONE |= {"ya": "ヤ", "yu": "ユ", "yo": "ヨ"}
_ALONE |= {"fu": "フ", "fa": "ファ", "fi": "フィ", "fe": "フェ", "fo": "フォ"}
_SYLLABLES = {
    row + vowel: kana
    for row, syllables in _ROWS.items()
    for vowel, kana in zip(_VOWELS, syllables, strict=True)
}
_SYLLABLES |= {
    row + vowel: kana + small for row, kana in _BENT.items() for vowel, small in _SMALL.items()
}
_SYLLABLES |= _ALONE
_LONGEST_FIRST = sorted(_SYLLABLES, key=len, reverse=True)
_CLOSED = [r"nn?(?![aiueoy])", r"([kstpgzdbc])(?=\1)", "t(?=ch)"]
"""ん, and っ before a doubled consonant."""

_SYLLABLE = re.compile("|".join([*_LONGEST_FIRST, *_CLOSED]))


def in_katakana(words: Sequence[str]) -> str:
    """Return how words in lower case are read together; nothing if they aren't Japanese."""
    read = [_read(word) for word in words]
    known = [each for each in read if each]
    return "".join(known) if len(known) >= max(1, _ENOUGH * len(words)) else ""


def _read(word: str) -> str:
    at, kana = 0, []
    while at < len(word):
        found = _SYLLABLE.match(word, at)
        if not found:
            return ""
        kana.append(_SYLLABLES.get(found[0]) or ("ン" if found[0][0] == "n" else "ッ"))
        at = found.end()
    return "".join(kana)
