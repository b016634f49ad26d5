"""Documents, chunks, wordings and the city's words in a snapshot's files."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, overload

from corpus.department import Department
from corpus.document import BlockKind, Document, Faq, Metadata, Translation
from corpus.metadata import DATES
from corpus.vocabulary import Gap, Synonym, Wording
from indexing.chunk import Chunk, ChunkWording
from indexing.layout import SnapshotLayout
from indexing.lines import LineFile, write_lines

REMEMBERED = 64
"""Documents kept in memory: an answer asks for each of the dozen found several times."""


@dataclass(frozen=True, slots=True)
class CityWords:
    """What a snapshot keeps of the city besides its documents."""

    departments: dict[str, Department]
    synonyms: tuple[Synonym, ...]
    wordings: tuple[Wording, ...] = ()
    gaps: tuple[Gap, ...] = ()


class ChunkFile(Sequence[Chunk]):
    """The chunks of a snapshot in row order, read when they are asked for."""

    def __init__(self, path: Path) -> None:
        """Open the file.

        Raises:
            OSError: It can't be read.
            ValueError: It is cut off.
        """
        self._lines = LineFile(path)

    def __len__(self) -> int:
        """Return the number of chunks."""
        return len(self._lines)

    @overload
    def __getitem__(self, at: int) -> Chunk: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Chunk, ...]: ...
    def __getitem__(self, at: int | slice) -> Chunk | tuple[Chunk, ...]:
        """Return one chunk or some."""
        if isinstance(at, slice):
            return tuple(self[row] for row in range(*at.indices(len(self))))
        raw = self._lines[int(at)]
        return Chunk(**{**raw, "headings": tuple(raw["headings"]), "kind": BlockKind(raw["kind"])})


class DocumentFile(Mapping[str, Document]):
    """The documents of a snapshot by id, without their blocks, read when they are asked for."""

    def __init__(self, path: Path, ids: Path) -> None:
        """Open the files.

        Raises:
            OSError: One can't be read.
            ValueError: One is cut off, or they don't belong together.
        """
        self._lines = LineFile(path)
        names: list[str] = json.loads(ids.read_text(encoding="utf-8"))
        self._rows = {name: row for row, name in enumerate(names)}
        if len(self._rows) != len(self._lines):
            raise ValueError(path)
        self._document = lru_cache(maxsize=REMEMBERED)(
            lambda document_id: _document(self._lines[self._rows[document_id]])
        )

    def __len__(self) -> int:
        """Return the number of documents."""
        return len(self._rows)

    def __iter__(self) -> Iterator[str]:
        """Iterate over the ids."""
        return iter(self._rows)

    def __contains__(self, document_id: object) -> bool:
        """Return whether there is such a document, without reading it."""
        return document_id in self._rows

    def __getitem__(self, document_id: str) -> Document:
        """Return a document."""
        return self._document(document_id)


def write_documents(layout: SnapshotLayout, documents: Sequence[Document]) -> None:
    """Write documents without their blocks: the chunks hold the text."""
    write_lines(layout.documents, (asdict(replace(each, blocks=())) for each in documents))
    ids = json.dumps([document.id for document in documents], ensure_ascii=False)
    layout.document_ids.write_text(ids, encoding="utf-8")


def write_chunks(path: Path, chunks: Iterable[Chunk]) -> None:
    """Write chunks in row order."""
    write_lines(path, map(asdict, chunks))


def write_wordings(path: Path, wordings: Iterable[ChunkWording]) -> None:
    """Write wordings in row order."""
    write_lines(path, map(asdict, wordings))


def read_wordings(path: Path) -> tuple[ChunkWording, ...]:
    """Return the wordings in row order."""
    lines = LineFile(path)
    return tuple(ChunkWording(**lines[at]) for at in range(len(lines)))


def write_city(path: Path, words: CityWords) -> None:
    """Write departments, synonyms and gaps."""
    raw = {
        "departments": [asdict(department) for department in words.departments.values()],
        "synonyms": [[synonym.everyday, synonym.official] for synonym in words.synonyms],
        "gaps": [[gap.question, gap.department] for gap in words.gaps],
    }
    path.write_text(json.dumps(raw, ensure_ascii=False), encoding="utf-8")


def read_city(path: Path) -> CityWords:
    """Return departments, synonyms and gaps."""
    raw = json.loads(path.read_text(encoding="utf-8"))
    departments = (Department(**department) for department in raw["departments"])
    return CityWords(
        departments={department.id: department for department in departments},
        synonyms=tuple(Synonym(*pair) for pair in raw["synonyms"]),
        gaps=tuple(Gap(*pair) for pair in raw["gaps"]),
    )


def _document(raw: dict[str, Any]) -> Document:
    given = raw.pop("metadata")
    dates = {name: date.fromisoformat(given[name]) for name in DATES if given[name]}
    common = {"id": raw["id"], "metadata": Metadata(**{**given, **dates})}
    if "question" not in raw:
        return Document(**common)
    return Faq(
        **common,
        question=raw["question"],
        answer=raw["answer"],
        keywords=tuple(raw["keywords"]),
        translations={
            language: Translation(**translation)
            for language, translation in raw["translations"].items()
        },
    )
