"""Headers, footers and page numbers: what stands at the top or foot of most pages."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.readers.pdf.lines import Line

MIN_PAGES = 3
MIN_SHARE = 0.6
"""Share of the pages, or of the even or odd ones, on which a line stands that is not the text's."""
MARGIN = 0.1
"""Share of the page's height, from its edges, in which such lines stand."""

_NUMBER = re.compile(r"[0-9０-９]+")
_PAGE_NUMBER = re.compile(
    r"[-‐－–—―ー~～\s]*(?:p\.?|page|第)?\s*#\s*(?:頁|ページ|/\s*#|／\s*#|of\s*#)?[-‐－–—―ー~～\s]*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class PageLines:
    """The lines of a page that aren't in tables.

    Attributes:
        lines: The lines.
        foot: The y of the page's lower edge.
        head: The y of its upper edge.
    """

    lines: Sequence[Line]
    foot: float
    head: float


def without_running(pages: Sequence[PageLines]) -> list[list[Line]]:
    """Return the lines of each page without its headers, footers and page number."""
    edges = [_edges(page) for page in pages]
    repeated = _repeated(edges)
    gone = {
        id(line) for edge in edges for key, line in edge if key in repeated or _is_page_number(key)
    }
    return [[line for line in page.lines if id(line) not in gone] for page in pages]


def _edges(page: PageLines) -> list[tuple[tuple[str, str], Line]]:
    """Return the lines at the head and foot, with where they stand and what they say."""
    margin = MARGIN * (page.head - page.foot)
    return [
        (("head" if line.y >= page.head - margin else "foot", _pattern(line)), line)
        for line in page.lines
        if line.y >= page.head - margin or line.y <= page.foot + margin
    ]


def _pattern(line: Line) -> str:
    return "".join(_NUMBER.sub("#", line.text).split())


def _is_page_number(key: tuple[str, str]) -> bool:
    return bool(_PAGE_NUMBER.fullmatch(key[1]))


def _repeated(edges: Sequence[Sequence[tuple[tuple[str, str], Line]]]) -> set[tuple[str, str]]:
    repeated = set()
    for some in (edges, edges[::2], edges[1::2]):
        filled = [page for page in some if page]
        counts = Counter(key for page in filled for key in {key for key, _ in page})
        least = max(MIN_PAGES, MIN_SHARE * len(filled))
        repeated |= {key for key, count in counts.items() if count >= least}
    return repeated
