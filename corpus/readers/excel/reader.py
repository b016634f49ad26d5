"""The cells of a workbook, read one row at a time so that a sheet's empty vastness costs nothing.

openpyxl tells which cells are merged or hidden only when it loads the whole workbook, in about
fifty times the memory of the file. Merged cells are a matter of sheets laid out by hand, and those
are small: a workbook above `MERGES_BYTES` is read without.
"""

import time
import warnings
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile
from zlib import error as DecompressionError  # noqa: N812 - zlib names its exception `error`

import openpyxl
from openpyxl.utils import column_index_from_string
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.merge import MergedCellRange
from openpyxl.worksheet.worksheet import Worksheet

from corpus.errors import ReadError
from corpus.readers import archive
from corpus.readers.excel.values import shown
from corpus.readers.prose import seen
from corpus.readers.reading import Hidden, Limits, Reading, TableOptions
from corpus.readers.table.reader import read_sheets
from corpus.readers.table.sheet import Line, Sheet

MOST_COLUMNS = 16_384
"""Of a sheet, as Excel has it."""

MERGES_BYTES = 10_000_000
"""Size of a workbook's XML up to which merged and hidden cells are looked up."""

_DAMAGE = (
    InvalidFileException, BadZipFile, DecompressionError, ParseError, SyntaxError,
    KeyError, ValueError, TypeError, AttributeError, IndexError, EOFError, OSError,
)  # fmt: skip
"""What openpyxl lets through when parts are missing or are not what they should be."""

_Cells = dict[int, dict[int, str]]
"""Row → column → text, both counted from 1."""


@dataclass(frozen=True, slots=True)
class _Plan:
    """What openpyxl knows of a sheet only when it loads all of it: merged and hidden cells."""

    merges: tuple[MergedCellRange, ...] = ()
    rows: frozenset[int] = frozenset()
    columns: frozenset[int] = frozenset()


class _TooSlowError(Exception):
    """The time for the file is up."""


def read(path: Path, options: TableOptions, limits: Limits) -> Reading:
    """Read the visible sheets of a workbook; hidden ones are the office's own notes.

    Raises:
        ReadError: The file is damaged, encrypted, unpacks to more than the limits allow, or takes
            too long.
    """
    shown, hidden = _shown_and_hidden(path, limits)
    return replace(read_sheets(shown, options), hidden=hidden)


def sheets(path: Path, limits: Limits) -> list[Sheet]:
    """Return the cells of the visible sheets.

    Raises:
        ReadError: As `read` does.
    """
    return _shown_and_hidden(path, limits)[0]


def _shown_and_hidden(path: Path, limits: Limits) -> tuple[list[Sheet], tuple[Hidden, ...]]:
    markup = archive.check(path, "xl/workbook.xml", limits)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about features of Excel that hold no text
            with path.open("rb") as file:  # openpyxl leaves a file it opened open if it fails
                plans = _plans(file) if markup <= MERGES_BYTES else {}
                hidden: list[Hidden] = []
                shown = list(_sheets(file, plans, hidden, time.monotonic() + limits.seconds))
                return shown, tuple(hidden)
    except _TooSlowError:
        raise ReadError("read.too_slow", path=path, seconds=limits.seconds) from None
    except _DAMAGE:
        raise ReadError("read.damaged", path=path) from None


def _sheets(
    file: BinaryIO, plans: Mapping[str, _Plan], hidden: list[Hidden], deadline: float
) -> Iterator[Sheet]:
    with closing(openpyxl.load_workbook(file, read_only=True, data_only=True)) as workbook:
        for sheet in workbook.worksheets:
            if sheet.sheet_state != "visible":
                continue
            sheet.reset_dimensions()
            cells = _cells(sheet.iter_rows(), deadline)
            plan = plans.get(sheet.title, _Plan())
            hidden += _take_out(cells, plan)
            for merged in plan.merges:
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
            if (text := seen(shown(value, getattr(cell, "number_format", "") or "").strip()))
        }
        if texts:
            cells[number] = texts
    return cells


def _plans(file: BinaryIO) -> dict[str, _Plan]:
    workbook = openpyxl.load_workbook(file, data_only=True)
    return {
        sheet.title: _Plan(
            tuple(sheet.merged_cells.ranges), frozenset(_rows(sheet)), frozenset(_columns(sheet))
        )
        for sheet in workbook.worksheets
    }


def _rows(sheet: Worksheet) -> Iterator[int]:
    """Yield the hidden rows; those that a filter hides are shown by a click and stay."""
    if not sheet.auto_filter.ref:
        yield from (number for number, row in sheet.row_dimensions.items() if row.hidden)


def _columns(sheet: Worksheet) -> Iterator[int]:
    for letter, column in sheet.column_dimensions.items():
        if column.hidden:
            first = column.min or column_index_from_string(letter)
            yield from range(first, min(column.max or first, MOST_COLUMNS) + 1)


def _take_out(cells: _Cells, plan: _Plan) -> Iterator[Hidden]:
    """Take the cells of hidden rows and columns out; yield what they say, by row."""
    for number in list(cells):
        row = cells[number]
        unseen = [at for at in row if number in plan.rows or at in plan.columns]
        texts = [row.pop(at) for at in unseen]
        if texts:
            yield Hidden(" ".join(texts), number)
        if not row:
            del cells[number]


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
