"""A published snapshot, opened for searching."""

from datetime import date
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from corpus.department import Department
from corpus.document import Document
from indexing.chunk import Chunk
from indexing.dense import DenseField
from indexing.errors import SnapshotError
from indexing.layout import FIELDS, SnapshotLayout
from indexing.lexical import LexicalIndex
from indexing.manifest import Manifest
from indexing.records import read_chunks, read_city, read_documents
from indexing.search import Engines, Fields, QuestionWords, Searcher, SearchResult
from indexing.synonyms import SynonymList
from indexing.tokenizer import question_stop_words


class Index:
    """One snapshot in memory. May be used from several threads."""

    def __init__(self, layout: SnapshotLayout, engines: Engines) -> None:
        """Open and check a snapshot.

        Raises:
            SnapshotError: It is damaged, or was made by another embedder or tokenizer.
        """
        self.id = layout.root.name
        self.manifest = Manifest.read(layout)
        self._check_engines(engines)
        self.manifest.verify(layout)
        try:
            self.documents: dict[str, Document] = read_documents(layout.documents)
            self.chunks: tuple[Chunk, ...] = read_chunks(layout.chunks)
            words = read_city(layout.city)
            dense = {name: DenseField.load(layout.field(name)) for name in FIELDS}
            lexical = LexicalIndex.load(layout.lexical, len(self.chunks))
            neighbours: NDArray[np.int32] = np.load(layout.neighbours)
        except (OSError, EOFError, ValueError, LookupError, TypeError, RuntimeError):
            raise SnapshotError("snapshot.unreadable", id=self.id) from None
        self.departments: dict[str, Department] = words.departments
        self._lexical = lexical
        self._searcher = Searcher(
            self.chunks,
            Fields(lexical=lexical, neighbours=neighbours, **dense),
            engines,
            QuestionWords(SynonymList.of(words.synonyms), question_stop_words()),
        )
        self._allowed = lru_cache(maxsize=16)(self._find_allowed)

    def search(
        self, text: str, *, day: date, language: str = "ja", limit: int = 10
    ) -> SearchResult:
        """Find chunks for a question.

        Args:
            text: The question.
            day: Documents not in force on this day are not found.
            language: Language of the question: its translations are found beside Japanese.
            limit: How many hits at the most.
        """
        return self._searcher.search(text, self._allowed(day, language), limit)

    def chunks_of(self, document_id: str) -> tuple[Chunk, ...]:
        """Return the chunks of a document in reading order."""
        return tuple(chunk for chunk in self.chunks if chunk.document_id == document_id)

    def idf(self, word: str) -> float:
        """Return a normalized word's inverse document frequency: how much it tells."""
        return self._lexical.idf([word])

    def _check_engines(self, engines: Engines) -> None:
        for key, found, expected in (
            ("snapshot.embedder", self.manifest.embedder, engines.embedder.id),
            ("snapshot.tokenizer", self.manifest.tokenizer, engines.tokenizer.id),
        ):
            if found != expected:
                raise SnapshotError(key, id=self.id, found=found, expected=expected)

    def _find_allowed(self, day: date, language: str) -> NDArray[np.bool_]:
        languages = {"ja", language}
        holding = {
            document.id: document.metadata.holds_on(day) for document in self.documents.values()
        }
        return np.array(
            [
                chunk.language in languages and holding.get(chunk.document_id, False)
                for chunk in self.chunks
            ],
            dtype=np.bool_,
        )
