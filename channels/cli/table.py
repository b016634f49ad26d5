"""Tables of data: drawn on a terminal, else lines with tabs between the cells."""

import sys
from collections.abc import Sequence

from rich.console import Console
from rich.table import Table

from channels.cli.output import write


def write_table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Write a table to standard output; what reads a pipe gets whole cells, each on one line."""
    if sys.stdout.isatty():
        table = Table(*columns)
        for row in rows:
            table.add_row(*row)
        Console(markup=False, highlight=False).print(table)
    else:
        for row in (columns, *rows):
            write("\t".join(" ".join(cell.split()) for cell in row))
