"""Whether telegrams are read right: rows that must be among what is read of a file.

The expected rows are a CSV with `file` and any of the keys of `chatbot.disaster.jma.telegram`'s
`record`; `level` is empty where there is none.
"""

import csv
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from chatbot.disaster.jma.telegram import read_telegram, record
from chatbot.errors import TelegramError
from eval.errors import EvalError


@dataclass(frozen=True, slots=True)
class Expected:
    """A row that must be read of a file."""

    file: str
    columns: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class TelegramRow:
    """An expected row, and whether it was read."""

    id: str
    text: str
    right: int


def read_expected(path: Path) -> list[Expected]:
    """Return the expected rows.

    Raises:
        EvalError: The file can't be read or has no column `file`.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
        return [Expected(row.pop("file"), tuple(row.items())) for row in rows]
    except (OSError, UnicodeDecodeError, KeyError) as error:
        raise EvalError("disaster.dataset", path=path, reason=error) from None


def check_telegrams(folder: Path, expected: Sequence[Expected]) -> list[TelegramRow]:
    """Read each file once and look for its rows."""
    read = {name: _records(folder / name) for name in {one.file for one in expected}}
    rows = []
    for one in expected:
        found = any(
            all(record.get(name, "") == value for name, value in one.columns)
            for record in read[one.file]
        )
        text = " ".join(value for _, value in one.columns if value)
        rows.append(TelegramRow(f"{one.file} {text}", text, int(found)))
    return rows


def telegram_figures(rows: Sequence[TelegramRow]) -> dict[str, object]:
    """Return how many rows were read right."""
    counted = Counter(row.right for row in rows)
    return {"telegram_rows": len(rows), "telegram_rows_right": counted[1]}


def _records(path: Path) -> list[dict[str, str]]:
    try:
        telegram = read_telegram(path.read_bytes(), path.name)
    except (OSError, TelegramError):
        return []
    rows = [record(telegram, reading) for reading in telegram.readings]
    return [
        {name: "" if value is None else str(value) for name, value in row.items()} for row in rows
    ]
