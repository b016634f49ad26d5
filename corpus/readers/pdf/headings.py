"""Which lines are headings, guessed with care: a wrong heading misleads every search below it.

A heading is short, stands on a line of its own and doesn't end like a sentence. Either its print
says so (larger than the text, or bold where the text is not), or it is numbered the way Japanese
documents are and text follows it. Lines numbered alike one after the other are a list.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.readers.pdf.lines import Line

LARGER = 1.15
"""How much larger than the text a heading's print is."""
MUCH_LARGER = 1.3
"""How much larger print is that is a heading's without a number and however long."""
TITLE = 1.6
"""How much larger than the text a title's print is."""
SMALLER = 0.95
"""How small beside the text a bold heading's print may be; the labels of charts are smaller."""
MIN_LENGTH = 2
MAX_LENGTH = 40
MAX_PLAIN_LENGTH = 20
"""Length in characters of a heading: at least, at most, and if its print or number is all."""

_MARKERS = (
    r"第\s*[0-9０-９一二三四五六七八九十]+\s*[章編部](?![0-9])",
    r"第\s*[0-9０-９一二三四五六七八九十]+\s*節",
    r"[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ][\s　.．]",
    r"[0-9０-９]{1,2}(?:[\s　．.、](?![0-9０-９]))",
    r"[0-9０-９]{1,2}(?:[-－‐.．][0-9０-９]{1,2})+[\s　．.、]",
    r"[(（][0-9０-９一二三四五六七八九十]{1,2}[)）]",
    r"[①-⑳]|[○〇][ア-ン]|[ア-ン][\s　．.、]",
    r"[■◆◇●〇○◎▼▽★☆]|【[^】]+】",
)
"""How the levels of a document are numbered, the outermost first."""
_PATTERNS = tuple(re.compile(marker) for marker in _MARKERS)
_SURE = frozenset((0, len(_MARKERS) - 1))
"""Levels whose mark is enough: chapters, and the marks that begin nothing but headings."""
_NOT_SURE = re.compile("[●〇○◎☆]")
_WORD = re.compile(r"[^\W\d_]")
_CLAUSE = re.compile("[。、，,：:]|[.．…‥・]{3}")
_SENTENCE = re.compile("[．、，,；;]$|[。！？：:]")


@dataclass(frozen=True, slots=True)
class Body:
    """How the text of a document is printed.

    Attributes:
        size: Height of most of it.
        is_bold: Whether most of it is bold.
    """

    size: float
    is_bold: bool


@dataclass(frozen=True, slots=True)
class Heading:
    """A line that may be a heading.

    Attributes:
        level: Its level, 1 for the outermost.
        is_printed: Whether its print or a sure mark says so; without, text must follow it.
        is_marked: Whether it is numbered or marked.
    """

    level: int
    is_printed: bool
    is_marked: bool


def body(lines: Sequence[Line]) -> Body:
    """Return how most of the text is printed."""
    sizes: Counter[float] = Counter()
    bold = 0
    for line in lines:
        sizes[round(line.size * 2) / 2] += len(line.text)
        bold += len(line.text) * line.is_bold
    if not sizes:
        return Body(0, is_bold=False)
    return Body(sizes.most_common(1)[0][0], bold * 2 > sizes.total())


def heading(line: Line, text: Body) -> Heading | None:
    """Return what kind of heading a line may be, None if it is none."""
    words = line.text.strip()
    if not MIN_LENGTH <= len(words) <= MAX_LENGTH or not _WORD.search(words):
        return None
    if len(line.cells) > 2:  # noqa: PLR2004 - the number and the name
        return None
    level = marker_level(words)
    is_larger = line.size >= LARGER * text.size
    is_bolder = line.is_bold and not text.is_bold and line.size >= SMALLER * text.size
    if is_larger or is_bolder:
        return _printed(line, words, level, text)
    return _numbered(line, words, level)


def _printed(line: Line, words: str, level: int | None, text: Body) -> Heading | None:
    if level is not None:
        return Heading(level + 1, is_printed=True, is_marked=True)
    is_clear = line.is_bold or line.size >= MUCH_LARGER * text.size
    if _SENTENCE.search(words) or (not is_clear and len(words) > MAX_PLAIN_LENGTH):
        return None
    return Heading(_unmarked_level(line.size / text.size), is_printed=True, is_marked=False)


def _unmarked_level(ratio: float) -> int:
    """Return the level of a heading without a number: the larger, the further out."""
    if ratio >= TITLE:
        return 1
    return len(_PATTERNS) // 2 if ratio >= MUCH_LARGER else len(_PATTERNS) + 1


def _numbered(line: Line, words: str, level: int | None) -> Heading | None:
    if level is None or len(line.cells) > 1 or len(words) > MAX_PLAIN_LENGTH:
        return None
    if _CLAUSE.search(words):
        return None
    is_sure = level in _SURE and not _NOT_SURE.match(words)
    return Heading(level + 1, is_printed=is_sure, is_marked=True)


def marker_level(text: str) -> int | None:
    """Return the level of the number or mark that begins a text, None if there is none."""
    return next((level for level, each in enumerate(_PATTERNS) if each.match(text)), None)
