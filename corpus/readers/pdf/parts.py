"""Lines of a page joined to paragraphs, items of lists, headings and rows.

A line goes on in the next one if it reaches the right margin, the next one follows at the usual
distance in the same print, and doesn't begin an item, a heading or an indented paragraph.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median
from typing import Literal

from corpus.readers.pdf.headings import MUCH_LARGER, Body, Heading, heading
from corpus.readers.pdf.lines import Line
from corpus.readers.prose import join

SLACK = 2.8
"""How far in em a full line may end before the margin: no line begins with 、 or 」."""
INDENT = 0.7
"""Indent in em that begins a paragraph."""
MIN_WIDTH = 12
"""Width in em of a line that can be full; a shorter one is a line by itself."""
LARGEST_PITCH = 3.0
"""Distance of lines in em above which there is one whatever is usual."""
MIN_ALIKE = 3
ALIKE = 0.3
"""Long lines, their number and share, that end alike where the margin is."""
USUAL_PITCH = 1.35
"""Distance of lines, in usual ones, above which there is a blank between them."""
SAME_SIZE = 1.25
LABEL_LENGTH = 8
"""Length of a label between the rows of a table, at most."""
HALF = 0.6
"""Width in em of a Latin letter or digit, on the wide side."""

_ITEM = re.compile(
    r"""[・･●○〇◎◦•◆◇■□▲△▼▽▶▷►★☆※＊*→⇒✓✔－–【] | -\ | 注[0-9０-９] | [①-⑳]
    | [(（][0-9０-９一二三四五六七八九十ア-ン]{1,2}[)）]
    | [0-9０-９]{1,2}(?:[.．](?![0-9])|[、)）　\ ])
    | [ア-ン][.．、)）　\ ]""",
    re.VERBOSE,
)
_NUMBER = re.compile(r"[(（]?[0-9０-９ⅠⅡⅢⅣⅤ①-⑳]{1,2}[)）.．]?|[・●■※◆]")
_SCALE = re.compile("[0-9]{1,3}[%％]")
_UNBROKEN = re.compile(r"[!-~％＋－]+[、。，．)）｣」]*")
_SENTENCE_END = re.compile("[。．！？!?][」』）)]*$")


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph, an item, a heading or a table.

    Attributes:
        kind: What it is.
        text: The text; a table has its rows instead.
        page: Page it begins on, counted from 1.
        heading: Level and certainty of a heading.
        rows: The cells of a table, the header first.
        edges: The x of the edges of a table's columns.
        is_item: Whether it begins with the mark of a list.
        is_open: Whether its last line is full, so that the next page may go on with it.
        is_fresh: Whether it can't be the rest of a paragraph: it is indented.
        is_apart: Whether there is a blank before it.
    """

    kind: Literal["text", "heading", "table"]
    text: str
    page: int
    heading: Heading | None = None
    rows: tuple[tuple[str, ...], ...] = ()
    edges: tuple[float, ...] = ()
    is_item: bool = False
    is_open: bool = False
    is_fresh: bool = False
    is_apart: bool = False

    @property
    def ends_sentence(self) -> bool:
        """Return whether the text ends with a whole sentence."""
        return bool(_SENTENCE_END.search(self.text))


@dataclass(frozen=True, slots=True)
class Margins:
    """Where lines begin and end, and how far apart they are.

    Attributes:
        left: Where most begin.
        right: Where a full line ends.
        pitch: The usual distance of baselines.
        slack: How far in em a full line may end before the margin.
        width: Width in em of a line that can be full, at least.
    """

    left: float
    right: float
    pitch: float
    slack: float = SLACK
    width: float = MIN_WIDTH


def parts(
    lines: Sequence[Line], page: int, body: Body, margins: Margins | None = None
) -> list[Part]:
    """Return the parts that the lines of a region make.

    Args:
        lines: The lines from the top down.
        page: Number of the page, counted from 1.
        body: How the text of the document is printed.
        margins: The edges of the region if they are known; else they are guessed.
    """
    within = margins or _margins(lines)
    made: list[Part] = []
    previous: Line | None = None
    for run in _runs(lines):
        if len(run) > 1:
            rows = (tuple(cell.text for cell in line.cells) for line in run)
            said = tuple(row for row in rows if not all(map(_SCALE.fullmatch, row)))
            made.append(Part("table", "", page, rows=said))
            previous = None
            continue
        line = run[0]
        if previous and _goes_on(previous, line, made[-1], within, body):
            text = join(made[-1].text, line.text)
            made[-1] = replace(made[-1], text=text, is_open=_is_full(line, within))
        else:
            made.append(_part(line, previous, page, body, within))
        previous = line
    return made


def _heading(line: Line, body: Body, margins: Margins) -> Heading | None:
    """Return the heading a line may be; a full line in nearly the text's print is text."""
    found = heading(line, body)
    if found and not found.is_marked and line.size < MUCH_LARGER * body.size:
        return None if _is_full(line, margins) else found
    return found


def _part(line: Line, previous: Line | None, page: int, body: Body, margins: Margins) -> Part:
    found = _heading(line, body, margins)
    is_apart = previous is None or _is_apart(previous, line, margins)
    if found:
        return Part("heading", line.text, page, heading=found, is_apart=is_apart)
    return Part(
        "text",
        line.text,
        page,
        is_item=bool(_ITEM.match(line.text)),
        is_open=_is_full(line, margins),
        is_fresh=line.x > margins.left + INDENT * line.size,
        is_apart=is_apart,
    )


def _goes_on(previous: Line, line: Line, part: Part, margins: Margins, body: Body) -> bool:
    """Return whether a line is the rest of the paragraph that the previous line is of."""
    if part.kind != "text" or len(previous.cells) > 1 or len(line.cells) > 1:
        return False
    if not _is_full(previous, margins, before=line.text) or _ITEM.match(line.text):
        return False
    if _heading(line, body, margins):
        return False
    if _is_apart(previous, line, margins):
        return False
    if max(previous.size, line.size) > SAME_SIZE * min(previous.size, line.size):
        return False
    is_first_of_item = part.is_item and part.text == previous.text
    return is_first_of_item or line.x <= previous.x + INDENT * line.size


def _is_apart(previous: Line, line: Line, margins: Margins) -> bool:
    """Return whether there is a blank between two lines."""
    distance = previous.y - line.y
    return distance > USUAL_PITCH * margins.pitch or distance > LARGEST_PITCH * line.size


def _is_full(line: Line, margins: Margins, before: str = "") -> bool:
    """Return whether a line reaches the margin, or what it goes on with had no place on it."""
    unbroken = _UNBROKEN.match(before)
    slack = max(margins.slack, HALF * len(unbroken[0]) if unbroken else 0)
    width = line.end - line.x
    return width >= margins.width * line.size and line.end >= margins.right - slack * line.size


def _runs(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Yield lines one by one, but the rows of a table without borders together.

    Rows are lines of several cells that follow one another; a label may stand between two rows.
    """
    at = 0
    while at < len(lines):
        end = at
        while end < len(lines) and _is_row(lines, end, at):
            end += 1
        end = max(end, at + 1)
        yield list(lines[at:end])
        at = end


def _is_row(lines: Sequence[Line], at: int, begin: int) -> bool:
    line = lines[at]
    if len(line.cells) > 1:
        return not _is_numbered_pair(line)
    is_between = begin < at < len(lines) - 1 and len(lines[at + 1].cells) > 1
    is_label = len(line.text) <= LABEL_LENGTH and not _ITEM.match(line.text)
    return is_between and is_label and not _is_numbered_pair(lines[at + 1])


def _is_numbered_pair(line: Line) -> bool:
    """Return whether the line is a number and what it numbers, set apart."""
    first, *rest = line.cells
    return len(rest) == 1 and bool(_NUMBER.fullmatch(first.text))


def _margins(lines: Sequence[Line]) -> Margins:
    """Guess the margins: the ends most long lines have in common, else the furthest."""
    text = [line for line in lines if len(line.cells) == 1] or lines
    if not text:
        return Margins(0, 0, 0)
    long = [line for line in text if line.end - line.x >= MIN_WIDTH * line.size]
    ends = Counter(round(line.end / line.size) for line in long)
    common, count = ends.most_common(1)[0] if ends else (0, 0)
    right = max(line.end for line in text)
    if count >= max(MIN_ALIKE, ALIKE * len(long)):
        right = min(right, (common + 1) * median(line.size for line in long))
    pitches = [above.y - below.y for above, below in pairwise(lines) if above.y - below.y > 1]
    return Margins(min(line.x for line in text), right, median(pitches) if pitches else 0)
