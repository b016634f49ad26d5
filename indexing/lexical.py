"""BM25 over Sudachi's words (Robertson & Zaragoza 2009; Lucene's variant, as bm25s computes it)."""

from collections.abc import Iterable, Sequence
from math import log1p
from pathlib import Path

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

    def scores(self, words: Iterable[str]) -> Scores:
        """Return the BM25 score of every chunk, shape (chunks,), float32; 0 for unknown words."""
        scores = np.zeros(self._count, dtype=np.float32)
        for word in words:
            number = self._vocabulary.get(word)
            if number is not None:
                chunks, added = self._postings(number)
                scores[chunks] += added
        return scores

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

    def held(self, words: Sequence[str], rows: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Return which words which chunks hold, shape (words, rows)."""
        held = np.zeros((len(words), len(rows)), dtype=np.bool_)
        for at, word in enumerate(words):
            number = self._vocabulary.get(word)
            if number is not None:
                held[at] = _are_in(rows, self._postings(number)[0])
        return held

    def _postings(self, number: int) -> tuple[NDArray[np.int32], Scores]:
        """Return the chunks that hold a word, and what it adds to the score of each."""
        starts = self._model.scores["indptr"]
        span = slice(int(starts[number]), int(starts[number + 1]))
        return self._model.scores["indices"][span], self._model.scores["data"][span]

    def _frequency(self, word: str) -> int:
        at = self._vocabulary.get(word)
        if at is None:
            return 0
        starts = self._model.scores["indptr"]
        return int(starts[at + 1] - starts[at])


def _are_in(rows: NDArray[np.int64], chunks: NDArray[np.int32]) -> NDArray[np.bool_]:
    """Return which rows are among ascending chunks, at least one."""
    at = np.searchsorted(chunks, rows)
    found: NDArray[np.bool_] = chunks[np.minimum(at, len(chunks) - 1)] == rows
    return found
