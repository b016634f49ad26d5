"""Building a snapshot from a city's documents.

A text that an earlier snapshot holds a vector for (same embedder, same role, same text) is not
embedded again, so that a rebuild costs only what changed.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np

from corpus.document import Document
from indexing.chunk import Chunk
from indexing.chunking import chunks_of
from indexing.dense import DenseField
from indexing.embedders.base import Embedder, Role, Vectors
from indexing.errors import SnapshotError
from indexing.layout import FIELDS, SnapshotLayout
from indexing.lexical import LexicalIndex
from indexing.manifest import FORMAT, Manifest, checksums
from indexing.records import (
    CityWords,
    read_chunks,
    write_chunks,
    write_city,
    write_documents,
)
from indexing.search import NEIGHBOURS
from indexing.snapshots import Snapshots
from indexing.tokenizer import SudachiTokenizer

Progress = Callable[[str, int, int], None]
"""Told the stage (`embed`, `words`, `neighbours`, `write`), what is done and the total."""

BATCH = 64
"""Texts given to the embedder at once: often enough to show progress, large enough to sort."""

_Text = tuple[Role, str]


@dataclass(frozen=True, slots=True)
class Source:
    """What a snapshot is built from."""

    city: str
    documents: Sequence[Document]
    words: CityWords


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
                self._write(layout, source, chunks, progress)
                finished = layout.root.name.removeprefix(".building-")
        except OSError as error:
            raise SnapshotError(
                "build.disk", path=self.snapshots.layout.root, reason=error.strerror
            ) from None
        return finished

    def _write(
        self,
        layout: SnapshotLayout,
        source: Source,
        chunks: Sequence[Chunk],
        progress: Progress,
    ) -> None:
        embedded, fields = self._fields(chunks, progress)
        languages = {language: at for at, language in enumerate({c.language for c in chunks})}
        groups = np.array([languages[chunk.language] for chunk in chunks], dtype=np.int32)
        progress("neighbours", 0, len(chunks))
        near = fields["passage"].neighbours(NEIGHBOURS, groups)
        progress("neighbours", len(chunks), len(chunks))
        lexical = LexicalIndex.build(list(self._words(chunks, progress)))

        write_documents(layout.documents, source.documents)
        write_chunks(layout.chunks, chunks)
        write_city(layout.city, source.words)
        for name, field in fields.items():
            field.save(layout.field(name))
        np.save(layout.neighbours, near)
        lexical.save(layout.lexical)
        manifest = Manifest(
            format=FORMAT,
            city=source.city,
            created_at=self.now().astimezone(UTC),
            embedder=self.embedder.id,
            dimension=self.embedder.dimension,
            tokenizer=self.tokenizer.id,
            documents={document.id: document.content_hash for document in source.documents},
            chunks=len(chunks),
            embedded=embedded,
            files=checksums(layout),
        )
        layout.manifest.write_text(manifest.model_dump_json(indent=1), encoding="utf-8")

    def _fields(
        self, chunks: Sequence[Chunk], progress: Progress
    ) -> tuple[int, dict[str, DenseField]]:
        """Return how many texts had to be embedded, and the fields."""
        known = self._known_vectors()
        wanted = dict.fromkeys(text for chunk in chunks for text in field_texts(chunk))
        missing = [text for text in wanted if text not in known]
        known.update(self._embed(missing, progress))
        columns = zip(*(field_texts(chunk) for chunk in chunks), strict=True)
        fields = {
            name: DenseField.build(np.stack([known[text] for text in column]))
            for name, column in zip(FIELDS, columns, strict=True)
        }
        return len(missing), fields

    def _embed(self, texts: Sequence[_Text], progress: Progress) -> dict[_Text, Vectors]:
        vectors: dict[_Text, Vectors] = {}
        ordered = sorted(texts, key=lambda text: (text[0], len(text[1])))
        progress("embed", 0, len(ordered))
        for start in range(0, len(ordered), BATCH):
            batch = ordered[start : start + BATCH]
            for role in {role for role, _ in batch}:
                asked = [text for text in batch if text[0] == role]
                rows = self.embedder.encode([text for _, text in asked], role)
                vectors.update(zip(asked, rows, strict=True))
            progress("embed", len(vectors), len(ordered))
        return vectors

    def _words(self, chunks: Sequence[Chunk], progress: Progress) -> Iterable[list[str]]:
        for done, chunk in enumerate(chunks, start=1):
            yield self.tokenizer.words(chunk.passage)
            progress("words", done, len(chunks))

    def _known_vectors(self) -> dict[_Text, Vectors]:
        """Return the vectors of the newest good snapshot of this embedder by role and text.

        The newest, not the published one: a build that the canary refused isn't paid for twice.
        """
        for name in reversed(self.snapshots.ids()):
            layout = self.snapshots.layout.snapshot(name)
            try:
                manifest = self.snapshots.manifest(name)
                manifest.verify(layout)
            except SnapshotError:
                continue
            if manifest.embedder == self.embedder.id:
                return self._vectors_of(layout)
        return {}

    @staticmethod
    def _vectors_of(layout: SnapshotLayout) -> dict[_Text, Vectors]:
        chunks = read_chunks(layout.chunks)
        fields = [DenseField.load(layout.field(name)).vectors for name in FIELDS]
        return {
            text: vectors[row]
            for row, chunk in enumerate(chunks)
            for text, vectors in zip(field_texts(chunk), fields, strict=True)
        }


def field_texts(chunk: Chunk) -> tuple[_Text, _Text, _Text]:
    """Return what is embedded for a chunk, in the order of `FIELDS`.

    The label is encoded as a question, for it meets questions of the same form.
    """
    return ("query", chunk.label), ("passage", chunk.passage), ("passage", chunk.text)
