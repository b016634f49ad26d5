"""`annai unanswered export`: the same as a table for Excel.

The file is CSV in UTF-8 with a byte order mark, without which Excel takes Japanese for CP932. What
residents wrote could begin like a formula; such a cell gets an apostrophe in front, so that Excel
shows it and doesn't run it (https://owasp.org/www-community/attacks/CSV_Injection).
"""

import csv
import io
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from channels.cli.errors import UsageError
from channels.cli.options import Replace
from channels.cli.output import say, text
from channels.cli.status import DONE
from channels.cli.unanswered import Days, Limit, headings, read_unanswered, row_of

MARK = "\ufeff"
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r")
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
    table = _csv([headings(), *rows])
    if file is None:
        sys.stdout.write(table)
    else:
        file.write_text(table, encoding="utf-8", newline="")
        say(text("unanswered.export.done", path=file, count=len(rows)))
    return DONE


def _csv(rows: Sequence[Sequence[str]]) -> str:
    out = io.StringIO(newline="")
    csv.writer(out).writerows([[_harmless(cell) for cell in row] for row in rows])
    return MARK + out.getvalue()


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
