"""Documents and small indexes, made in one line each."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from hashlib import sha256

from corpus.department import Department
from corpus.document import Block, Document, Faq, Metadata, Translation
from corpus.vocabulary import Gap, Synonym, Wording
from indexing.build import Builder, Source
from indexing.index import Index
from indexing.records import CityWords
from indexing.search import Engines
from indexing.snapshots import Snapshots

CITY = "試験市"
NOON = datetime(2026, 4, 1, 12, tzinfo=UTC)
NO_WORDS = CityWords({}, ())


def make_faq(
    question: str,
    answer: str,
    metadata: Metadata | None = None,
    *,
    keywords: tuple[str, ...] = (),
    translations: Mapping[str, Translation] | None = None,
) -> Faq:
    """Return a Faq as a row of `faq/faq.csv` gives it."""
    digest = sha256(question.encode()).hexdigest()[:8]
    return Faq(
        id=f"faq/faq.csv#{digest}",
        metadata=metadata or Metadata(title=question),
        question=question,
        answer=answer,
        keywords=keywords,
        translations=translations or {},
    )


def make_document(name: str, *blocks: Block | str, metadata: Metadata | None = None) -> Document:
    """Return a document; a block given as text is prose."""
    return Document(
        id=f"documents/{name}.md",
        metadata=metadata or Metadata(title=name),
        blocks=tuple(Block(block) if isinstance(block, str) else block for block in blocks),
    )


def make_words(
    departments: Sequence[Department] = (),
    synonyms: Sequence[tuple[str, str]] = (),
    wordings: Sequence[tuple[str, str, str]] = (),
    gaps: Sequence[tuple[str, str]] = (),
) -> CityWords:
    """Return a city's words; a wording is given as document, language and text."""
    return CityWords(
        {department.id: department for department in departments},
        tuple(Synonym(everyday, official) for everyday, official in synonyms),
        tuple(Wording(document, language, text) for document, language, text in wordings),
        tuple(Gap(question, department) for question, department in gaps),
    )


def silent(_stage: str, _done: int, _total: int) -> None:
    """Show no progress."""


def build(
    snapshots: Snapshots,
    engines: Engines,
    documents: Sequence[Document],
    words: CityWords = NO_WORDS,
    now: datetime = NOON,
) -> str:
    """Build a snapshot and return its id; it is not published."""
    builder = Builder(snapshots, engines.embedder, engines.tokenizer, lambda: now)
    return builder.build(Source(CITY, documents, words), silent)


def open_index(
    snapshots: Snapshots,
    engines: Engines,
    documents: Sequence[Document],
    words: CityWords = NO_WORDS,
) -> Index:
    """Build a snapshot and open it."""
    name = build(snapshots, engines, documents, words)
    return Index(snapshots.layout.snapshot(name), engines)
