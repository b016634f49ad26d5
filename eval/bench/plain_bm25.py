"""Plain BM25: bm25s as it comes, with Sudachi's words, over whole texts."""

from collections.abc import Callable, Sequence

import bm25s

Words = Callable[[str], list[str]]


class PlainBm25:
    """Documents found by words.

    Args:
        texts: Id and text of each document, at least one.
        words: Cuts a text into words.
    """

    def __init__(self, texts: Sequence[tuple[str, str]], words: Words) -> None:
        """Index the texts."""
        self._names = [name for name, _ in texts]
        self._words = words
        self._model = bm25s.BM25()
        self._model.index([words(text) for _, text in texts], show_progress=False)

    def search(self, question: str, limit: int) -> list[str]:
        """Return the ids of the best documents."""
        count = min(limit, len(self._names))
        found = self._model.retrieve([self._words(question)], k=count, show_progress=False)
        return [self._names[row] for row in found.documents[0]]
