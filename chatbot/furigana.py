"""ふりがな: readings above kanji, from the tokenizer's words.

Kana in a word stay outside: 引っ越し (ヒッコシ) is 引(ひ) っ 越(こ) し. To find where they meet the
reading, a word becomes a pattern in which kana stand for themselves and each run of other signs for
one or more kana; where that doesn't fit, the reading stands above the whole word.

Without a reading stay: words without kanji; counters behind digits (30分, 20日: their reading
changes with the number, and a wrong one would teach wrong); and words whose reading the text gives
itself, as やさしい日本語 does: 名前（なまえ）.
"""

import re
import unicodedata
from collections.abc import Sequence

Segment = tuple[str, str]
"""A piece of the text as it stands there, and its reading in hiragana, or nothing."""

_KANJI = re.compile(r"[\u3005-\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_RUNS = re.compile(r"[\u3041-\u3096\u30a1-\u30fa\u30fc]+|[^\u3041-\u3096\u30a1-\u30fa\u30fc]+")
_READ = re.compile(r"[\u3041-\u3096\u30fc]+")
_GIVEN = re.compile(r"[（(]([\u3041-\u3096\u30fc]+)[）)]")
"""A reading in the text itself; Sudachi makes one word of it and what it belongs to, or two."""
_KATAKANA_TO_HIRAGANA = {code: code - 0x60 for code in range(0x30A1, 0x30F7)}


def furigana(words: Sequence[tuple[str, str]]) -> list[Segment]:
    """Return pieces that, joined, are the words joined.

    Args:
        words: Each as it stands in the text, with its reading in katakana.
    """
    segments: list[Segment] = []
    before = ""
    for at, (surface, reading) in enumerate(words):
        after = "".join(word for word, _ in words[at + 1 : at + 12])
        segments += _pieces(surface, _reading(surface, reading, before, after))
        before = surface
    return segments


def _reading(surface: str, katakana: str, before: str, after: str) -> str:
    """Return the reading in hiragana, or nothing where none is to be shown."""
    reading = _hiragana(katakana)
    if not _KANJI.search(surface) or not _READ.fullmatch(reading):
        return ""
    counter = len(surface) == 1 and bool(before) and unicodedata.category(before[-1]) == "Nd"
    given = _GIVEN.search(surface) or _GIVEN.match(after)
    return "" if counter or (given and given[1].endswith(reading)) else reading


def _pieces(surface: str, reading: str) -> list[Segment]:
    if not reading:
        return [(surface, "")]
    runs = _RUNS.findall(surface)
    pattern = "".join(
        "(.+)" if _KANJI.search(run) else re.escape(_hiragana(run)) if _is_kana(run) else "(.*)"
        for run in runs
    )
    found = re.fullmatch(pattern, reading)
    if not found:
        return [(surface, reading)]
    groups = iter(found.groups())
    return [(run, "") if _is_kana(run) else (run, next(groups)) for run in runs]


def _is_kana(run: str) -> bool:
    return _READ.fullmatch(_hiragana(run)) is not None


def _hiragana(text: str) -> str:
    return text.translate(_KATAKANA_TO_HIRAGANA)
