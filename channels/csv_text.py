"""Tables for Excel.

CSV in UTF-8 with a byte order mark, without which Excel takes Japanese for CP932. What residents
wrote could begin like a formula; such a cell gets an apostrophe in front, so that Excel shows it
and doesn't run it (https://owasp.org/www-community/attacks/CSV_Injection).
"""

import csv
import io
from collections.abc import Iterable, Sequence

MARK = "\ufeff"
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")


def csv_text(rows: Iterable[Sequence[str]]) -> str:
    """Return rows as lines, without the mark: it stands once before the first."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows([[_harmless(cell) for cell in row] for row in rows])
    return out.getvalue()


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
