"""One plain character for each character of a text, so that positions stay the same.

Full-width letters, digits and signs become ASCII (Unicode NFKC, where that is one character). Every
kind of hyphen and dash becomes `-`, white space and invisible characters a space. The long vowel
mark `ー`, typed for a hyphen on Japanese keyboards, stays `ー` because it ends words as well: the
finder of numbers takes it as a hyphen between digits. The wave dash `〜` stays: it means a range.
Circled and raised digits (①, ²) stay too: they number items and touch the number that follows.
"""

import unicodedata
from functools import lru_cache

_DASHES = "\u2043\u2212\u2500\u2501"  # hyphen bullet, minus, box drawings: outside category Pd
_WAVES = "\u301c\u3030"
_INVISIBLE = ("Cc", "Cf", "Me", "Mn")


def fold(text: str) -> str:
    """Return the folded text, of the same length."""
    return "".join(map(_fold, text))


@lru_cache(maxsize=1 << 14)  # the characters of a language, not all of Unicode
def _fold(char: str) -> str:
    category = unicodedata.category(char)
    if category == "Nd":
        return str(unicodedata.decimal(char))
    if char.isspace() or category in _INVISIBLE:
        return " "
    if char in _DASHES or (category == "Pd" and char not in _WAVES):
        return "-"
    plain = unicodedata.normalize("NFKC", char)
    return plain if len(plain) == 1 and not plain.isdecimal() else char
