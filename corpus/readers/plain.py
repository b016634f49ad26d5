"""Plain text: paragraphs end at blank lines, and a line that begins with ■ is a heading.

A text that was wrapped at a fixed width (a mail, an old word processor) has most of the lines that
don't end a sentence at nearly that width. Its line breaks mean nothing and are taken out, except
before an indented line or an item of a list; in other texts every line stays a line.
"""

import re
import unicodedata
from itertools import groupby, pairwise
from pathlib import Path

from corpus.encoding import decode
from corpus.readers.draft import Draft
from corpus.readers.prose import join, tidy
from corpus.readers.reading import Limits, Reading, TableOptions

WRAPPED_SHARE = 0.6
"""Share of unfinished lines at the full width from which a text counts as wrapped."""
WRAP_COLUMNS = range(40, 161)
"""Widths at which texts are wrapped; a full-width character takes two columns."""
RAGGED = 4
"""Columns a full line may fall short, since 、 and 。 don't begin a line."""

_HEADING = re.compile("[■◆]+ *(?P<text>[^。]{1,40})")
_NEW_LINE = re.compile(r"\s|[・･*●○◎□◇▽▼※〒-]|[(（]?[0-9０-９①-⑳]+[)）．.、 　]")
_SENTENCE_END = ("。", "．", ".", "」", "）", ")")


def read(path: Path, _options: TableOptions, _limits: Limits) -> Reading:
    """Read a text file.

    Raises:
        ReadError: The file is no text or its encoding can't be told.
    """
    lines = re.split("\r\n|[\r\n\f]", decode(path.read_bytes(), path))
    draft = Draft()
    width = _wrap_width(lines)
    for filled, paragraph in groupby(lines, lambda line: bool(tidy(line))):
        if filled:
            _paragraph(draft, list(paragraph), width)
    return Reading(tuple(draft.blocks))


def _paragraph(draft: Draft, lines: list[str], width: int | None) -> None:
    pending: list[str] = []
    previous = ""
    for line in lines:
        text = tidy(line)
        heading = _HEADING.fullmatch(text)
        if heading:
            draft.prose("\n".join(pending))
            pending = []
            draft.heading(1, heading["text"].strip())
        elif pending and width and _continues(previous, line, width):
            pending[-1] = join(pending[-1], text)
        else:
            pending.append(text)
        previous = line
    draft.prose("\n".join(pending))


def _continues(previous: str, line: str, width: int) -> bool:
    return _columns(previous) >= width - RAGGED and not _NEW_LINE.match(line)


def _wrap_width(lines: list[str]) -> int | None:
    unfinished = [
        _columns(line)
        for line, following in pairwise(lines)
        if tidy(line) and tidy(following) and not tidy(line).endswith(_SENTENCE_END)
    ]
    width = max(unfinished, default=0)
    full = sum(columns >= width - RAGGED for columns in unfinished)
    return width if width in WRAP_COLUMNS and full >= WRAPPED_SHARE * len(unfinished) else None


def _columns(line: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in line.rstrip())
