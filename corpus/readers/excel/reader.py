"""The cells of a workbook, read one row at a time so that a sheet's empty vastness costs nothing.

openpyxl tells which cells are merged only when it loads the whole workbook, which takes about
fifty times the memory of the file. Merged cells are a matter of sheets laid out by hand, and those
are small: a workbook above `MERGES_BYTES` is read without.
"""

import time
import warnings
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import BinaryIO
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile
from zlib import error as DecompressionError  # noqa: N812 - zlib names its exception `error`

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.merge import MergedCellRange

from corpus.errors import ReadError
from corpus.readers import archive
from corpus.readers.excel.values import shown
from corpus.readers.reading import Limits, Reading, TableOptions
from corpus.readers.table.reader import read_sheets
from corpus.readers.table.sheet import Line, Sheet

MERGES_BYTES = 10_000_000
"""Size of a workbook's XML up to which merged cells are looked up."""

_DAMAGE = (
    InvalidFileException, BadZipFile, DecompressionError, ParseError, SyntaxError,
    KeyError, ValueError, TypeError, AttributeError, IndexError, EOFError, OSError,
)  # fmt: skip
"""What openpyxl lets through when parts are missing or are not what they should be."""

_Cells = dict[int, dict[int, str]]
"""Row → column → text, both counted from 1."""


class _TooSlowError(Exception):
    """The time for the file is up."""


def read(path: Path, options: TableOptions, limits: Limits) -> Reading:
    """Read the visible sheets of a workbook; hidden ones are the office's own notes.

    Raises:
        ReadError: The file is damaged, encrypted, unpacks to more than the limits allow, or takes
            too long.
    """
    return read_sheets(sheets(path, limits), options)


def sheets(path: Path, limits: Limits) -> list[Sheet]:
    """Return the cells of the visible sheets.

    Raises:
        ReadError: As `read` does.
    """
    markup = archive.check(path, "xl/workbook.xml", limits)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about features of Excel that hold no text
            with path.open("rb") as file:  # openpyxl leaves a file it opened open if it fails
                merges = _merges(file) if markup <= MERGES_BYTES else {}
                return list(_sheets(file, merges, time.monotonic() + limits.seconds))
    except _TooSlowError:
        raise ReadError("read.too_slow", path=path, seconds=limits.seconds) from None
    except _DAMAGE:
        raise ReadError("read.damaged", path=path) from None


def _sheets(
    file: BinaryIO, merges: Mapping[str, list[MergedCellRange]], deadline: float
) -> Iterator[Sheet]:
    with closing(openpyxl.load_workbook(file, read_only=True, data_only=True)) as workbook:
        for sheet in workbook.worksheets:
            if sheet.sheet_state != "visible":
                continue
            sheet.reset_dimensions()
            cells = _cells(sheet.iter_rows(), deadline)
            for merged in merges.get(sheet.title, ()):
                _fill(cells, merged)
            yield Sheet(sheet.title, tuple(_lines(cells)))


def _cells(rows: Iterable[Iterable[object]], deadline: float) -> _Cells:
    cells: _Cells = {}
    for number, row in enumerate(rows, start=1):
        if time.monotonic() > deadline:
            raise _TooSlowError
        texts = {
            column: text
            for column, cell in enumerate(row, start=1)
            if (value := getattr(cell, "value", None)) is not None
            if getattr(cell, "data_type", "") != "e"
            if (text := shown(value, getattr(cell, "number_format", "") or "").strip())
        }
        if texts:
            cells[number] = texts
    return cells


def _merges(file: BinaryIO) -> dict[str, list[MergedCellRange]]:
    workbook = openpyxl.load_workbook(file, data_only=True)
    return {sheet.title: list(sheet.merged_cells.ranges) for sheet in workbook.worksheets}


def _fill(cells: _Cells, merged: MergedCellRange) -> None:
    """Give all cells of a merged range the text of its first; rows that say nothing stay so."""
    text = cells.get(merged.min_row, {}).get(merged.min_col, "")
    if not text:
        return
    widest = max(max(row) for row in cells.values())
    for number in range(merged.min_row, min(merged.max_row, max(cells)) + 1):
        for column in range(merged.min_col, min(merged.max_col, widest) + 1):
            if number in cells:
                cells[number][column] = text


def _lines(cells: _Cells) -> Iterator[Line]:
    widest = max((max(row) for row in cells.values()), default=0)
    for number, row in cells.items():
        yield Line(number, tuple(row.get(column, "") for column in range(1, widest + 1)))
