"""What of a text tells its need, in any of the six languages: words, pairs of them, and runs.

Japanese and Chinese characters give Sudachi's words and runs of one to three characters, and as
they are read runs of two or three, so that kanji, kana and romaji meet; Hangul gives runs of one to
three; letters give words and the beginnings of long ones. Two words near each other are a feature
in whichever order: 水 alone tells little, 水 with 止まる much. Vietnamese counts without its marks,
as many type it, and traditional Chinese as simplified. Runs know where a stretch of their script
begins and ends (`^`, `$`), so that kana without any Chinese character, and typing errors, still
share most.
"""

import math
import re
import unicodedata
from collections import Counter

from chatbot.disaster.guides.romaji import in_katakana
from chatbot.disaster.guides.simplified import SIMPLIFIED
from indexing.normalize import normalize
from indexing.tokenizer import SudachiTokenizer

Features = dict[str, float]

_BLANK = re.compile(r"(?<=[^\x00-\u3000\uac00-\ud7af])[ \t\u3000]+(?=[^\x00-\u3000\uac00-\ud7af])")
_FURIGANA = re.compile(r"(?<=[\u4e00-\u9fff々])\([\u3041-\u3096ー]+\)")
_HAN_AND_KANA = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff々]+")
_KANA = re.compile(r"[\u3040-\u30ff]")
_HANGUL = re.compile(r"[\uac00-\ud7a3]+")
_LETTERS = re.compile(r"[a-z0-9à-ỹđ']+")
_KATAKANA = {hiragana: hiragana + 0x60 for hiragana in range(0x3041, 0x3097)}
"""Sudachi reads words that it doesn't know as they are written."""

_BARE = 6
"""Characters up to which a text without kana is taken for Japanese too: 断水."""

_LONGEST_RUN = 3
_READ_RUNS = (2, 3)
_BEGINNINGS = (4, 5)
_NEAR = 3
"""How many words on the second of a pair may stand."""


def plain(text: str) -> str:
    """Return a text as patterns and features see it: NFKC, lower case, no blanks inside Japanese.

    Easy Japanese is written with blanks between its phrases, and with readings after its kanji:
    those go too.
    """
    return _FURIGANA.sub("", _BLANK.sub("", normalize(text)))


def features(text: str, tokenizer: SudachiTokenizer) -> Features:
    """Return how much each feature stands in a plain text: 1 + ln of how often."""
    found = Counter(_found(text, tokenizer))
    return {name: 1 + math.log(count) for name, count in found.items()}


def by_chance(name: str) -> bool:
    """Return whether a feature that only one text has tells nothing: long runs, readings, pairs."""
    return name[0] in "br" or (name[0] in "ch" and len(name) > _LONGEST_RUN)


def _found(text: str, tokenizer: SudachiTokenizer) -> list[str]:
    stretches = _HAN_AND_KANA.findall(text)
    found = _han_and_kana(stretches, tokenizer) if stretches else []
    for stretch in _HANGUL.findall(text):
        found += _runs("h", stretch)
    words = [_without_marks(word) for word in _LETTERS.findall(text)]
    if words:
        found += _letters(words)
        if not stretches:
            found += _read_runs(in_katakana(words))
    return found


def _han_and_kana(stretches: list[str], tokenizer: SudachiTokenizer) -> list[str]:
    found = []
    for stretch in stretches:
        found += _runs("c", stretch.translate(SIMPLIFIED))
    words, read = tokenizer.words_and_reading("、".join(stretches))
    found += ["w" + word for word in words]
    found += _pairs(words)
    if len("".join(stretches)) <= _BARE or any(map(_KANA.search, stretches)):
        for part in read.translate(_KATAKANA).split("、"):
            found += _read_runs(part)
    return found


def _letters(words: list[str]) -> list[str]:
    found = ["l" + word for word in words]
    long = [word for word in words if len(word) > _BEGINNINGS[0]]
    found += ["p" + word[:length] for word in long for length in _BEGINNINGS]
    return found + _pairs(words)


def _runs(kind: str, stretch: str) -> list[str]:
    marked = f"^{stretch}$"
    found = [kind + character for character in stretch]
    for length in range(2, _LONGEST_RUN + 1):
        found += [kind + marked[at : at + length] for at in range(len(marked) - length + 1)]
    return found


def _read_runs(read: str) -> list[str]:
    ends = len(read) + 1
    return ["r" + read[at : at + n] for n in _READ_RUNS for at in range(ends - n)]


def _pairs(words: list[str]) -> list[str]:
    return [
        f"b{first} {second}" if first < second else f"b{second} {first}"
        for at, first in enumerate(words)
        for second in words[at + 1 : at + 1 + _NEAR]
    ]


def _without_marks(word: str) -> str:
    if word.isascii():
        return word
    parts = unicodedata.normalize("NFD", word.replace("đ", "d"))
    return "".join(part for part in parts if not unicodedata.combining(part))
