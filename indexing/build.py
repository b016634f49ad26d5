"""Building a snapshot from a city's documents."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np

from corpus.document import Document
from indexing.chunk import Chunk, ChunkWording
from indexing.chunking import chunks_of
from indexing.embedders.base import Embedder, Vectors
from indexing.embedding import Embedded, Progress, embed, field_texts, question_text
from indexing.errors import SnapshotError
from indexing.layout import FIELDS, SnapshotLayout
from indexing.lexical import LexicalIndex
from indexing.manifest import FORMAT, Manifest, checksums
from indexing.meaning import MeaningIndex, combine
from indexing.neighbours import neighbours
from indexing.question import official_words
from indexing.records import (
    CityWords,
    write_chunks,
    write_city,
    write_documents,
    write_wordings,
)
from indexing.rows import RowTable
from indexing.search import NEIGHBOURS
from indexing.snapshots import Snapshots
from indexing.tokenizer import SudachiTokenizer
from indexing.vectors import write_vectors
from indexing.wordings import apart, assigned, wordings_of


@dataclass(frozen=True, slots=True)
class Source:
    """What a snapshot is built from."""

    city: str
    documents: Sequence[Document]
    words: CityWords


@dataclass(frozen=True, slots=True)
class _Content:
    """What is searched: chunks, the wordings that ask for them, and the vectors of both.

    Attributes:
        chunks: All chunks.
        wordings: Wordings that are embedded.
        by_words: Wordings that are found by their words only.
        fields: Vectors of the chunks' fields and of `wordings`.
        synonym: Vectors of the synonyms' official words.
        gap: Vectors of what the city knows that no document tells.
        texts: How many texts there are to embed.
        embedded: How many of them were not known from an earlier snapshot.
    """

    chunks: Sequence[Chunk]
    wordings: Sequence[ChunkWording]
    by_words: Sequence[ChunkWording]
    fields: dict[str, Vectors]
    synonym: Vectors
    gap: Vectors
    texts: int
    embedded: int


@dataclass(frozen=True, slots=True)
class Builder:
    """Builds snapshots in one index directory."""

    snapshots: Snapshots
    embedder: Embedder
    tokenizer: SudachiTokenizer
    now: Callable[[], datetime]

    def build(self, source: Source, progress: Progress) -> str:
        """Write a new snapshot and return its id; it is not published.

        Raises:
            BuildLockedError: Another process is building.
            SnapshotError: There is nothing to index, or the disk refuses.
            EmbedderError: The embedder fails.
        """
        chunks = [chunk for document in source.documents for chunk in chunks_of(document)]
        if not chunks:
            raise SnapshotError("build.empty", city=source.city)
        try:
            with (
                self.snapshots.locked(),
                self.snapshots.writing(self.now().astimezone(UTC)) as layout,
            ):
                self._write(layout, source, self._content(source, chunks, progress), progress)
                finished = layout.root.name.removeprefix(".building-")
        except OSError as error:
            raise SnapshotError(
                "build.disk", path=self.snapshots.layout.root, reason=error.strerror or error
            ) from None
        return finished

    def _content(self, source: Source, chunks: Sequence[Chunk], progress: Progress) -> _Content:
        every = wordings_of(source.documents, source.words.wordings)
        asked, by_words = apart(every, chunks)
        texts = [text for chunk in chunks for text in field_texts(chunk)]
        spoken = [wording.text for wording in asked]
        official = official_words(source.words.synonyms)
        gaps = [gap.question for gap in source.words.gaps]
        texts += map(question_text, (*spoken, *official, *gaps))
        made = embed(texts, self.embedder, self.snapshots, progress)
        fields = _fields(chunks, made)
        vectors = {text: made.vectors[question_text(text)] for text in spoken}
        wordings = assigned(asked, vectors, chunks, fields["passage"])
        fields["wording"] = self._stacked([vectors[wording.text] for wording in wordings])
        return _Content(
            chunks=chunks,
            wordings=wordings,
            by_words=by_words,
            fields=fields,
            synonym=self._stacked([made.vectors[question_text(word)] for word in official]),
            gap=self._stacked([made.vectors[question_text(gap)] for gap in gaps]),
            texts=len(made.vectors),
            embedded=made.made,
        )

    def _stacked(self, vectors: Sequence[Vectors]) -> Vectors:
        return np.array(vectors, dtype=np.float32).reshape(-1, self.embedder.dimension)

    def _write(
        self, layout: SnapshotLayout, source: Source, content: _Content, progress: Progress
    ) -> None:
        write_documents(layout, source.documents)
        write_chunks(layout.chunks, content.chunks)
        write_wordings(layout.wordings, content.wordings)
        write_city(layout.city, source.words)
        rows = RowTable.of(source.documents, content.chunks, content.wordings)
        rows.save(layout.rows)
        self._write_meaning(layout, content, rows, progress)
        LexicalIndex.build(list(self._words(content, progress))).save(layout.lexical)
        manifest = Manifest(
            format=FORMAT,
            city=source.city,
            created_at=self.now().astimezone(UTC),
            embedder=self.embedder.id,
            dimension=self.embedder.dimension,
            tokenizer=self.tokenizer.id,
            documents={document.id: document.content_hash for document in source.documents},
            chunks=len(content.chunks),
            wordings=len(content.wordings),
            texts=content.texts,
            embedded=content.embedded,
            files=checksums(layout),
        )
        layout.manifest.write_text(manifest.model_dump_json(indent=1), encoding="utf-8")

    @staticmethod
    def _write_meaning(
        layout: SnapshotLayout, content: _Content, rows: RowTable, progress: Progress
    ) -> None:
        fields = {
            name: write_vectors(layout.field(name), field) for name, field in content.fields.items()
        }
        write_vectors(layout.field("synonym"), content.synonym)
        write_vectors(layout.field("gap"), content.gap)
        combined = combine(**fields, owners=rows.wording_chunk)
        meaning = MeaningIndex.build(combined, len(content.chunks))
        meaning.save(layout.meaning, layout.moments)
        progress("neighbours", 0, len(content.chunks))
        near = neighbours(fields["passage"], rows.chunk_language, NEIGHBOURS)
        np.save(layout.neighbours, near)
        progress("neighbours", len(content.chunks), len(content.chunks))

    def _words(self, content: _Content, progress: Progress) -> Iterator[list[str]]:
        """Yield each chunk's words, those of its wordings after its own."""
        asked: dict[int, list[str]] = {}
        for wording in (*content.wordings, *content.by_words):
            asked.setdefault(wording.chunk, []).extend(self.tokenizer.words(wording.text))
        for row, chunk in enumerate(content.chunks):
            yield self.tokenizer.words(chunk.passage) + asked.get(row, [])
            progress("words", row + 1, len(content.chunks))


def _fields(chunks: Sequence[Chunk], embedded: Embedded) -> dict[str, Vectors]:
    columns = zip(*(field_texts(chunk) for chunk in chunks), strict=True)
    return {
        name: np.stack([embedded.vectors[text] for text in column])
        for name, column in zip(FIELDS, columns, strict=True)
    }
