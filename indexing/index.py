"""A published snapshot, opened for searching."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from zipfile import BadZipFile

import numpy as np

from corpus.department import Department
from corpus.document import Document
from corpus.vocabulary import Gap
from indexing.chunk import Chunk
from indexing.courtesy import Courtesy
from indexing.errors import SnapshotError
from indexing.evidence import EvidenceReader
from indexing.layout import FIELDS, SnapshotLayout
from indexing.lexical import LexicalIndex
from indexing.manifest import Manifest
from indexing.meaning import MeaningIndex
from indexing.question import OfficialWords, QuestionReader, official_words
from indexing.records import ChunkFile, CityWords, DocumentFile, read_city
from indexing.rows import RowTable
from indexing.search import Engines, Fields, Searcher, SearchResult
from indexing.synonyms import SynonymList
from indexing.tokenizer import question_stop_words
from indexing.vectors import VectorFile


class Index:
    """One snapshot, opened. May be used from several threads."""

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
            self.documents: Mapping[str, Document] = DocumentFile(
                layout.documents, layout.document_ids
            )
            self.chunks: Sequence[Chunk] = ChunkFile(layout.chunks)
            words = read_city(layout.city)
            rows = RowTable.load(layout.rows)
            self._lexical = LexicalIndex.load(layout.lexical, len(self.chunks))
            self._searcher = self._open_searcher(layout, engines, words, rows)
        except (OSError, EOFError, ValueError, LookupError, TypeError, RuntimeError, BadZipFile):
            raise SnapshotError("snapshot.unreadable", id=self.id) from None
        self.departments: dict[str, Department] = words.departments
        self.gaps: Sequence[Gap] = words.gaps
        self._allowed = lru_cache(maxsize=16)(rows.allowed)

    def search(
        self, text: str, *, day: date, language: str = "ja", limit: int = 10
    ) -> SearchResult:
        """Find chunks for a question.

        Args:
            text: The question.
            day: Documents not in force on this day are not found.
            language: Language of the question: its wordings are found beside Japanese.
            limit: How many hits at the most.
        """
        return self._searcher.search(text, self._allowed(day, language), limit, language)

    def idf(self, word: str) -> float:
        """Return a normalized word's inverse document frequency: how much it tells."""
        return self._lexical.idf([word])

    def _open_searcher(
        self, layout: SnapshotLayout, engines: Engines, words: CityWords, rows: RowTable
    ) -> Searcher:
        fields = Fields(
            lexical=self._lexical,
            meaning=MeaningIndex.load(layout.meaning, layout.moments),
            neighbours=np.load(layout.neighbours),
            rows=rows,
        )
        label, passage, _ = (VectorFile(layout.field(name)) for name in FIELDS)
        wording = VectorFile(layout.field("wording"))
        if not len(self.chunks) + len(wording) == len(rows.owners) == len(fields.meaning):
            raise ValueError(self.id)
        reader = QuestionReader(
            engines.embedder,
            engines.tokenizer,
            Courtesy(engines.tokenizer),
            SynonymList.of(words.synonyms),
            OfficialWords(
                official_words(words.synonyms),
                VectorFile(layout.field("synonym")).all(),
                engines.tokenizer,
            ),
            question_stop_words(),
        )
        gap = VectorFile(layout.field("gap")).all()
        if len(gap) != len(words.gaps):
            raise ValueError(self.id)
        evidence = EvidenceReader(label, passage, wording, gap, self._lexical, rows.worded)
        return Searcher(self.chunks, fields, reader, evidence)

    def _check_engines(self, engines: Engines) -> None:
        for key, found, expected in (
            ("snapshot.embedder", self.manifest.embedder, engines.embedder.id),
            ("snapshot.tokenizer", self.manifest.tokenizer, engines.tokenizer.id),
        ):
            if found != expected:
                raise SnapshotError(key, id=self.id, found=found, expected=expected)
