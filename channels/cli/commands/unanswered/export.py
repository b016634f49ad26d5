"""`annai unanswered export`: the same as a table for Excel."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from channels.cli.errors import UsageError
from channels.cli.options import Replace
from channels.cli.output import say, text
from channels.cli.status import DONE
from channels.cli.unanswered import Days, Limit, headings, read_unanswered, row_of
from channels.csv_text import MARK, csv_text

_ALL = 1_000_000


def run(
    file: Annotated[Path | None, typer.Argument()] = None,
    *,
    days: Days = None,
    limit: Limit = _ALL,
    replace: Replace = False,
) -> int:
    """Write the table to a file, or to standard output."""
    if file is not None and file.exists() and not replace:
        raise UsageError("usage.exists", path=file)
    rows = [row_of(record) for record in read_unanswered(days, limit)]
    table = MARK + csv_text([headings(), *rows])
    if file is None:
        sys.stdout.write(table)
    else:
        file.write_text(table, encoding="utf-8", newline="")
        say(text("unanswered.export.done", path=file, count=len(rows)))
    return DONE
