"""The city's own tables, as offices save them."""

from pathlib import Path

import pytest

from corpus.errors import CityError, ReadError
from corpus.table import TableRow, read_table

TEXT = "id,name\nkaigo,髙齢者支援課①\n"
ROW = TableRow(2, {"id": "kaigo", "name": "髙齢者支援課①"})


def _table(folder: Path, content: bytes | str) -> Path:
    path = folder / "table.csv"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16"])
def test_encoding_needs_not_be_told(tmp_path: Path, encoding: str) -> None:
    """Excel's UTF-8 and Shift_JIS, with the signs only Windows has, read right."""
    assert list(read_table(_table(tmp_path, TEXT.encode(encoding)), ("id", "name"))) == [ROW]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_of_every_system(tmp_path: Path, end: str) -> None:
    """Files of Windows, Unix and old Macs are the same rows."""
    assert list(read_table(_table(tmp_path, TEXT.replace("\n", end)), ("id",))) == [ROW]


def test_cells_are_stripped_and_short_rows_filled(tmp_path: Path) -> None:
    """Missing cells are empty, surplus ones are dropped, empty rows are skipped."""
    text = "id,name,phone\n a , い \n,,\n\nb,ろ,1,2,3\n"
    assert list(read_table(_table(tmp_path, text), ("id",))) == [
        TableRow(2, {"id": "a", "name": "い", "phone": ""}),
        TableRow(5, {"id": "b", "name": "ろ", "phone": "1"}),
    ]


def test_line_is_where_the_row_begins(tmp_path: Path) -> None:
    """A cell of several lines keeps its line ends, and the rows after it their lines."""
    text = 'id,name\na,"一行目\n二行目"\nb,次\n'
    assert list(read_table(_table(tmp_path, text), ("id",))) == [
        TableRow(2, {"id": "a", "name": "一行目\n二行目"}),
        TableRow(4, {"id": "b", "name": "次"}),
    ]


def test_heading_may_have_spaces(tmp_path: Path) -> None:
    """Spaces around a column's name are not part of it."""
    assert list(read_table(_table(tmp_path, "id , name\na,い\n"), ("id", "name"))) == [
        TableRow(2, {"id": "a", "name": "い"})
    ]


@pytest.mark.parametrize("text", ["", "name,phone\nい,1\n", "ID,Name\n"])
def test_missing_columns_are_named(tmp_path: Path, text: str) -> None:
    """The error tells the file and which columns it must have."""
    path = _table(tmp_path, text)
    with pytest.raises(CityError) as caught:
        list(read_table(path, ("id", "name")))
    assert caught.value.key == "table.columns"
    assert str(path) in str(caught.value)
    assert "id" in str(caught.value)


def test_spreadsheet_named_csv_is_refused(tmp_path: Path) -> None:
    """An Excel file that was only renamed is told by name, not read as noise."""
    path = _table(tmp_path, b"PK\x03\x04\x00\x01")
    with pytest.raises(ReadError) as caught:
        list(read_table(path, ("id",)))
    assert caught.value.details["path"] == path
