"""Where in a sheet the table is: titles above it, its header, its rows, notes among and below them.

Offices lay sheets out for printing. The header is the first row that is nearly as full as the
fullest of the rows near it and doesn't consist of numbers; what stands above it are titles. A row
with one text only, in a table of three columns and more, is a heading within the table (merged
over all columns, or marked 【】■) or a note (※, or long).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.readers.prose import one_line, tidy
from corpus.readers.reading import Row
from corpus.readers.spans import merged_header
from corpus.readers.table.sheet import Line, Sheet

HEADER_ROWS = 30
"""Rows from the top among which the header is looked for."""
FULLNESS = (0.75, 0.5)
"""How full a header is beside the fullest row: first nearly full, else with columns unnamed."""
LABEL_LENGTH = 80
NOTE_LENGTH = 40
TABLE_WIDTH = 3

_NUMBER = re.compile(r"[-+]?[\d,]+(\.\d+)?%?|\d{4}[-/年]\d{1,2}[-/月]\d{1,2}日?.*")
_NOTE = re.compile(r"[※＊*]|[(（]?注[)）\d０-９:：意]|備考[:：]|出典|資料[:：]")
_SECTION = re.compile("[【〔〈《＜■◆●○◎◇]")


@dataclass(frozen=True, slots=True)
class Table:
    """A table found in a sheet.

    Attributes:
        titles: The lines above it.
        columns: Its columns; each name occurs once.
        rows: Its rows.
        sections: For each row, the heading within the table it stands under, or empty.
        notes: What is said about the table among and below its rows.
    """

    titles: tuple[str, ...]
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    sections: tuple[str, ...]
    notes: tuple[str, ...]


def find_table(sheet: Sheet) -> Table | None:
    """Return the table of a sheet, None if it has no header and so no columns."""
    lines = _without_blank_columns(sheet.lines)
    top = _header(lines)
    if top is None:
        return None
    bottom = _last_header_row(lines, top)
    header = [[one_line(cell) for cell in line.cells] for line in lines[top : bottom + 1]]
    labels = merged_header(header)
    columns = _distinct(labels)
    rows, sections, notes = [], [], []
    section = ""
    headers = {line.cells for line in lines[top : bottom + 1]}
    for line in lines[bottom + 1 :]:
        if line.cells in headers:  # repeated where a printed page begins
            continue
        role = _role(line, len(columns))
        if role == "note":
            notes.append(tidy(line.said()[0]))
        elif role == "section":
            section = one_line(line.said()[0]).strip("【】〔〕〈〉《》＜＞■◆●○◎◇ 　")
        else:
            rows.append(Row(line.number, dict(zip(columns, line.cells, strict=True)), sheet.name))
            sections.append(section)
    titles = tuple(one_line(" ".join(line.said())) for line in lines[:top])
    return Table(titles, columns, tuple(rows), tuple(sections), tuple(notes))


def _without_blank_columns(lines: Sequence[Line]) -> list[Line]:
    width = max((len(line.cells) for line in lines), default=0)
    padded = [line.cells + ("",) * (width - len(line.cells)) for line in lines]
    used = [at for at in range(width) if any(cells[at] for cells in padded)]
    return [
        Line(line.number, tuple(cells[at] for at in used))
        for line, cells in zip(lines, padded, strict=True)
    ]


def _header(lines: Sequence[Line]) -> int | None:
    near = lines[:HEADER_ROWS]
    fullest = max((len(line.said()) for line in near), default=0)
    for share in FULLNESS:
        least = max(2, share * fullest)
        for at, line in enumerate(near):
            if len(line.said()) >= least and _names_columns(line):
                return at
    return None


def _names_columns(line: Line) -> bool:
    said = line.said()
    numbers = sum(bool(_NUMBER.fullmatch(text)) for text in said)
    return numbers * 2 < len(said) and all(len(text) <= LABEL_LENGTH for text in said)


def _last_header_row(lines: Sequence[Line], top: int) -> int:
    """Return the last row of the header: below a label merged over columns stand their names."""
    last = top
    while last + 2 < len(lines) and _has_groups(lines[last]) and _names_columns(lines[last + 1]):
        last += 1
    return last


def _has_groups(line: Line) -> bool:
    return any(left and left == right for left, right in pairwise(line.cells))


def _distinct(labels: Sequence[str]) -> tuple[str, ...]:
    return tuple(_numbered(labels))


def _numbered(labels: Sequence[str]) -> Iterator[str]:
    seen: dict[str, int] = {}
    for label in labels:
        seen[label] = seen.get(label, 0) + 1
        yield f"{label}{seen[label]}" if seen[label] > 1 else label


def _role(line: Line, width: int) -> str:
    said = line.said()
    if len(said) > 1 or width < TABLE_WIDTH:
        return "row"
    if _NOTE.match(said[0]) or len(said[0]) > NOTE_LENGTH:
        return "note"
    return "section" if all(line.cells) or _SECTION.match(said[0]) else "row"
