"""What may be found on a day in a language: chunks, and the wordings that ask for them."""

import zipfile
from dataclasses import fields
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.document import Document, Metadata
from indexing.chunk import Chunk, ChunkWording
from indexing.rows import RowTable
from tests.building import make_document

DAY = date(2026, 4, 1)


def _document(name: str, begins: date | None = None, ends: date | None = None) -> Document:
    metadata = Metadata(title=name, effective_from=begins, expires_on=ends)
    return make_document(name, metadata=metadata)


def _chunk(document: Document, language: str = "ja") -> Chunk:
    return Chunk(document.id, 0, "本文", "題", language=language)


ALWAYS = _document("always")
APRIL = _document("april", date(2026, 4, 1), date(2026, 4, 30))
CHUNKS = [_chunk(APRIL), _chunk(ALWAYS), _chunk(ALWAYS, "en"), _chunk(APRIL, "ja-easy")]
WORDINGS = [
    ChunkWording(1, "ja", "いつも？"),
    ChunkWording(1, "vi", "Luôn luôn?"),
    ChunkWording(0, "ja", "四月？"),
    ChunkWording(2, "ja", "英語の文書は？"),
    ChunkWording(2, "en", "Always?"),
]


@pytest.fixture
def table() -> RowTable:
    """Two documents in four chunks, five wordings."""
    return RowTable.of([ALWAYS, APRIL], CHUNKS, WORDINGS)


def _numbers(mask: np.ndarray) -> list[int]:
    return np.flatnonzero(mask).tolist()


@pytest.mark.parametrize(
    ("day", "chunks"),
    [
        (date(2026, 3, 31), [1]),
        (date(2026, 4, 1), [0, 1]),
        (date(2026, 4, 30), [0, 1]),
        (date(2026, 5, 1), [1]),
        (date.min, [1]),
        (date.max, [1]),
    ],
)
def test_document_is_found_on_its_days(table: RowTable, day: date, chunks: list[int]) -> None:
    """The first and the last day count; without dates it holds for ever."""
    assert _numbers(table.allowed(day, "ja").chunks) == chunks


@given(st.none() | st.dates(), st.none() | st.dates(), st.dates())
def test_dates_are_those_of_the_metadata(begins: date | None, ends: date | None, day: date) -> None:
    """A search and `annai corpus check` agree on what is in force."""
    document = _document("a", begins, ends)
    table = RowTable.of([document], [_chunk(document)], [])
    assert table.allowed(day, "ja").chunks.tolist() == [document.metadata.holds_on(day)]


@pytest.mark.parametrize(
    ("language", "chunks", "wordings"),
    [
        ("ja", [0, 1], ["いつも？", "四月？"]),
        ("vi", [0, 1], ["いつも？", "Luôn luôn?", "四月？"]),
        ("en", [0, 1, 2], ["いつも？", "四月？", "英語の文書は？", "Always?"]),
        ("ja-easy", [0, 1, 3], ["いつも？", "四月？"]),
        ("ko", [0, 1], ["いつも？", "四月？"]),
    ],
)
def test_japanese_is_for_everybody_and_the_rest_for_who_asks_in_it(
    table: RowTable, language: str, chunks: list[int], wordings: list[str]
) -> None:
    """A wording counts in its language only, and only where its chunk may be found."""
    allowed = table.allowed(DAY, language)
    assert _numbers(allowed.chunks) == chunks
    assert _numbers(allowed.rows[: len(CHUNKS)]) == chunks
    assert [WORDINGS[at].text for at in _numbers(allowed.rows[len(CHUNKS) :])] == wordings


def test_wording_is_over_with_its_document(table: RowTable) -> None:
    """A resident's words for what is over find nothing."""
    allowed = table.allowed(date(2026, 5, 1), "ja")
    assert [WORDINGS[at].text for at in _numbers(allowed.rows[len(CHUNKS) :])] == ["いつも？"]


def test_rows_are_chunks_and_then_wordings(table: RowTable) -> None:
    """A wording's row belongs to its chunk."""
    assert table.owners.tolist() == [0, 1, 2, 3, 1, 1, 0, 2, 2]


@pytest.mark.parametrize(
    ("wordings", "worded"),
    [([], 0), (WORDINGS[:2], 1 / 3), (WORDINGS[2:4], 1 / 3), (WORDINGS, 2 / 3)],
)
def test_part_of_the_documents_with_wordings(wordings: list[ChunkWording], worded: float) -> None:
    """Documents count, not chunks, and no translations: of three the third has no chunk at all."""
    documents = [ALWAYS, APRIL, _document("empty")]
    assert RowTable.of(documents, CHUNKS, wordings).worded == pytest.approx(worded)


def test_city_without_wordings() -> None:
    """It has a row for each chunk."""
    table = RowTable.of([ALWAYS], [_chunk(ALWAYS)], [])
    allowed = table.allowed(DAY, "ja")
    assert (table.owners.tolist(), allowed.rows.tolist()) == ([0], [True])


def test_saved_table_is_the_same(table: RowTable, tmp_path: Path) -> None:
    """Column by column."""
    path = tmp_path / "rows.npz"
    table.save(path)
    loaded = RowTable.load(path)
    for column in fields(RowTable):
        written, read = getattr(table, column.name), getattr(loaded, column.name)
        assert (read.dtype, read.tolist()) == (written.dtype, written.tolist())


def test_damaged_table_is_an_error(table: RowTable, tmp_path: Path) -> None:
    """Cut off, empty, of another kind, without a column, or not there."""
    path = tmp_path / "rows.npz"
    table.save(path)
    whole = path.read_bytes()
    for content, error in (
        (whole[: len(whole) // 2], zipfile.BadZipFile),
        (b"", EOFError),
        (b"no table", ValueError),
    ):
        path.write_bytes(content)
        with pytest.raises(error):
            RowTable.load(path)
    np.savez(path, languages=table.languages)
    with pytest.raises(KeyError):
        RowTable.load(path)
    path.unlink()
    with pytest.raises(FileNotFoundError):
        RowTable.load(path)
