"""Documents, chunks and the city's words as lines of JSON in a snapshot."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from corpus.department import Department
from corpus.document import BlockKind, Document, Faq, Metadata, Translation
from corpus.metadata import DATES
from corpus.vocabulary import Synonym
from indexing.chunk import Chunk


@dataclass(frozen=True, slots=True)
class CityWords:
    """What a snapshot keeps of the city besides its documents."""

    departments: dict[str, Department]
    synonyms: tuple[Synonym, ...]


def write_documents(path: Path, documents: Iterable[Document]) -> None:
    """Write documents without their blocks: the chunks hold the text."""
    _write_lines(path, (asdict(replace(document, blocks=())) for document in documents))


def read_documents(path: Path) -> dict[str, Document]:
    """Return the documents by id."""
    documents = map(_document, _read_lines(path))
    return {document.id: document for document in documents}


def write_chunks(path: Path, chunks: Iterable[Chunk]) -> None:
    """Write chunks in row order."""
    _write_lines(path, map(asdict, chunks))


def read_chunks(path: Path) -> tuple[Chunk, ...]:
    """Return the chunks in row order."""
    return tuple(
        Chunk(**{**raw, "headings": tuple(raw["headings"]), "kind": BlockKind(raw["kind"])})
        for raw in _read_lines(path)
    )


def write_city(path: Path, words: CityWords) -> None:
    """Write departments and synonyms."""
    raw = {
        "departments": [asdict(department) for department in words.departments.values()],
        "synonyms": [[synonym.everyday, synonym.official] for synonym in words.synonyms],
    }
    path.write_text(json.dumps(raw, ensure_ascii=False), encoding="utf-8")


def read_city(path: Path) -> CityWords:
    """Return departments and synonyms."""
    raw = json.loads(path.read_text(encoding="utf-8"))
    departments = (Department(**department) for department in raw["departments"])
    return CityWords(
        departments={department.id: department for department in departments},
        synonyms=tuple(Synonym(*pair) for pair in raw["synonyms"]),
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


def _write_lines(path: Path, records: Iterable[dict[str, Any]]) -> None:
    with path.open("w", encoding="utf-8") as file:
        for record in records:
            file.write(json.dumps(record, ensure_ascii=False, default=date.isoformat) + "\n")


def _read_lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)
