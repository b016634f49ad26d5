"""The pages of `--help`, in Japanese: plain text, as wide as the terminal, `WIDEST` at most.

Typer's own pages have English headings and take a kanji for one column wide.
"""

from collections.abc import Sequence
from shutil import get_terminal_size

from channels.cli.output import text
from channels.cli.tree import Path, below, line_of
from channels.cli.wrap import width, wrap

Entry = tuple[str, str]
"""A name and what it means."""

HELP = "--help"
WIDEST = 100
_LONGEST_NAME = 30
"""Columns a name may take before its meaning goes to the next line."""


def terminal_columns() -> int:
    """Return how wide a page may be here."""
    return min(get_terminal_size((WIDEST, 0)).columns, WIDEST)


def group_page(path: Path, columns: int) -> str:
    """Return the page of a group, or of `annai` itself for the empty path."""
    options = [HELP] if path else ["--version", HELP]
    return page(
        f"{line_of(path)} {text('page.command')}",
        text(f"{'.'.join(path or ('annai',))}.help"),
        {
            "commands": [(name, _summary((*path, name))) for name in below(path)],
            "options": [(name, text(f"option.{name.strip('-')}")) for name in options],
        },
        columns,
    )


def page(usage: str, about: str, sections: dict[str, Sequence[Entry]], columns: int) -> str:
    """Return a page: how it is called, what it does, and sections by the key of their heading."""
    lines = [text("page.usage", line=usage), "", *_indented(wrap(about, columns - 2))]
    for heading, entries in sections.items():
        if entries:
            lines += ["", text(f"page.{heading}")]
            lines += _entries(entries, columns)
    return "\n".join(lines)


def _summary(path: Path) -> str:
    return text(f"{'.'.join(path)}.help").partition("\n")[0].removesuffix("。")


def _entries(entries: Sequence[Entry], columns: int) -> list[str]:
    left = min(max(width(name) for name, _ in entries), _LONGEST_NAME) + 2
    lines = []
    for name, meaning in entries:
        first, *more = wrap(meaning, columns - 2 - left)
        if width(name) + 2 > left:
            lines += [name, " " * left + first]
        else:
            lines.append(name + " " * (left - width(name)) + first)
        lines += [" " * left + line for line in more]
    return _indented(lines)


def _indented(lines: Sequence[str]) -> list[str]:
    return [f"  {line}".rstrip() for line in lines]
