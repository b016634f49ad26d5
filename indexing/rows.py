"""What is known of every row of a snapshot: whose chunk, which language, in force when.

Row i of the fields is chunk i. The wordings of chunks have rows of their own after them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.document import Document
from indexing.chunk import Chunk, ChunkWording

_FIRST_DAY = date.min.toordinal()
_LAST_DAY = date.max.toordinal()


@dataclass(frozen=True, slots=True)
class Allowed:
    """What may be found: for each chunk, and for each chunk and then wording."""

    chunks: NDArray[np.bool_]
    rows: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class RowTable:
    """Columns over chunks, wordings and documents.

    Attributes:
        languages: Codes that the numbers of the columns stand for.
        chunk_document: Number of each chunk's document.
        chunk_language: Number of each chunk's language.
        wording_chunk: Chunk of each wording.
        wording_language: Number of each wording's language.
        begins: First day of each document, as an ordinal.
        ends: Last day of each document, as an ordinal.
    """

    languages: NDArray[np.str_]
    chunk_document: NDArray[np.int32]
    chunk_language: NDArray[np.int32]
    wording_chunk: NDArray[np.int32]
    wording_language: NDArray[np.int32]
    begins: NDArray[np.int32]
    ends: NDArray[np.int32]

    @classmethod
    def of(
        cls,
        documents: Sequence[Document],
        chunks: Sequence[Chunk],
        wordings: Sequence[ChunkWording],
    ) -> "RowTable":
        """Make the columns of a new snapshot."""
        languages = sorted({c.language for c in chunks} | {w.language for w in wordings})
        language_at = {language: at for at, language in enumerate(languages)}
        document_at = {document.id: at for at, document in enumerate(documents)}
        metadata = [document.metadata for document in documents]
        return cls(
            languages=np.array(languages),
            chunk_document=_numbers(document_at[chunk.document_id] for chunk in chunks),
            chunk_language=_numbers(language_at[chunk.language] for chunk in chunks),
            wording_chunk=_numbers(wording.chunk for wording in wordings),
            wording_language=_numbers(language_at[wording.language] for wording in wordings),
            begins=_numbers(_ordinal(each.effective_from, _FIRST_DAY) for each in metadata),
            ends=_numbers(_ordinal(each.expires_on, _LAST_DAY) for each in metadata),
        )

    @classmethod
    def load(cls, path: Path) -> "RowTable":
        """Open what `save` wrote.

        Raises:
            OSError: The file can't be read.
            EOFError: It is empty.
            BadZipFile: It is cut off.
            ValueError: It is no such file.
            KeyError: A column is missing.
        """
        with path.open("rb") as file, np.load(file, allow_pickle=False) as columns:
            return cls(**{name: columns[name] for name in cls.__slots__})

    def save(self, path: Path) -> None:
        """Write the columns."""
        np.savez(path, **{name: getattr(self, name) for name in self.__slots__})

    @property
    def owners(self) -> NDArray[np.int32]:
        """The chunk of each row: of every chunk itself, then of every wording."""
        own = np.arange(len(self.chunk_document), dtype=np.int32)
        return np.concatenate([own, self.wording_chunk])

    @property
    def worded(self) -> float:
        """Part of the documents that wordings in their own language are known of."""
        return len(np.unique(self.chunk_document[self.worded_chunks])) / len(self.begins)

    @property
    def worded_chunks(self) -> NDArray[np.int32]:
        """Chunks that wordings in their own language are known of; translations don't count."""
        own = self.wording_language == self.chunk_language[self.wording_chunk]
        return np.unique(self.wording_chunk[own])

    def allowed(self, day: date, language: str) -> Allowed:
        """Return what is in force on a day, in Japanese or in the asker's language."""
        today = day.toordinal()
        in_force = (self.begins <= today) & (today <= self.ends)
        known = np.isin(self.languages, ["ja", language])
        chunks = known[self.chunk_language] & in_force[self.chunk_document]
        wordings = known[self.wording_language] & chunks[self.wording_chunk]
        return Allowed(chunks, np.concatenate([chunks, wordings]))


def _ordinal(day: date | None, otherwise: int) -> int:
    return otherwise if day is None else day.toordinal()


def _numbers(values: Iterable[int]) -> NDArray[np.int32]:
    return np.fromiter(values, dtype=np.int32)
