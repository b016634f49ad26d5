"""`annai corpus list`: every document with its dates."""

from channels.cli.clock import city_clock
from channels.cli.options import Json
from channels.cli.output import text, write_json
from channels.cli.problems import problem_records, say_problems
from channels.cli.records import listed
from channels.cli.table import write_table
from chatbot.settings import load_settings
from corpus.corpus import read_corpus
from corpus.layout import CityLayout

COLUMNS = ("id", "title", "kind", "department", "updated_on", "effective_from", "expires_on")


def run(*, as_json: Json = False) -> int:
    """List the documents; what can't be read is listed as problems."""
    layout = CityLayout.of(load_settings().city)
    corpus = read_corpus(layout)
    day = city_clock(layout)().date()
    records = [listed(document, day) for document in corpus.documents]
    if as_json:
        write_json({"documents": records, "problems": problem_records(corpus.problems)})
    else:
        columns = [text(f"corpus.list.column.{name}") for name in (*COLUMNS, "in_force")]
        write_table(columns, [_row(record) for record in records])
    return say_problems(corpus.problems)


def _row(record: dict[str, object]) -> list[str]:
    cells = ["" if record[name] is None else str(record[name]) for name in COLUMNS]
    return [*cells, text("corpus.list.yes" if record["in_force"] else "corpus.list.no")]
