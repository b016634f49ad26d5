"""The blocks of a document while it is read: headings open and close, text goes under them."""

from collections.abc import Sequence

from corpus.document import Block, BlockKind

BAR = " | "
"""Stands between the cells of a table's line."""


class Draft:
    """Collects blocks; a heading closes those of its own level and below.

    Attributes:
        blocks: The blocks so far, in reading order.
        first_heading: The first heading of all, empty if there was none.
        page: Page the next blocks stand on, for formats that have pages.
    """

    def __init__(self) -> None:
        """Begin with no text and no heading."""
        self.blocks: list[Block] = []
        self.first_heading = ""
        self.page: int | None = None
        self._open: list[tuple[int, str]] = []

    @property
    def headings(self) -> tuple[str, ...]:
        """Return the heading path, the outermost first."""
        return tuple(text for _, text in self._open)

    def heading(self, level: int, text: str) -> None:
        """Open a heading; `level` 1 is the outermost."""
        if text:
            self.first_heading = self.first_heading or text
            self._open = [entry for entry in self._open if entry[0] < level] + [(level, text)]

    def prose(self, text: str) -> None:
        """Add running text."""
        self._add(text, BlockKind.PROSE)

    def table(self, rows: Sequence[Sequence[str]]) -> None:
        """Add a table of cells, the header first; a table of one column is a list."""
        lines = [table_line(row) for row in rows]
        one_column = all(len(row) == 1 for row in rows)
        kind = BlockKind.PROSE if one_column else BlockKind.TABLE
        self._add("\n".join(line for line in lines if line), kind)

    def _add(self, text: str, kind: BlockKind) -> None:
        if text.strip():
            self.blocks.append(Block(text, kind, self.headings, self.page))


def table_line(cells: Sequence[str]) -> str:
    """Return a row of a table as one line, empty if no cell says anything."""
    texts = [" ".join(cell.split("\n")).strip() for cell in cells]
    while texts and not texts[-1]:
        texts.pop()
    return BAR.join(texts) if any(texts) else ""
