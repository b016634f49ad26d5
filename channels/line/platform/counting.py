"""How LINE counts characters: UTF-16 code units, or graphemes for what a finger taps.

Graphemes follow UAX #29 closely enough for labels: combining marks, variation selectors, skin
tones, joined emoji, flags and Hangul are one each. Left out are the rules for prepended marks
(GB9b) and for Indic conjuncts (GB9c), which need tables that Python doesn't have.
"""

import unicodedata

_JOINER = "\u200d"
_MARKS = frozenset({"Mn", "Me", "Mc"})
_ALSO_EXTEND = frozenset("\u200c\u200d\uff9e\uff9f")
"""Zero width non-joiner and joiner, and the half-width voiced sound marks (ｶﾞ is one)."""
_SKIN_TONES = range(0x1F3FB, 0x1F400)
_TAGS = range(0xE0020, 0xE0080)
_FLAG_LETTERS = range(0x1F1E6, 0x1F200)
_PICTURES = (range(0x1F000, 0x1FB00), range(0x2190, 0x2C00), range(0x3030, 0x329A))
_BREAKING = frozenset({"Cc", "Zl", "Zp"})

_LEADING = (range(0x1100, 0x1160), range(0xA960, 0xA97D))
_VOWELS = (range(0x1160, 0x11A8), range(0xD7B0, 0xD7C7))
_TRAILING = (range(0x11A8, 0x1200), range(0xD7CB, 0xD7FC))
_SYLLABLES = range(0xAC00, 0xD7A4)
_VOWEL_ENDS = 28
"""Every 28th syllable has no final consonant."""


def utf16(text: str) -> int:
    """Return how many UTF-16 code units a text has: 🍎 has two."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def graphemes(text: str) -> int:
    """Return how many characters a reader sees."""
    count, before, picture, flags = 0, "", False, 0
    for each in text:
        joined = bool(before) and _joins(before, each, picture=picture, flags=flags)
        count += not joined
        flags = flags + 1 if ord(each) in _FLAG_LETTERS else 0
        picture = _is_picture(each) or (picture and joined and _extends(each))
        before = each
    return count


def _joins(before: str, each: str, *, picture: bool, flags: int) -> bool:
    """Whether no boundary stands between two characters (the rules GB3 to GB13)."""
    if before == "\r" and each == "\n":
        return True
    if _breaks(before) or _breaks(each):
        return False
    if _extends(each):
        return True
    if before == _JOINER and picture and _is_picture(each):
        return True
    if ord(each) in _FLAG_LETTERS:
        return flags % 2 == 1
    return _joins_hangul(ord(before), ord(each))


def _joins_hangul(before: int, each: int) -> bool:
    syllable = before in _SYLLABLES
    open_syllable = syllable and (before - _SYLLABLES.start) % _VOWEL_ENDS == 0
    if _within(before, _LEADING):
        return _within(each, _LEADING) or _within(each, _VOWELS) or each in _SYLLABLES
    if _within(before, _VOWELS) or open_syllable:
        return _within(each, _VOWELS) or _within(each, _TRAILING)
    return (_within(before, _TRAILING) or syllable) and _within(each, _TRAILING)


def _within(code: int, ranges: tuple[range, ...]) -> bool:
    return any(code in each for each in ranges)


def _breaks(each: str) -> bool:
    return unicodedata.category(each) in _BREAKING


def _extends(each: str) -> bool:
    code = ord(each)
    return (
        each in _ALSO_EXTEND
        or code in _SKIN_TONES
        or code in _TAGS
        or unicodedata.category(each) in _MARKS
    )


def _is_picture(each: str) -> bool:
    code = ord(each)
    return code not in _FLAG_LETTERS and code not in _SKIN_TONES and _within(code, _PICTURES)
