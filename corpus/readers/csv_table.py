"""CSV in any encoding, separated by commas, semicolons or tabs."""

import csv
from collections.abc import Iterator
from io import StringIO
from itertools import islice
from pathlib import Path

from corpus.encoding import decode
from corpus.errors import ReadError
from corpus.readers.prose import seen
from corpus.readers.reading import Limits, Reading, TableOptions
from corpus.readers.table.reader import read_sheets
from corpus.readers.table.sheet import Line, Sheet

_SEPARATORS = (",", "\t", ";")
_SAMPLE_ROWS = 50
_SAMPLE_LENGTH = 100_000
"""Rows and characters that tell what separates the cells."""


def read(path: Path, options: TableOptions, limits: Limits) -> Reading:
    """Read a CSV or TSV file; every row is a record, a Faq or an article.

    Raises:
        ReadError: `read.open_quote` with the line if a quoted cell is never closed, so that the
            rest of the file would be one cell; the file is no text or its encoding can't be told.
    """
    return read_sheets(sheets(path, limits), options)


def sheets(path: Path, _limits: Limits) -> list[Sheet]:
    """Return the cells of the file, as one sheet without a name.

    Raises:
        ReadError: As `read` does.
    """
    text = decode(path.read_bytes(), path)
    lines = [
        Line(number, cells)
        for number, row in _rows(text, _separator(text), path)
        if any(cells := tuple(seen(cell.strip().replace("\r\n", "\n")) for cell in row))
    ]
    return [Sheet("", tuple(lines))]


def _rows(text: str, separator: str, path: object) -> Iterator[tuple[int, list[str]]]:
    """Yield each row with the number of the line it begins on, counted from 1."""
    rows = csv.reader(StringIO(text, newline=""), delimiter=separator)
    row: list[str] = []
    begins, ended = 1, 0
    try:
        for row in rows:
            begins, ended = ended + 1, rows.line_num
            yield begins, row
    except csv.Error:  # a cell longer than the module's limit
        raise ReadError("read.open_quote", path=path, line=ended + 1) from None
    if row and "\n" in row[-1].rstrip("\r\n") and text.count('"') % 2:
        raise ReadError("read.open_quote", path=path, line=begins)


def _separator(text: str) -> str:
    """Return the separator that gives the most rows the same number of cells, more than one."""
    return max(_SEPARATORS, key=lambda separator: _evenness(text, separator))


def _evenness(text: str, separator: str) -> float:
    begin = StringIO(text[:_SAMPLE_LENGTH], newline="")
    sample = list(islice(csv.reader(begin, delimiter=separator), _SAMPLE_ROWS))
    widths = [len(row) for row in sample if any(row)]
    many = [width for width in widths if width > 1]
    common = max(set(many), key=many.count, default=0)
    return many.count(common) / max(len(widths), 1) if common else 0.0
