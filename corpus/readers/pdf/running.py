"""Headers, footers and page numbers: what stands at the top or foot of most pages."""

import re
from collections import Counter
from collections.abc import Sequence

from corpus.readers.pdf.lines import Line

MIN_PAGES = 3
MIN_SHARE = 0.6
"""Share of the pages, or of the even or odd ones, on which a line stands that is not the text's."""
EDGE_LINES = 2
"""Lines from the top and from the foot that are looked at."""

_NUMBER = re.compile(r"[0-9０-９]+")
_PAGE_NUMBER = re.compile(
    r"[-‐－–—―ー~～\s]*(?:p\.?|page|第)?\s*#\s*(?:頁|ページ|/\s*#|／\s*#|of\s*#)?[-‐－–—―ー~～\s]*",
    re.IGNORECASE,
)


def without_running(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """Return the lines of each page without its headers, footers and page number.

    Args:
        pages: For each page its lines from the top down, without those of tables.
    """
    edges = [_edges(page) for page in pages]
    repeated = _repeated(edges)
    return [
        [line for line in page if id(line) not in gone]
        for page, edge in zip(pages, edges, strict=True)
        for gone in [{id(line) for key, line in edge if key in repeated or _is_page_number(key)}]
    ]


def _edges(page: Sequence[Line]) -> list[tuple[tuple[str, str], Line]]:
    """Return the lines at the top and foot, with where they stand and what they say."""
    from_top = sorted(page, key=lambda line: -line.y)
    top = [(("top", _pattern(line)), line) for line in from_top[:EDGE_LINES]]
    foot = [(("foot", _pattern(line)), line) for line in from_top[EDGE_LINES:][-EDGE_LINES:]]
    return top + foot


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
