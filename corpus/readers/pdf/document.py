"""The pages of a PDF put together to one document: what runs through all of them left out."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from corpus.document import Block
from corpus.readers.draft import Draft
from corpus.readers.pdf import tables
from corpus.readers.pdf.columns import regions
from corpus.readers.pdf.fragments import PageContent
from corpus.readers.pdf.grids import Grid, grids
from corpus.readers.pdf.headings import LARGER, MUCH_LARGER, Body, body, marker_level
from corpus.readers.pdf.lines import Line, lines
from corpus.readers.pdf.parts import Part, parts
from corpus.readers.pdf.running import PageLines, without_running
from corpus.readers.prose import join, one_line

MANY_FIGURES = 5
"""Parts without a word on a page from which they are the scale and labels of a chart."""
NEXT_LINE = 2.2
"""Distance in em up to which two lines of a title belong together."""
MAX_LARGEST = 3
"""Lines in the largest print of a page from which it is not a title's."""
MANY_ENTRIES = 3
"""Parts that lead to a page number from which they are a table of contents."""

_ENTRY = re.compile(r"[.．…‥・･]{4,}\s*[-－]?\s*[0-9０-９]{1,4}\s*[-－]?$")
_CONTENTS = re.compile(r"^\W*目\s*次\W*$")
_WORD = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class _Page:
    number: int
    regions: tuple[tuple[Line, ...], ...]
    grids: tuple[Grid, ...]
    vertical: str
    foot: float
    head: float

    def lines(self) -> list[Line]:
        return [line for region in self.regions for line in region]

    def all_lines(self) -> list[Line]:
        cells = dict.fromkeys(cell for grid in self.grids for row in grid.rows for cell in row)
        return [*self.lines(), *(line for cell in cells for line in cell.lines())]

    def keep(self, kept: Sequence[Line], dropped: Sequence[Line]) -> "_Page":
        ids = {id(line) for line in kept} - {id(line) for line in dropped}
        left = (tuple(line for line in region if id(line) in ids) for region in self.regions)
        return replace(self, regions=tuple(region for region in left if region))


def blocks(contents: Mapping[int, PageContent], stated: str = "") -> tuple[tuple[Block, ...], str]:
    """Return the blocks of a document and its title, which may be empty.

    Args:
        contents: Page number, counted from 1 → what is on the page.
        stated: The title in the file's properties; without one the largest print of the first page
            is the title.
    """
    pages = [_page(number, content) for number, content in contents.items()]
    text = body([line for page in pages for line in page.all_lines()])
    title = _title(pages[0].lines(), text) if pages and not stated else []
    is_large = any(line.size >= MUCH_LARGER * text.size for line in title)
    dropped = title if is_large else []  # smaller print may be the first line of the text
    kept = without_running([PageLines(page.lines(), page.foot, page.head) for page in pages])
    cleaned = [page.keep(_spelled(left), dropped) for page, left in zip(pages, kept, strict=True)]
    found = tuple(_draft(_with_words(list(_joined(_parts(cleaned, text))))))
    return found, stated or "".join(line.text for line in title)


def _page(number: int, content: PageContent) -> _Page:
    tables_found, free = grids(content.rules, content.fragments)
    turned = (tuple(lines(group)) for group in content.turned)
    return _Page(
        number,
        tuple(tuple(region) for region in regions(free)) + tuple(filter(None, turned)),
        tuple(tables_found),
        one_line(content.vertical),
        content.foot,
        content.head,
    )


def _title(page: Sequence[Line], text: Body) -> list[Line]:
    """Return the largest print of a page if it is a title: one line, or two."""
    worded = [line for line in page if _WORD.search(line.text)]
    size = max((line.size for line in worded), default=0)
    if size < LARGER * text.size:
        return []
    largest = sorted((line for line in worded if line.size == size), key=lambda line: -line.y)
    longest = max(largest, key=lambda line: len(line.text))
    if len(largest) > MAX_LARGEST or marker_level(longest.text) is not None:
        return []
    if longest.text.endswith("。"):
        return []
    at = largest.index(longest)
    return [line for line in largest[at : at + 2] if longest.y - line.y < NEXT_LINE * size]


def _spelled(page: Sequence[Line]) -> list[Line]:
    """Leave out the labels of charts that are set letter by letter, one below the other."""
    letters = sum(len(line.text) == 1 for line in page)
    return [line for line in page if letters < MANY_FIGURES or len(line.text) > 1]


def _with_words(found: Sequence[Part]) -> list[Part]:
    """Leave out what says nothing: entries of a table of contents, the scale of a chart."""
    figures = {id(part) for last, part in pairwise([None, *found]) if _is_figures(last, part)}
    scales = Counter(part.page for part in found if id(part) in figures)
    entries = Counter(part.page for part in found for row in _rows(part) if _ENTRY.search(row))
    return [
        part
        for part in found
        if not (scales[part.page] >= MANY_FIGURES and id(part) in figures)
        and not (entries[part.page] >= MANY_ENTRIES and _is_contents(part))
    ]


def _rows(part: Part) -> list[str]:
    return [row[-1] for row in part.rows] if part.kind == "table" else [part.text]


def _is_contents(part: Part) -> bool:
    rows = _rows(part)
    listed = sum(bool(_ENTRY.search(row) or _CONTENTS.search(row)) for row in rows)
    return listed * 2 > len(rows)


def _is_figures(last: Part | None, part: Part | None) -> bool:
    """Return whether a part is numbers only and not the end of the sentence before it."""
    if part is None or part.kind == "table" or _WORD.search(part.text):
        return False
    return last is None or last.kind != "text" or last.ends_sentence or not _WORD.search(last.text)


def _parts(pages: Sequence[_Page], document: Body) -> Iterator[Part]:
    for page in pages:
        own = body(page.all_lines())  # an annex in larger print isn't all headings
        text = replace(document, size=max(document.size, own.size))
        waiting = list(page.grids)
        for region in page.regions:
            left = list(region)
            while waiting and left and left[-1].y < waiting[0].top:
                above = [line for line in left if line.y >= waiting[0].top]
                left = left[len(above) :]
                yield from parts(above, page.number, text)
                yield tables.table(waiting.pop(0), page.number)
            yield from parts(left, page.number, text)
        yield from (tables.table(grid, page.number) for grid in waiting)
        if page.vertical:
            yield Part("text", page.vertical, page.number)


def _joined(found: Iterator[Part]) -> Iterator[Part]:
    """Yield the parts with paragraphs and tables that a page's end cuts made whole."""
    last: Part | None = None
    for part in found:
        following = part
        if last is not None and last.page == part.page - 1:
            if _goes_on(last, part):
                last = replace(last, text=join(last.text, part.text), is_open=part.is_open)
                continue
            if last.kind == part.kind == "table":
                following = tables.with_header_of(last, part)
        if last is not None:
            yield last
        last = following
    if last is not None:
        yield last


def _goes_on(last: Part, part: Part) -> bool:
    cut = last.kind == part.kind == "text" and last.is_open and not last.ends_sentence
    return cut and not part.is_item and not part.is_fresh


def _draft(found: Sequence[Part]) -> tuple[Block, ...]:
    draft = Draft()
    pending: list[Part] = []
    for part, following in pairwise([*found, None]):
        if part is None:
            continue
        is_heading = part.kind == "heading" and _stands(part, pending[-1:], following)
        if is_heading or part.kind == "table" or (pending and _ends_block(pending[-1], part)):
            _flush(draft, pending)
        if is_heading and part.heading:
            draft.heading(part.heading.level, part.text)
        elif part.kind == "table":
            draft.page = part.page
            draft.table(part.rows)
        else:
            pending.append(part)
    _flush(draft, pending)
    return tuple(draft.blocks)


def _stands(part: Part, before: Sequence[Part], following: Part | None) -> bool:
    """Return whether a line that may be a heading is one: if print doesn't say so, text follows."""
    if part.heading is None or following is None:
        return False
    if not part.heading.is_marked and following.page != part.page:  # a line on a cover
        return False
    if part.heading.is_printed:
        return True
    is_list = any(each.heading and each.heading.level == part.heading.level for each in before)
    if is_list or following.is_item or following.page != part.page:
        return False
    return following.heading is None or following.heading.level > part.heading.level


def _ends_block(last: Part, part: Part) -> bool:
    if part.is_apart or last.page != part.page:
        return True
    return last.ends_sentence and not (last.is_item or part.is_item)


def _flush(draft: Draft, pending: list[Part]) -> None:
    if pending:
        draft.page = pending[0].page
        draft.prose("\n".join(part.text for part in pending))
        pending.clear()
