"""BM25 over Sudachi's words (Robertson & Zaragoza 2009; Lucene's variant, as bm25s computes it)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log1p
from pathlib import Path
from typing import NamedTuple

import bm25s
import numpy as np
from numpy.typing import NDArray

from indexing.array_file import ArrayFile

Scores = NDArray[np.float32]

ABSENT = "\0"
"""Stands in an index that would have no word at all, which bm25s can't hold."""


class LexicalIndex:
    """Scores every chunk for the words of a question."""

    def __init__(self, model: bm25s.BM25, count: int) -> None:
        """Wrap a built or loaded model of `count` chunks."""
        self._model = model
        self._count = count
        self._vocabulary: dict[str, int] = model.vocab_dict

    @classmethod
    def build(cls, texts: Sequence[list[str]]) -> "LexicalIndex":
        """Index one list of words per chunk."""
        model = bm25s.BM25(method="lucene")
        corpus = [words or [ABSENT] for words in texts]
        if corpus:
            model.index(corpus, show_progress=False)
        else:
            model.index([[ABSENT]], show_progress=False)
        return cls(model, len(texts))

    @classmethod
    def load(cls, folder: Path, count: int) -> "LexicalIndex":
        """Open what `save` wrote for `count` chunks; the postings stay in the file."""
        model = bm25s.BM25.load(folder, show_progress=False, mmap=True)
        for name in ("data", "indices"):
            model.scores[name] = ArrayFile(folder / f"{name}.csc.index.npy")
        return cls(model, count)

    def save(self, folder: Path) -> None:
        """Write the index into `folder`."""
        self._model.save(folder, show_progress=False)

    def matches(self, words: Sequence[str]) -> "Matches":
        """Look words up, repeated ones once."""
        found = {
            word: self._postings(number)
            for word in set(words)
            if (number := self._vocabulary.get(word)) is not None
        }
        return Matches(self._count, tuple(words), found)

    def scores(self, words: Sequence[str]) -> Scores:
        """Return the BM25 score of every chunk, shape (chunks,), float32; 0 for unknown words."""
        return self.matches(words).scores()

    def idf(self, words: Iterable[str]) -> float:
        """Return the sum of the words' inverse document frequencies, ln(1 + (N−n+½)/(n+½)).

        A word no chunk holds counts with n = 0: it makes the best possible score higher, so a
        question about something unknown reaches a smaller part of it.
        """
        counts = map(self._frequency, words)
        return sum(log1p((self._count - n + 0.5) / (n + 0.5)) for n in counts)

    def __contains__(self, word: str) -> bool:
        """Return whether a chunk holds the word."""
        return word in self._vocabulary

    def _postings(self, number: int) -> "Postings":
        starts = self._model.scores["indptr"]
        span = slice(int(starts[number]), int(starts[number + 1]))
        return Postings(self._model.scores["indices"][span], self._model.scores["data"][span])

    def _frequency(self, word: str) -> int:
        at = self._vocabulary.get(word)
        if at is None:
            return 0
        starts = self._model.scores["indptr"]
        return int(starts[at + 1] - starts[at])


class Postings(NamedTuple):
    """The chunks that hold a word, ascending, at least one; what it adds to the score of each."""

    chunks: NDArray[np.int32]
    added: Scores


@dataclass(frozen=True, slots=True)
class Matches:
    """Where the words of a question stand.

    Attributes:
        count: How many chunks there are.
        words: The words, repeated as they were asked.
        postings: Of those that stand anywhere.
    """

    count: int
    words: tuple[str, ...]
    postings: Mapping[str, Postings]

    def scores(self) -> Scores:
        """Return the BM25 score of every chunk, shape (chunks,), float32; 0 for unknown words."""
        scores = np.zeros(self.count, dtype=np.float32)
        for word in self.words:
            if word in self.postings:
                chunks, added = self.postings[word]
                scores[chunks] += added
        return scores

    def held(self, words: Sequence[str], rows: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Return which of the words which chunks hold, shape (words, rows)."""
        held = np.zeros((len(words), len(rows)), dtype=np.bool_)
        for at, word in enumerate(words):
            if word in self.postings:
                held[at] = _are_in(rows, self.postings[word].chunks)
        return held


def _are_in(rows: NDArray[np.int64], chunks: NDArray[np.int32]) -> NDArray[np.bool_]:
    """Return which rows are among ascending chunks, at least one."""
    at = np.searchsorted(chunks, rows)
    found: NDArray[np.bool_] = chunks[np.minimum(at, len(chunks) - 1)] == rows
    return found
