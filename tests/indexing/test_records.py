"""Documents, chunks and the city's words in files: what is read is what was written."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.department import Department
from corpus.document import BlockKind, Document, Faq, Metadata, Translation
from corpus.vocabulary import Synonym
from indexing.chunk import Chunk
from indexing.records import (
    CityWords,
    read_chunks,
    read_city,
    read_documents,
    write_chunks,
    write_city,
    write_documents,
)

_DAY = st.none() | st.dates()
_METADATA = st.builds(Metadata, updated_on=_DAY, effective_from=_DAY, expires_on=_DAY)
_TRANSLATIONS = st.dictionaries(st.sampled_from(["en", "ja-easy"]), st.builds(Translation))
_DOCUMENT = st.builds(Document, id=st.text(), metadata=_METADATA, blocks=st.just(()))
_FAQ = st.builds(
    Faq,
    id=st.text(),
    metadata=_METADATA,
    blocks=st.just(()),
    keywords=st.lists(st.text()).map(tuple),
    translations=_TRANSLATIONS,
)
_CHUNK = st.builds(Chunk, headings=st.lists(st.text()).map(tuple), kind=st.sampled_from(BlockKind))


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file to write and overwrite."""
    return tmp_path_factory.mktemp("records") / "records.jsonl"


@given(st.lists(_DOCUMENT | _FAQ, unique_by=lambda document: document.id, max_size=5))
def test_documents_come_back(path: Path, documents: list[Document]) -> None:
    """Whatever their texts hold: line ends, quotes, signs of any script."""
    write_documents(path, documents)
    assert list(read_documents(path).values()) == documents


@given(st.lists(_CHUNK, max_size=5))
def test_chunks_come_back_in_order(path: Path, chunks: list[Chunk]) -> None:
    """Row n of the file is chunk n."""
    write_chunks(path, chunks)
    assert list(read_chunks(path)) == chunks


def test_text_of_documents_isnt_kept_twice(path: Path) -> None:
    """The chunks hold the text: a document comes back without its blocks."""
    faq = Faq("faq/a.csv#1", Metadata(updated_on=date(2026, 4, 1)), question="問", answer="答")
    write_documents(path, [faq])
    assert read_documents(path) == {faq.id: replace(faq, blocks=())}
    assert json.loads(path.read_text(encoding="utf-8"))["blocks"] == []


def test_line_separators_of_unicode_dont_split_a_record(path: Path) -> None:
    """PDFs hold them; a line of JSON ends at a line end only."""
    chunk = Chunk("a", 0, "一\u2028二\u2029三\x85四\r五\n六\x1c七", "題")
    write_chunks(path, [chunk])
    assert read_chunks(path) == (chunk,)


def test_words_of_the_city_come_back(path: Path) -> None:
    """Departments by id, synonyms in order."""
    words = CityWords(
        {"gomi": Department("gomi", "ごみ課", phone="047-366-1111"), "a": Department("a", "い")},
        (Synonym("ゴミ", "廃棄物"), Synonym("ゴミ", "ごみ")),
    )
    write_city(path, words)
    assert read_city(path) == words
