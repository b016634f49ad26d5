"""The large indexes: built by the production code once, kept in `<data dir>/bench`, used again."""

import json
import shutil
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from corpus.document import Document
from eval.bench.multiply import multiplied, parts_of
from eval.bench.part_vectors import PartStore
from eval.bench.recombined import LineTokenizer, RecombinedEmbedder
from eval.bench.texts import Article
from indexing.build import Builder, Source
from indexing.embedders.base import Embedder
from indexing.embedding import Progress
from indexing.errors import SnapshotError
from indexing.layout import SnapshotLayout
from indexing.manifest import FORMAT
from indexing.records import CityWords
from indexing.search import Engines
from indexing.snapshots import Snapshots

RECIPE = 1
"""Version of how texts and vectors are recombined; an index of another is built anew."""


@dataclass(frozen=True, slots=True)
class LargeIndex:
    """An index directory with a published snapshot of recombined text."""

    snapshots: Snapshots
    layout: SnapshotLayout

    @property
    def root(self) -> Path:
        """The index directory."""
        return self.snapshots.layout.root

    @property
    def chunks(self) -> int:
        """How many chunks the snapshot has."""
        return self.snapshots.manifest(self.layout.root.name).chunks

    @property
    def megabytes(self) -> float:
        """Size of the snapshot on disk."""
        files = [*self.layout.files(), self.layout.manifest]
        return sum(path.stat().st_size for path in files) / 1e6


@dataclass(frozen=True, slots=True)
class LargeIndexes:
    """Makes large indexes of the same text for the same city.

    Attributes:
        folder: `<data dir>/bench`.
        articles: The real text.
        city: The city's name, as the server will ask for it.
        words: The city's words: synonyms cost time in every question.
        engines: The real ones.
    """

    folder: Path
    articles: Sequence[Article]
    city: str
    words: CityWords
    engines: Engines

    def open(self, chunks: int, progress: Progress) -> LargeIndex:
        """Return the index of so many chunks, built if there is no whole one.

        Raises:
            EvalError: There is too little text for so many.
            SnapshotError: The disk refuses.
        """
        root = self.folder / f"index-{chunks}-{self._digest(chunks)}"
        snapshots = Snapshots(root)
        if not _is_whole(snapshots):
            for old in self.folder.glob(f"index-{chunks}-*"):
                shutil.rmtree(old)
            self._build(snapshots, chunks, progress)
        return LargeIndex(snapshots, snapshots.layout.snapshot(snapshots.current() or ""))

    def documents(self, chunks: int) -> list[Document]:
        """Return the documents of such an index."""
        return multiplied(parts_of(self.articles, chunks), chunks)

    def embedder(self, chunks: int, progress: Progress) -> Embedder:
        """Return the embedder that knows the parts of such an index."""
        store = PartStore(self.folder / "parts", self.engines.embedder)
        parts = parts_of(self.articles, chunks)
        return RecombinedEmbedder(self.engines.embedder, store.vectors(parts, progress))

    def _build(self, snapshots: Snapshots, chunks: int, progress: Progress) -> None:
        documents = self.documents(chunks)
        embedder = self.embedder(chunks, progress)
        builder = Builder(snapshots, embedder, LineTokenizer(), lambda: datetime.now(UTC))
        snapshots.publish(builder.build(Source(self.city, documents, self.words), progress))

    def _digest(self, chunks: int) -> str:
        """Return a name for everything the index depends on but the production code."""
        engines = (self.engines.embedder.id, self.engines.tokenizer.id)
        text = [asdict(article) for article in self.articles]
        words = [asdict(synonym) for synonym in self.words.synonyms]
        made_of = [RECIPE, FORMAT, chunks, self.city, engines, text, words]
        return sha256(json.dumps(made_of).encode()).hexdigest()[:16]


def _is_whole(snapshots: Snapshots) -> bool:
    current = snapshots.current()
    if current is None:
        return False
    try:
        snapshots.manifest(current).verify(snapshots.layout.snapshot(current))
    except SnapshotError:
        return False
    return True
