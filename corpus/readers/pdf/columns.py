"""Pages set in columns, as newsletters are: the text of each column by itself, in reading order.

Columns of text and columns of a table look alike. What tells them apart is how they were drawn:
text is drawn one column after the other, a table row by row.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from corpus.readers.pdf.fragments import Fragment
from corpus.readers.pdf.lines import Line, lines
from corpus.readers.prose import is_wide

MIN_LINES = 5
"""Lines on both sides of a gutter, at least."""
MIN_LENGTH = 10
"""Length of half of the lines of a column of text, at least, in characters."""
MAX_CHANGES = 3
"""Changes of side, in the order of drawing, that columns drawn one after the other show."""
MAX_DEPTH = 6
GUTTER = 4.0
"""Points before the left edge of a column where nothing else reaches."""


def regions(fragments: Sequence[Fragment], depth: int = 0) -> list[list[Line]]:
    """Return the lines of each region of a page in reading order; one region if it has no columns.

    Args:
        fragments: The text, in the order it is drawn in.
        depth: How many times the page is cut already.
    """
    page = lines(fragments)
    cut = _best_cut(page, fragments) if depth < MAX_DEPTH else None
    if cut is None:
        return [page] if page else []
    gutter, top, bottom = cut
    parts: tuple[list[Fragment], ...] = ([], [], [], [])  # above, left, right, below
    for each in fragments:
        parts[_part(each, gutter, top, bottom)].append(each)
    return [region for part in parts for region in regions(part, depth + 1)]


def _part(fragment: Fragment, gutter: float, top: float, bottom: float) -> int:
    if fragment.y > top:
        return 0
    if fragment.y < bottom:
        return 3
    return 1 if fragment.x < gutter else 2


def _best_cut(
    page: Sequence[Line], fragments: Sequence[Fragment]
) -> tuple[float, float, float] | None:
    """Return the gutter that divides the most lines, and the y of the first and last of them."""
    best: tuple[int, float, float, float] | None = None
    for gutter in _gutters(page):
        for run in _uncrossed(page, gutter):
            top, bottom = run[0].y + 1, run[-1].y - 1
            if (best is None or len(run) > best[0]) and _divides(run, gutter):
                inside = [each for each in fragments if bottom <= each.y <= top]
                if _changes(inside, gutter) <= MAX_CHANGES:
                    best = len(run), gutter, top, bottom
    return best[1:] if best else None


def _gutters(page: Sequence[Line]) -> list[float]:
    edges = Counter(round(cell.x) for line in page for cell in line.cells)
    leftmost = min((line.x for line in page), default=0)
    often = [x for x, count in edges.items() if count >= MIN_LINES]
    return [x - GUTTER for x in often if x - GUTTER > leftmost + GUTTER]


def _uncrossed(page: Sequence[Line], gutter: float) -> Iterator[list[Line]]:
    run: list[Line] = []
    for line in page:
        if any(cell.x < gutter < cell.end for cell in line.cells):
            if run:
                yield run
            run = []
        else:
            run.append(line)
    if run:
        yield run


def _divides(run: Sequence[Line], gutter: float) -> bool:
    cells = [cell for line in run for cell in line.cells]
    return all(
        sum(map(_is_prose, side)) >= max(MIN_LINES, len(side) / 2)
        for side in (
            [cell.text for cell in cells if cell.x < gutter],
            [cell.text for cell in cells if cell.x >= gutter],
        )
    )


def _is_prose(text: str) -> bool:
    return len(text) >= MIN_LENGTH and sum(map(is_wide, text)) * 2 > len(text)


def _changes(fragments: Sequence[Fragment], gutter: float) -> int:
    sides = [each.x < gutter for each in fragments]
    return sum(one != other for one, other in pairwise(sides))
