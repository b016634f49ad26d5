"""A sheet of cells as it stands in the file, before anything is known about it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """One row of cells.

    Attributes:
        number: Line of the file or row of the sheet, counted from 1.
        cells: The texts, empty where the cell is; merged cells all have their text.
    """

    number: int
    cells: tuple[str, ...]

    def said(self) -> tuple[str, ...]:
        """Return the different texts of the row; a merged cell counts once."""
        return tuple(dict.fromkeys(cell for cell in self.cells if cell))


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of cells.

    Attributes:
        name: Name of the sheet, empty if the format has none.
        lines: The rows that say something.
    """

    name: str
    lines: tuple[Line, ...]
