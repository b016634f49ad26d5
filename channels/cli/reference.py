"""`docs/cli.md`, made of the help of every command.

`python -m channels.cli.reference > docs/cli.md` writes it; a test keeps it up to date.
"""

import sys

from channels.cli.help_page import WIDEST, group_page
from channels.cli.leaf import command_page
from channels.cli.output import text
from channels.cli.tree import Path, below, line_of


def reference() -> str:
    """Return the document: every page of `--help`, as wide as it gets."""
    return "\n".join([text("reference.head"), *_pages(())])


def _pages(path: Path) -> list[str]:
    page = group_page(path, WIDEST) if below(path) else command_page(path, WIDEST)
    heading = "#" * (len(path) + 2)
    own = f"{heading} {line_of(path)}\n\n```\n{page}\n```\n"
    return [own, *(inner for name in below(path) for inner in _pages((*path, name)))]


if __name__ == "__main__":
    sys.stdout.write(reference())
