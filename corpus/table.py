"""Small CSV tables of the city (departments, synonyms, canary): rows with their line numbers."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

from corpus.encoding import decode
from corpus.errors import CityError


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row: its cells by column, stripped, and the line of the file it begins on."""

    line: int
    cells: dict[str, str]


def read_table(path: Path, required: tuple[str, ...]) -> Iterator[TableRow]:
    """Yield the rows of a CSV file, in any encoding a Japanese office writes.

    Raises:
        CityError: A required column is missing.
        ReadError: The bytes are no text, or its encoding can't be told.
    """
    reader = csv.reader(io.StringIO(decode(path.read_bytes(), path), newline=""))
    names = [name.strip() for name in next(reader, [])]
    missing = [name for name in required if name not in names]
    if missing:
        raise CityError("table.columns", path=path, missing="、".join(missing))
    line = reader.line_num + 1
    for row in reader:
        stripped = [cell.strip() for cell in row[: len(names)]]
        if any(stripped):
            cells = dict(zip_longest(names, stripped, fillvalue=""))
            yield TableRow(line, cells)
        line = reader.line_num + 1
