"""How a name sounds, in one spelling: かしわ, カシワ, Kashiwa and 가시와 are the same.

Unicode's names of letters say how they are read (HIRAGANA LETTER SI, HANGUL SYLLABLE GA). What
people write in more than one way is folded: long and short (Tokyo, Toukyou), voiced and voiceless
(か is 가 or 카), double and single (Sapporo, 삿포로), ち and じ, つ and す.
"""

import re
import unicodedata
from collections.abc import Iterable

_HANGUL = "HANGUL SYLLABLE "
_KANA = re.compile(r"(?:HIRAGANA|KATAKANA) LETTER (?!SMALL TU$)(?:SMALL )?([A-Z]+)")
_SILENT = re.compile(r"LETTER SMALL TU$|PROLONGED SOUND MARK$")

_Folds = tuple[tuple[re.Pattern[str], str], ...]


def _folds(pairs: Iterable[tuple[str, str]]) -> _Folds:
    return tuple((re.compile(found), folded) for found, folded in pairs)


_HANGUL_FOLDS = _folds(
    (("^(?:ss|jj|c)eu", "su"), ("(?<![td])eu", "u"), ("ng", "n"), ("(?<=[aiueo])s$", ""))
)
_FOLDS = _folds(
    (
        *(("tch", "ch"), ("sh(?!i)", "sy"), ("sh", "s"), ("ch(?!i)|ch|c|j", "z"), ("i(?=y)", "")),
        *(("[tdz]y", "z"), ("[td](?=i)", "z"), ("tsu|tu", "su"), ("du", "zu")),
        *(("ou|oh(?![aiueo])", "o"), ("f", "h"), ("k", "g"), ("t", "d"), ("p", "b")),
        *(("m(?=b)", "n"), (r"(.)\1+", r"\1")),
    )
)


def sound(word: str) -> str:
    """Return how a word in kana, Hangul or Latin letters sounds."""
    return _fold("".join(map(_letter, word)), _FOLDS)


def _letter(letter: str) -> str:
    if letter.isascii():
        return letter
    name = unicodedata.name(letter, "")
    if name.startswith(_HANGUL):
        return _fold(name.removeprefix(_HANGUL).lower(), _HANGUL_FOLDS)
    if kana := _KANA.fullmatch(name):
        return kana[1].lower()
    return "" if _SILENT.search(name) else unicodedata.normalize("NFD", letter)[0]


def _fold(spelt: str, folds: _Folds) -> str:
    for found, folded in folds:
        spelt = found.sub(folded, spelt)
    return spelt
