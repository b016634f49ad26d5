"""The samples of the 気象庁, which lie outside the repository, against the rows checked by hand."""

import csv
import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from chatbot.disaster.jma.telegram import read_telegram, record

DATA = Path(os.environ.get("ANNAI_SHARED_DATA", Path(__file__).parents[5] / "shared" / "data"))
COLUMNS = ("type", "status", "infotype", "area_code", "area_name", "kind_or_intensity", "condition")


@cache
def _printed(path: Path) -> list[tuple[str, ...]]:
    telegram = read_telegram(path.read_bytes(), path.name)
    rows = [record(telegram, reading) for reading in telegram.readings]
    return [(*(str(row[c]) for c in COLUMNS), str(row["level"] or "")) for row in rows]


def _missing(folder: Path) -> Iterator[dict[str, str]]:
    with (folder / "expected_public.csv").open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            expected = (*(row[column] for column in COLUMNS), row["level"])
            if _printed(folder / row["file"]).count(expected) != 1:
                yield row


def test_every_expected_row_is_read_once() -> None:
    """The rows were computed by another parser and read by eye."""
    folder = DATA / "jma"
    if not folder.is_dir():
        pytest.skip(f"no shared data at {folder}")
    assert list(_missing(folder)) == []
