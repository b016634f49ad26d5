"""Small CSV tables of the city (departments, synonyms, canary): rows with their line numbers."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from corpus.encoding import decode
from corpus.errors import CityError


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row: its cells by column, stripped, and its line in the file."""

    line: int
    cells: dict[str, str]


def read_table(path: Path, required: tuple[str, ...]) -> Iterator[TableRow]:
    """Yield the rows of a CSV file, in any encoding a Japanese office writes.

    Raises:
        CityError: The file can't be decoded, or a required column is missing.
        ReadError: The bytes are no text.
    """
    reader = csv.DictReader(io.StringIO(decode(path.read_bytes()), newline=""))
    missing = [name for name in required if name not in (reader.fieldnames or ())]
    if missing:
        raise CityError("table.columns", path=path, missing="、".join(missing))
    for row in reader:
        cells = {key: (value or "").strip() for key, value in row.items() if isinstance(key, str)}
        if any(cells.values()):
            yield TableRow(reader.line_num, cells)
