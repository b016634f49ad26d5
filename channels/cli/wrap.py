"""Wrapping Japanese for a terminal, where a kanji takes two columns."""

import re
from unicodedata import east_asian_width

_PIECE = re.compile(r"\s+|(?:[!-~]+|.)[、。，．）」』】・ー？！%％]*")
"""What isn't cut: a word in Latin letters, a character; and closing signs don't begin a line."""


def width(text: str) -> int:
    """Return the columns `text` takes."""
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)


def wrap(text: str, columns: int) -> list[str]:
    """Return `text` as lines of at most `columns` columns; its own line ends stay."""
    return [line for paragraph in text.split("\n") for line in _wrap(paragraph, columns)]


def _wrap(paragraph: str, columns: int) -> list[str]:
    lines = [""]
    for piece in _PIECE.findall(paragraph):
        if lines[-1] and width(lines[-1] + piece.rstrip()) > columns:
            lines.append("")
        lines[-1] += piece if lines[-1] else piece.lstrip()
    return [line.rstrip() for line in lines]
