"""What of a text tells its need: words and runs of characters, in any of the six languages.

Japanese and Chinese characters give Sudachi's words and runs of one to three characters, Hangul
runs of one to three; letters give words, pairs of words and the beginnings of long ones. Vietnamese
counts without its marks, as many type it. Runs know where a stretch of their script begins and ends
(`^`, `$`), so that kana without any Chinese character, and typing errors, still share most.
"""

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator

from indexing.normalize import normalize
from indexing.tokenizer import SudachiTokenizer

Features = dict[str, float]

_BLANK = re.compile(r"(?<=[^\x00-\u3000\uac00-\ud7af])[ \t\u3000]+(?=[^\x00-\u3000\uac00-\ud7af])")
_HAN_AND_KANA = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff々]+")
_HANGUL = re.compile(r"[\uac00-\ud7a3]+")
_LETTERS = re.compile(r"[a-z0-9à-ỹđ']+")
_LONGEST_RUN = 3
_BEGINNINGS = (4, 5)


def plain(text: str) -> str:
    """Return a text as patterns and features see it: NFKC, lower case, no blanks inside Japanese.

    Easy Japanese is written with blanks between its phrases.
    """
    return _BLANK.sub("", normalize(text))


def features(text: str, tokenizer: SudachiTokenizer) -> Features:
    """Return how much each feature stands in a plain text: 1 + ln of how often."""
    found = Counter(_found(text, tokenizer))
    return {name: 1 + math.log(count) for name, count in found.items()}


def by_chance(name: str) -> bool:
    """Return whether a feature that only one text has tells nothing: long runs, pairs of words."""
    return name[0] == "b" or (name[0] in "ch" and len(name) > _LONGEST_RUN)


def _found(text: str, tokenizer: SudachiTokenizer) -> Iterator[str]:
    stretches = _HAN_AND_KANA.findall(text)
    for stretch in stretches:
        yield from _runs("c", stretch)
    for word in tokenizer.words("、".join(stretches)) if stretches else ():
        yield f"w{word}"
    for stretch in _HANGUL.findall(text):
        yield from _runs("h", stretch)
    words = [_without_marks(word) for word in _LETTERS.findall(text)]
    for at, word in enumerate(words):
        yield f"l{word}"
        for length in _BEGINNINGS:
            if len(word) > _BEGINNINGS[0]:
                yield f"p{word[:length]}"
        if at:
            yield f"b{words[at - 1]} {word}"


def _runs(kind: str, stretch: str) -> Iterator[str]:
    marked = f"^{stretch}$"
    for length in range(1, _LONGEST_RUN + 1):
        for at in range(len(marked) - length + 1):
            run = marked[at : at + length]
            if run not in "^$":
                yield kind + run


def _without_marks(word: str) -> str:
    if word.isascii():
        return word
    parts = unicodedata.normalize("NFD", word.replace("đ", "d"))
    return "".join(part for part in parts if not unicodedata.combining(part))
