"""A snapshot's manifest: what it is, and the proof that it is whole."""

import hashlib
from datetime import datetime
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from indexing.errors import SnapshotError
from indexing.layout import SnapshotLayout

FORMAT = 4
"""Version of the files and of what is embedded (`field_texts`); any other is refused, so that no
vector is taken over that was made of another text."""


class Manifest(BaseModel):
    """Content of `manifest.json`.

    Attributes:
        format: `FORMAT` of the code that wrote it.
        city: The city's name.
        created_at: When it was built, UTC.
        embedder: Id of the embedder that made the vectors.
        dimension: Width of a vector.
        tokenizer: Versions of tokenizer and dictionary.
        documents: Content hash of each document by id.
        chunks: Number of chunks.
        wordings: Number of wordings.
        texts: Number of different texts that have vectors.
        embedded: Number of texts that had to be embedded; the others were taken over.
        files: SHA-256 of every other file by its path within the snapshot.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    format: int
    city: str
    created_at: datetime
    embedder: str
    dimension: int
    tokenizer: str
    documents: dict[str, str]
    chunks: int
    wordings: int
    texts: int
    embedded: int
    files: dict[str, str]

    @classmethod
    def read(cls, layout: SnapshotLayout) -> "Manifest":
        """Read the manifest of a snapshot.

        Raises:
            SnapshotError: It is missing, damaged or of another format version.
        """
        name = layout.root.name
        try:
            manifest = cls.model_validate_json(layout.manifest.read_bytes())
        except (OSError, ValueError):  # the latter for what isn't a manifest, or isn't a path
            raise SnapshotError("snapshot.manifest", id=name) from None
        if manifest.format != FORMAT:
            raise SnapshotError("snapshot.format", id=name, found=manifest.format, expected=FORMAT)
        return manifest

    def verify(self, layout: SnapshotLayout) -> None:
        """Check that every file is there and is what was written.

        Raises:
            SnapshotError: A file is missing, changed or cut off; the message names it.
        """
        for name, expected in self.files.items():
            path = layout.root / name
            if not path.is_file():
                raise SnapshotError("snapshot.missing_file", id=layout.root.name, file=name)
            if sha256(path) != expected:
                raise SnapshotError("snapshot.damaged", id=layout.root.name, file=name)


def checksums(layout: SnapshotLayout) -> dict[str, str]:
    """Return the SHA-256 of every file of a snapshot but the manifest."""
    return {path.relative_to(layout.root).as_posix(): sha256(path) for path in layout.files()}


def sha256(path: Path) -> str:
    """Return the SHA-256 of a file, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
