"""Japanese words for lexical search.

Sudachi splits a text into its shortest units (mode A); each becomes its normalized form, so that
引越, 引越し and 引っ越し meet (ゴミ and ごみ don't). Particles, auxiliaries and signs carry no
topic and are dropped. Split C finds far less on a city's FAQ (nDCG@10 0.42 against 0.50), readings
and bigrams add nothing.
"""

import threading
from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib.metadata import version
from importlib.resources import files
from typing import NamedTuple

from sudachipy import Dictionary, Morpheme, SplitMode, Tokenizer

from indexing.normalize import normalize
from indexing.resident import give_back

DROPPED = frozenset({"助詞", "助動詞", "補助記号", "空白"})
"""Parts of speech that are no words to search for."""

_DICTIONARY = "system.dic"

PIECE = 10_000
"""Characters given to Sudachi at once; it refuses more than 49,149 bytes."""

REMEMBERED = 32
"""Texts whose words are kept: an answer asks for those of its question several times."""


class Tagged(NamedTuple):
    """A word where it stands.

    Attributes:
        begin: Its first character's place in the text.
        surface: As it is written.
        normalized: In its normalized form; a verb in that of the dictionary.
        kind: Part of speech.
        sub: Its first subdivision.
        use: Its second subdivision.
    """

    begin: int
    surface: str
    normalized: str
    kind: str
    sub: str
    use: str


class SudachiTokenizer:
    """Splits texts into normalized words. May be used from several threads."""

    def __init__(self) -> None:
        """Open the dictionary; a tokenizer is made for each thread that asks."""
        self._dictionary = Dictionary(dict="core")
        give_back(_DICTIONARY)
        self._local = threading.local()
        self._remembered = lru_cache(maxsize=REMEMBERED)(self._words)

    @property
    def id(self) -> str:
        """Versions of the tokenizer and of its dictionary: both decide what a word is."""
        return tokenizer_id()

    def words(self, text: str) -> list[str]:
        """Return the normalized words of `text` in order, repeated as they stand there."""
        return list(self._remembered(normalize(text)))

    def words_and_reading(self, text: str) -> tuple[list[str], str]:
        """Return the normalized words of a normalized `text`, and how all of it is read.

        `text` is cut at `PIECE` characters.
        """
        morphemes = self._tokenizer().tokenize(text[:PIECE])
        return list(_kept(morphemes)), "".join(morpheme.reading_form() for morpheme in morphemes)

    def names(self, text: str) -> set[str]:
        """Return the proper nouns of `text`, normalized; numbers aside."""
        return {
            morpheme.normalized_form().lower()
            for morpheme in self._tokenizer().tokenize(normalize(text[:PIECE]))
            if morpheme.part_of_speech()[1] == "固有名詞"
        }

    def tagged(self, text: str) -> list[Tagged]:
        """Return all morphemes of `text` as it is, signs and particles too."""
        tokenizer = self._tokenizer()
        return [
            Tagged(
                start + word.begin(), word.surface(), word.normalized_form().lower(), *speech[:3]
            )
            for start in range(0, len(text), PIECE)
            for word in tokenizer.tokenize(text[start : start + PIECE])
            if (speech := word.part_of_speech())
        ]

    def reading(self, text: str) -> str:
        """Return how `text` is read, in katakana; what has no reading stays as it is."""
        return "".join(word.reading_form() for word in self._tokenizer().tokenize(normalize(text)))

    def readings(self, text: str) -> list[tuple[str, str]]:
        """Return the words of `text` as they stand there, each with its reading in katakana.

        A compound is read as a whole (株式会社 カブシキガイシャ), then given in its parts.
        `text` is at most `PIECE` characters.
        """
        return [
            (part.surface(), part.reading_form())
            for word in self._tokenizer().tokenize(text, mode=SplitMode.C)
            for part in (word.split(SplitMode.A) or [word])
        ]

    def _words(self, text: str) -> tuple[str, ...]:
        tokenizer = self._tokenizer()
        return tuple(
            word
            for start in range(0, len(text), PIECE)
            for word in _kept(tokenizer.tokenize(text[start : start + PIECE]))
        )

    def _tokenizer(self) -> Tokenizer:
        found: Tokenizer | None = getattr(self._local, "tokenizer", None)
        if found is None:
            found = self._local.tokenizer = self._dictionary.tokenizer(mode=SplitMode.A)
        return found


def _kept(morphemes: Iterable[Morpheme]) -> Iterator[str]:
    """Yield the normalized words that are searched for."""
    for morpheme in morphemes:
        if morpheme.part_of_speech()[0] not in DROPPED:
            word = morpheme.normalized_form().lower().strip()
            if word:
                yield word


def tokenizer_id() -> str:
    """Return the id of every `SudachiTokenizer` here, without opening the dictionary."""
    return f"sudachipy-{version('sudachipy')}-core-{version('sudachidict-core')}-A"


def question_stop_words() -> frozenset[str]:
    """Return the words that make a question a question; they are dropped from questions only."""
    return frozenset((files("indexing") / "stop_words.txt").read_text(encoding="utf-8").split())
