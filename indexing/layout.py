"""Names of everything in an index directory and in a snapshot (DESIGN §5)."""

from dataclasses import dataclass
from pathlib import Path

FIELDS = ("label", "passage", "text")
"""What of a chunk is embedded; wordings are a field of their own."""


@dataclass(frozen=True, slots=True)
class IndexLayout:
    """The directory `<data dir>/index`."""

    root: Path

    @property
    def snapshots(self) -> Path:
        """Folder with one folder per snapshot."""
        return self.root / "snapshots"

    @property
    def current(self) -> Path:
        """File with the id of the published snapshot."""
        return self.root / "CURRENT"

    @property
    def lock(self) -> Path:
        """File that a build holds locked; the system frees it when the process dies."""
        return self.root / "LOCK"

    def snapshot(self, snapshot_id: str) -> "SnapshotLayout":
        """Return the layout of one snapshot."""
        return SnapshotLayout(self.snapshots / snapshot_id)


@dataclass(frozen=True, slots=True)
class SnapshotLayout:
    """The files of one snapshot."""

    root: Path

    @property
    def manifest(self) -> Path:
        """What the snapshot is and the checksum of every other file; written last."""
        return self.root / "manifest.json"

    @property
    def documents(self) -> Path:
        """Documents without their text, one JSON object a line."""
        return self.root / "documents.jsonl"

    @property
    def chunks(self) -> Path:
        """Chunks in row order, one JSON object a line."""
        return self.root / "chunks.jsonl"

    @property
    def wordings(self) -> Path:
        """Wordings in row order, one JSON object a line."""
        return self.root / "wordings.jsonl"

    @property
    def rows(self) -> Path:
        """Document, language and days of every row."""
        return self.root / "rows.npz"

    @property
    def document_ids(self) -> Path:
        """Ids of the documents in order, a list in JSON."""
        return self.root / "document_ids.json"

    @property
    def meaning(self) -> Path:
        """FAISS index of the combined vectors, chunks first and then wordings."""
        return self.root / "meaning.faiss"

    @property
    def moments(self) -> Path:
        """Mean and covariance of the chunks' combined vectors."""
        return self.root / "moments.npz"

    @property
    def city(self) -> Path:
        """Departments, synonyms and gaps as they were when the snapshot was built."""
        return self.root / "city.json"

    @property
    def neighbours(self) -> Path:
        """Each chunk's nearest chunks, int32 array (chunks, neighbours)."""
        return self.root / "neighbours.npy"

    @property
    def lexical(self) -> Path:
        """Folder of the BM25 index."""
        return self.root / "lexical"

    def field(self, name: str) -> Path:
        """Return the vectors of one of `FIELDS`, or of `wording`, `synonym` or `gap`, float16."""
        return self.root / f"{name}.npy"

    def files(self) -> list[Path]:
        """Return every file of the snapshot except the manifest, in order."""
        found = (path for path in self.root.rglob("*") if path.is_file())
        return sorted(path for path in found if path != self.manifest)
