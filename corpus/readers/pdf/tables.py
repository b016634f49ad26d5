"""Tables with borders as rows of texts."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from corpus.readers.pdf.frame import GridCell
from corpus.readers.pdf.grids import Grid
from corpus.readers.pdf.headings import Body
from corpus.readers.pdf.parts import Margins, Part, parts
from corpus.readers.spans import merged_header

SAME_EDGE = 6.0
"""Distance in points up to which the columns of two tables are the same."""

LABEL_LENGTH = 20
"""Length of a column's name, at most."""
NARROW_SLACK = 1.8
WIDE_SLACK = 3.2
"""How far in em from its border a full line of a cell ends: a quarter of its width, in between."""
CELL_WIDTH = 3.5
"""How wide in em a full line of a cell is, at least."""

_NUMBER = re.compile(r"^[\d,.％%]+$")
_NO_HEADINGS = Body(size=float("inf"), is_bold=True)


def table(grid: Grid, page: int) -> Part:
    """Return a table with its header as one row; columns without a word are left out."""
    texts = {cell: _text(cell) for row in grid.rows for cell in row}
    columns = range(len(grid.edges) - 1)
    used = [at for at in columns if any(texts[row[at]] for row in grid.rows)]
    rows = [tuple(row[at] for at in used) for row in grid.rows]
    header = 2 if len(rows) > 2 and _is_group(rows[0], rows[1], texts) else 1  # noqa: PLR2004 - header, row
    labels = merged_header([[texts[cell] for cell in row] for row in rows[:header]])
    first = tuple(labels) if header > 1 else _once(rows[0], texts)
    return Part(
        "table",
        "",
        page,
        rows=(first, *(_once(row, texts) for row in rows[header:])),
        edges=grid.edges,
    )


def with_header_of(previous: Part, following: Part) -> Part:
    """Return a table with the header of the one it goes on with, if it lacks it.

    A table that is cut by the end of a page goes on at the top of the next one with the same
    columns; some programs repeat the header there and some don't.
    """
    same_columns = len(previous.edges) == len(following.edges) > 0 and all(
        abs(one - other) <= SAME_EDGE
        for one, other in zip(previous.edges, following.edges, strict=True)
    )
    if not same_columns or following.rows[0] == previous.rows[0]:
        return following
    return replace(following, rows=(previous.rows[0], *following.rows))


def _is_group(
    above: Sequence[GridCell], below: Sequence[GridCell], texts: Mapping[GridCell, str]
) -> bool:
    """Return whether the first row names groups of columns and the second the columns.

    Then a cell of the first stands over several of the second, and the columns that are in no group
    have one cell for both rows, or an empty one.
    """
    if any(_NUMBER.match(texts[cell]) or len(texts[cell]) > LABEL_LENGTH for cell in below):
        return False
    pairs = list(zip(above, below, strict=True))
    grouped = [above.count(cell) > 1 and below.count(under) == 1 for cell, under in pairs]
    alone = [pair for pair, is_grouped in zip(pairs, grouped, strict=True) if not is_grouped]
    return any(grouped) and all(
        cell is under or not texts[cell] or not texts[under] for cell, under in alone
    )


def _once(row: Sequence[GridCell], texts: Mapping[GridCell, str]) -> tuple[str, ...]:
    return tuple(texts[cell] for at, cell in enumerate(row) if at == 0 or cell is not row[at - 1])


def _text(cell: GridCell) -> str:
    lines = cell.lines()
    size = max((line.size for line in lines), default=1.0)
    slack = min(max(NARROW_SLACK, (cell.right - cell.left) / size / 4), WIDE_SLACK)
    margins = Margins(cell.left, cell.right, float("inf"), slack, CELL_WIDTH)
    text = ""
    for part in parts(lines, 0, _NO_HEADINGS, margins):
        said = part.text or " ".join(" ".join(row) for row in part.rows)
        between = "" if not text or text.endswith(("、", "，", "・")) else " "
        text = f"{text}{between}{said}"
    return text
