"""`annai eval report`: what was measured, as a page."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from channels.cli.evaluating import stored_runs
from channels.cli.options import Json
from channels.cli.output import say, text, write_json
from channels.cli.status import DONE, PROBLEMS
from channels.cli.table import write_table
from chatbot.settings import load_settings
from eval.report.bars import Judged, judge
from eval.report.bench import read_bench
from eval.report.page import report_page

COLUMNS = ("bar", "measured", "limit", "verdict", "dataset")


def run(*, out: Annotated[Path | None, typer.Option()] = None, as_json: Json = False) -> int:
    """Write the page, and print which bars are reached."""
    settings = load_settings()
    runs, bench = stored_runs(settings).latest(), read_bench(settings.data_dir / "bench")
    if not runs:
        say(text("eval.report.none"))
        return PROBLEMS
    judged = judge(runs, bench)
    path = out or settings.data_dir / "eval" / "report.html"
    path.write_text(report_page(runs, bench, judged), encoding="utf-8")
    if as_json:
        write_json({"page": path, "bars": [_record(each) for each in judged]})
    else:
        _write_bars(judged)
    say(text("eval.report.done", path=path))
    return DONE


def _record(judged: Judged) -> dict[str, object]:
    bar = judged.bar
    return {
        "key": bar.key,
        "dataset": judged.dataset,
        "figure": bar.figure,
        "value": judged.value,
        "limit": bar.limit,
        "at_most": bar.at_most,
        "reached": judged.reached,
    }


def _write_bars(judged: Sequence[Judged]) -> None:
    headings = [text(f"eval.report.column.{name}") for name in COLUMNS]
    write_table(headings, [each.cells for each in judged])
