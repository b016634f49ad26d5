"""Documents, chunks, wordings and the city's words in files: what is read is what was written."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.department import Department
from corpus.document import Block, BlockKind, Document, Faq, Metadata, Translation
from corpus.vocabulary import Synonym, Wording
from indexing.chunk import Chunk, ChunkWording
from indexing.layout import SnapshotLayout
from indexing.records import (
    ChunkFile,
    CityWords,
    DocumentFile,
    read_city,
    read_wordings,
    write_chunks,
    write_city,
    write_documents,
    write_wordings,
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


@pytest.fixture(scope="module")
def layout(tmp_path_factory: pytest.TempPathFactory) -> SnapshotLayout:
    """A snapshot's folder to write and overwrite."""
    return SnapshotLayout(tmp_path_factory.mktemp("snapshot"))


def _open(layout: SnapshotLayout) -> DocumentFile:
    return DocumentFile(layout.documents, layout.document_ids)


@given(st.lists(_DOCUMENT | _FAQ, unique_by=lambda document: document.id, max_size=5))
def test_documents_come_back(layout: SnapshotLayout, documents: list[Document]) -> None:
    """By id and in order, whatever their texts hold: line ends, quotes, signs of any script."""
    write_documents(layout, documents)
    found = _open(layout)
    assert list(found) == [document.id for document in documents]
    assert list(found.values()) == documents
    assert all(found[document.id] == document for document in documents)


def test_documents_are_a_mapping(layout: SnapshotLayout) -> None:
    """What isn't there isn't found, and asking whether it is reads nothing."""
    document = Document("documents/a.md", Metadata(title="題"), ())
    write_documents(layout, [document])
    found = _open(layout)
    assert [name in found for name in (document.id, "b", None)] == [True, False, False]
    assert len(found) == 1
    assert found.get("b") is None
    with pytest.raises(KeyError):
        found["b"]


def test_files_that_dont_belong_together_are_an_error(layout: SnapshotLayout) -> None:
    """An id must not name another document."""
    write_documents(layout, [Document("a", Metadata(), ()), Document("b", Metadata(), ())])
    for ids in ('["a"]', '["a", "a"]', "[", ""):
        layout.document_ids.write_text(ids, encoding="utf-8")
        with pytest.raises(ValueError, match=r".+"):
            _open(layout)


@given(st.lists(_CHUNK, max_size=5))
def test_chunks_come_back_in_order(path: Path, chunks: list[Chunk]) -> None:
    """Row n of the file is chunk n."""
    write_chunks(path, chunks)
    found = ChunkFile(path)
    assert (len(found), list(found)) == (len(chunks), chunks)
    assert found[1:] == tuple(chunks[1:])
    assert found[::-1] == tuple(chunks[::-1])


def test_chunk_that_isnt_there_is_an_error(path: Path) -> None:
    """A wrong number must not find another chunk; numbers of NumPy are numbers."""
    chunk = Chunk("a", 0, "一", "題")
    write_chunks(path, [chunk])
    found = ChunkFile(path)
    assert found[np.arange(1)[0]] == chunk
    for at in (1, -1):
        with pytest.raises(IndexError):
            found[at]


_WORDING = st.builds(ChunkWording, st.integers(0, 9), st.sampled_from(["ja", "en"]), st.text())


@given(st.lists(_WORDING, max_size=5))
def test_wordings_come_back_in_order(path: Path, wordings: list[ChunkWording]) -> None:
    """Row n of the file is wording n."""
    write_wordings(path, wordings)
    assert read_wordings(path) == tuple(wordings)


def test_text_of_documents_isnt_kept_twice(layout: SnapshotLayout) -> None:
    """The chunks hold the text: a document comes back without its blocks."""
    faq = Faq("faq/a.csv#1", Metadata(updated_on=date(2026, 4, 1)), question="問", answer="答")
    write_documents(layout, [replace(faq, blocks=(Block("答"),))])
    assert dict(_open(layout)) == {faq.id: faq}
    assert json.loads(layout.documents.read_text(encoding="utf-8"))["blocks"] == []


def test_line_separators_of_unicode_dont_split_a_record(path: Path) -> None:
    """PDFs hold them; a line of JSON ends at a line end only."""
    chunk = Chunk("a", 0, "一\u2028二\u2029三\x85四\r五\n六\x1c七", "題")
    write_chunks(path, [chunk])
    assert list(ChunkFile(path)) == [chunk]


def test_words_of_the_city_come_back(path: Path) -> None:
    """Departments by id, synonyms in order; wordings stand with their chunks."""
    words = CityWords(
        {"gomi": Department("gomi", "ごみ課", phone="047-366-1111"), "a": Department("a", "い")},
        (Synonym("ゴミ", "廃棄物"), Synonym("ゴミ", "ごみ")),
    )
    write_city(path, replace(words, wordings=(Wording("a", "ja", "言い方"),)))
    assert read_city(path) == words
