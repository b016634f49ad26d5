"""Running text as people would write it on one line.

Japanese is written without spaces, so a line break inside a paragraph disappears; between two
words of a language written with spaces it becomes one.
"""

import re
import unicodedata

BREAK = "\x1e"
"""Stands for a line break that is seen on the page, where those of the source mean nothing."""

_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1d\x7f\u00ad\u034f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffb\U000e0000-\U000e007f]"
)
"""Controls, and characters without a form: zero width, turning, tags."""
_BLANKS = re.compile("[^\\S\n]+")
_WIDE = frozenset("WFH")


def tidy(text: str) -> str:
    """Return `text` with single blanks, no blank lines, and nothing invisible in it.

    A full-width blank stays one, as it separates names and columns in Japanese; other blanks
    become a space.
    """
    text = _INVISIBLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = _BLANKS.sub(_one_blank, text)
    return "\n".join(line for part in text.split("\n") if (line := part.strip()))


def seen(text: str) -> str:
    """Return `text` without what is invisible in it, all else as it is."""
    return _INVISIBLE.sub("", text)


def one_line(text: str) -> str:
    """Return `text` without line breaks."""
    joined = ""
    for line in tidy(text).split("\n"):
        joined = join(joined, line)
    return joined


def broken(text: str) -> str:
    """Return `text` with a line break at each `BREAK` and nowhere else."""
    return tidy("\n".join(one_line(line) for line in text.split(BREAK)))


def join(before: str, after: str) -> str:
    """Return two pieces of one paragraph as one, with a space only between spaced words."""
    if not before or not after:
        return before + after
    between = "" if is_wide(before[-1]) or is_wide(after[0]) else " "
    return f"{before}{between}{after}"


def is_wide(character: str) -> bool:
    """Return whether the character is one of a script written without spaces, or full-width."""
    return unicodedata.east_asian_width(character) in _WIDE and not _is_hangul(character)


def _is_hangul(character: str) -> bool:
    return "\uac00" <= character <= "\ud7a3"


def _one_blank(match: re.Match[str]) -> str:
    return "　" if "　" in match[0] else " "
