"""A city's directory, read: everything annai may say, and what couldn't be read."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from corpus.city import CitySettings, read_city_settings
from corpus.department import Department, read_departments
from corpus.document import Document, Faq, Metadata
from corpus.errors import CorpusError, ReadError
from corpus.faq import faq_from_row
from corpus.layout import CityLayout, sidecar_of
from corpus.metadata import FIELDS, LINKS, parse_metadata
from corpus.readers import Limits, Reading, read
from corpus.shelters.geojson import read_shelter_blocks
from corpus.sidecar import Sidecar, read_sidecar
from corpus.vocabulary import (
    Canary,
    Gap,
    Synonym,
    Wording,
    read_canaries,
    read_gaps,
    read_synonyms,
    read_wordings,
)

SHOWN = 80
"""Characters of a text that staff are shown."""

FRONT_MATTER = frozenset({".md", ".markdown"})
"""Formats whose metadata the city wrote itself: a mistake there is an error, elsewhere ignored."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that couldn't be read or isn't right; the rest goes on.

    Attributes:
        path: The file within the city's directory.
        message: What is wrong and what to do, in Japanese.
    """

    path: str
    message: str


@dataclass(frozen=True, slots=True)
class Corpus:
    """What a city says.

    Attributes:
        problems: What couldn't be read.
        hidden: Files with text that can't be seen, which is left out.
    """

    layout: CityLayout
    settings: CitySettings
    departments: dict[str, Department]
    synonyms: tuple[Synonym, ...]
    wordings: tuple[Wording, ...]
    gaps: tuple[Gap, ...]
    canaries: tuple[Canary, ...]
    documents: tuple[Document, ...]
    problems: tuple[Problem, ...]
    hidden: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class FileContent:
    """What one file says.

    Attributes:
        documents: One, or one for each good row of a Faq table.
        bad_rows: Rows that are no Faq, each with its line.
        gaps: Parts that hold something but not text, such as scanned pages.
        hidden: Text that was left out because it can't be seen.
    """

    documents: tuple[Document, ...]
    bad_rows: tuple[CorpusError, ...] = ()
    gaps: tuple[CorpusError, ...] = ()
    hidden: tuple[CorpusError, ...] = ()


def read_corpus(layout: CityLayout, limits: Limits | None = None) -> Corpus:
    """Read a whole city.

    Raises:
        CityError: `city.toml` or one of the city's tables is not valid; documents that can't be
            read are listed as problems instead.
    """
    documents: list[Document] = []
    problems: list[Problem] = []
    hidden: list[Problem] = []
    for path in _sources(layout):
        name = layout.relative(path)
        try:
            content = read_file(layout, path, limits)
        except (CorpusError, OSError) as error:
            problems.append(Problem(name, str(error)))
            continue
        documents += content.documents
        problems += [Problem(name, str(error)) for error in (*content.bad_rows, *content.gaps)]
        hidden += [Problem(name, str(error)) for error in content.hidden]
    unique = {document.id: document for document in documents}
    problems += _doubles(documents)
    return Corpus(
        layout=layout,
        settings=read_city_settings(layout),
        departments=read_departments(layout.departments),
        synonyms=read_synonyms(layout.synonyms),
        wordings=read_wordings(layout.wordings),
        gaps=read_gaps(layout.gaps),
        canaries=read_canaries(layout.canary),
        documents=tuple(unique.values()),
        problems=tuple(problems),
        hidden=tuple(hidden),
    )


def read_documents(layout: CityLayout, path: Path, limits: Limits | None = None) -> list[Document]:
    """Return the documents of one file: one, or one for each row of a Faq table.

    Raises:
        CorpusError: The file, its metadata or one of its rows can't be read.
    """
    content = read_file(layout, path, limits)
    if content.bad_rows:
        raise content.bad_rows[0]
    return list(content.documents)


def read_file(layout: CityLayout, path: Path, limits: Limits | None = None) -> FileContent:
    """Return what one file says, and what in it couldn't be read.

    Raises:
        CorpusError: The file or its metadata can't be read.
    """
    name = layout.relative(path)
    sidecar = read_sidecar(sidecar_of(path), f"{name}.toml")
    if path.suffix.lower() in {".geojson", ".json"}:
        metadata = _titled(parse_metadata(sidecar.metadata, path=name), path.stem)
        return FileContent((Document(name, metadata, read_shelter_blocks(path)),))
    reading = read(path, sidecar.table, limits)
    metadata = _metadata(path, name, reading, sidecar)
    documents: list[Document] = []
    bad_rows: list[CorpusError] = []
    if reading.blocks:
        documents.append(Document(name, metadata, reading.blocks))
    for row in reading.faqs:
        try:
            documents.append(faq_from_row(row.cells, metadata, path=name, line=row.number))
        except CorpusError as error:
            bad_rows.append(error)
    gaps, hidden = tuple(_gaps(name, reading)), tuple(_hidden(name, reading))
    return FileContent(tuple(documents), tuple(bad_rows), gaps, hidden)


def _gaps(name: str, reading: Reading) -> Iterator[CorpusError]:
    if reading.unread_pages:
        pages = "、".join(map(str, reading.unread_pages))
        yield ReadError("read.unread_pages", path=name, pages=pages)


def _hidden(name: str, reading: Reading) -> Iterator[CorpusError]:
    for each in reading.hidden:
        on = "_in_row" if name.lower().endswith(".xlsx") else "_on_page"
        key = "check.hidden" + ("" if each.place is None else on)
        yield CorpusError(key, path=name, page=each.place, text=excerpt(each.text))


def excerpt(text: str) -> str:
    """Return the beginning of a text, as much as staff need to find it."""
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"


def _sources(layout: CityLayout) -> Iterator[Path]:
    for folder in (layout.documents, layout.faqs, layout.shelters):
        if folder.is_dir():
            yield from layout.sources(folder)


def _metadata(path: Path, name: str, reading: Reading, sidecar: Sidecar) -> Metadata:
    own = dict(reading.metadata)
    if path.suffix.lower() not in FRONT_MATTER:
        own = {key: value for key, value in own.items() if key in FIELDS and _is_usable(key, value)}
    metadata = parse_metadata({**own, **sidecar.metadata}, path=name)
    return _titled(replace(metadata, language=_language(metadata.language)), path.stem)


def _is_usable(key: str, value: object) -> bool:
    return key not in LINKS or str(value).startswith(("https://", "http://"))


def _language(tag: str) -> str:
    """Return the language of a tag as web pages write it (`ja-JP`, `EN_us`: BCP 47)."""
    tag = tag.lower().replace("_", "-")
    return tag if tag == "ja-easy" else tag.partition("-")[0]


def _titled(metadata: Metadata, fallback: str) -> Metadata:
    return metadata if metadata.title else replace(metadata, title=fallback)


def _doubles(documents: list[Document]) -> Iterator[Problem]:
    seen: set[str] = set()
    for document in documents:
        if document.id in seen and isinstance(document, Faq):
            path = document.id.partition("#")[0]
            error = CorpusError("faq.twice", path=path, question=document.question)
            yield Problem(path, str(error))
        seen.add(document.id)
