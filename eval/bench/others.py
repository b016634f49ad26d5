"""The systems annai is measured beside, and why one is missing."""

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module

from eval.bench.plain_bm25 import PlainBm25, Words
from eval.bench.side_by_side import Search
from eval.errors import EvalError
from indexing.embedders.base import Embedder

Texts = Sequence[tuple[str, str]]
"""Id and text of each document."""

_TEXTBOOK = "eval.bench.textbook"


@dataclass(frozen=True, slots=True)
class Others:
    """Opens the other systems; `Others.installed` finds out which there are.

    Attributes:
        missing: Why the textbook pipeline can't be measured; empty if it can.
    """

    missing: str

    @classmethod
    def installed(cls) -> "Others":
        """Return those that are installed."""
        try:
            import_module(_TEXTBOOK)
        except EvalError as error:
            return cls(str(error))
        return cls("")

    def textbook(self, texts: Texts, embedder: Embedder) -> Search | None:
        """Index texts with the textbook pipeline, if it is installed."""
        if self.missing:
            return None
        search: Search = import_module(_TEXTBOOK).Textbook(texts, embedder).search
        return search

    @staticmethod
    def bm25s(texts: Texts, words: Words) -> Search:
        """Index texts with plain BM25."""
        return PlainBm25(texts, words).search
