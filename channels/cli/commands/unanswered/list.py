"""`annai unanswered list`: what residents asked in vain."""

from channels.cli.options import Json
from channels.cli.output import write_json
from channels.cli.status import DONE
from channels.cli.table import write_table
from channels.cli.unanswered import Days, Limit, headings, read_unanswered, row_of


def run(*, days: Days = None, limit: Limit = 100, as_json: Json = False) -> int:
    """List the questions that went unanswered, the most frequent first."""
    records = read_unanswered(days, limit)
    if as_json:
        write_json({"questions": records})
    else:
        write_table(headings(), [row_of(record) for record in records])
    return DONE
