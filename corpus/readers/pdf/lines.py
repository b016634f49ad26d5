"""Lines of text put together from pieces, as the eye does it.

Blanks tell little in a PDF: word processors put a quarter of a character between kanji and digits,
spread the letters of a title, and mark a blank by leaving one out. So the distance decides, in
units of the character's height (em): near pieces are one word, a full blank is a space, and what
is further apart belongs to different cells of a table.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.readers.pdf.fragments import Fragment
from corpus.readers.prose import is_wide, tidy

CELL_GAP = 1.6
"""Distance in em from which two texts on a line are cells of their own."""
WIDE_BLANK = 0.6
"""Distance in em that is a blank between Japanese characters; justified text spreads less."""
MIXED_BLANK = 0.75
"""The same between a Japanese character and a digit, which stand a quarter apart anyway."""
NARROW_BLANK = 0.14
"""Distance in em that is a blank between words of Latin letters."""
SAME_LINE = 0.5
"""Distance of baselines, in em of the smaller text, up to which they are one line."""
SAME_PLACE = 0.3
"""Distance in em up to which the same text shown twice is shadow or bold print."""

_SPREAD = re.compile(r"(?:(?<=\s)|^)(?:[^\x00-\xff]\s+){2,}[^\x00-\xff](?=\s|$)")
_SPREAD_PAIR = re.compile(r"([^\x00-\xff])[\s　]+([^\x00-\xff])")
_TYPESET = re.compile(r"(?<=[^\x00-\xff]) (?=[0-9A-Za-z])|(?<=[0-9A-Za-z%]) (?=[^\x00-\xff])")
_NUMBERED = re.compile(r"[0-9]{1,2}(?:[-.][0-9]{1,2})* (?![年月日時分歳代人円件個回名つ点％])")


@dataclass(frozen=True, slots=True)
class Cell:
    """Text on a line with nothing but small blanks in it."""

    text: str
    x: float
    end: float


@dataclass(frozen=True, slots=True)
class Line:
    """Text on one baseline.

    Attributes:
        cells: Its parts from left to right, at least one.
        y: Its baseline; y grows upwards.
        size: Height of most of its text.
        is_bold: Whether all of it is bold.
    """

    cells: tuple[Cell, ...]
    y: float
    size: float
    is_bold: bool

    @property
    def text(self) -> str:
        """Return the whole line."""
        return "　".join(cell.text for cell in self.cells)

    @property
    def x(self) -> float:
        """Return where the line begins."""
        return self.cells[0].x

    @property
    def end(self) -> float:
        """Return where the line ends."""
        return self.cells[-1].end


def lines(fragments: Sequence[Fragment]) -> list[Line]:
    """Return the lines that fragments make, from the top of the page down."""
    rows: list[list[Fragment]] = []
    for fragment in sorted(_single(fragments), key=lambda each: (-each.y, each.x)):
        if rows and _on_line(rows[-1], fragment):
            rows[-1].append(fragment)
        else:
            rows.append([fragment])
    return [line for row in rows if (line := _line(row)) is not None]


def _single(fragments: Sequence[Fragment]) -> Iterator[Fragment]:
    """Leave out what is printed twice in one place."""
    seen: dict[str, list[Fragment]] = {}
    for fragment in fragments:
        near = SAME_PLACE * fragment.size
        places = seen.setdefault(fragment.text.strip(), [])
        if not any(abs(p.x - fragment.x) < near and abs(p.y - fragment.y) < near for p in places):
            places.append(fragment)
            yield fragment


def _on_line(row: Sequence[Fragment], fragment: Fragment) -> bool:
    last = max(row, key=lambda each: each.size)
    return abs(last.y - fragment.y) <= SAME_LINE * min(last.size, fragment.size)


def _line(row: Sequence[Fragment]) -> Line | None:
    cells: list[Cell] = []
    typed = (replace(each, text=_typed(each.text)) for each in row)
    for fragment in sorted(typed, key=lambda each: each.x):
        if cells and fragment.x - cells[-1].end < CELL_GAP * fragment.size:
            cells[-1] = _joined(cells[-1], fragment)
        else:
            cells.append(Cell(fragment.text, fragment.x, fragment.end))
    cells = [replace(cell, text=text) for cell in cells if (text := without_spread(cell.text))]
    if not cells:
        return None
    is_bold = all(each.is_bold for each in row)
    return Line(tuple(cells), max(row, key=_length).y, _size(row), is_bold)


def _size(row: Sequence[Fragment]) -> float:
    sizes: Counter[float] = Counter()
    for fragment in row:
        sizes[fragment.size] += _length(fragment)
    return sizes.most_common(1)[0][0]


def _length(fragment: Fragment) -> int:
    return len(fragment.text.strip())


def _joined(cell: Cell, fragment: Fragment) -> Cell:
    before, after = cell.text.rstrip(), fragment.text.lstrip()
    gap = (fragment.x - cell.end) / max(fragment.size, 1)
    had_space = before != cell.text or after != fragment.text
    blank = " " if before and after and _is_blank(before[-1], after[0], gap, had_space) else ""
    return Cell(f"{before}{blank}{after}", cell.x, max(cell.end, fragment.end))


def _is_blank(before: str, after: str, gap: float, had_space: bool) -> bool:  # noqa: FBT001 - private
    if is_wide(before) or is_wide(after):
        return gap > (WIDE_BLANK if is_wide(before) == is_wide(after) else MIXED_BLANK)
    if before == "%" and after.isdigit():  # the labels of two bars of a chart
        return True
    return had_space or gap > NARROW_BLANK


def _typed(text: str) -> str:
    """Return a fragment's text without the blanks that typesetting puts around numbers.

    A blank after a number that begins the text separates a heading from its number, and stays.
    """
    number = _NUMBERED.match(text)
    kept = number[0] if number else ""
    return kept + _TYPESET.sub("", text[len(kept) :])


def without_spread(text: str) -> str:
    """Return a text without the blanks that only spread it: 下 笠 居, 紫　　雲."""
    text = _SPREAD.sub(lambda match: "".join(match[0].split()), tidy(text))
    pair = _SPREAD_PAIR.fullmatch(text)
    return pair[1] + pair[2] if pair else text
