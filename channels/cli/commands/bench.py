"""`annai bench`: how fast and how large it is on this machine."""

import json
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Annotated, Any

import typer

from channels.cli.errors import UsageError
from channels.cli.options import Json
from channels.cli.output import say, text, write
from channels.cli.progress import shown_progress
from channels.cli.status import DONE
from channels.cli.table import write_table
from chatbot.service import open_engines
from chatbot.settings import load_settings
from eval.bench.bars import Judged, judge, judge_part
from eval.bench.disaster import measure_disaster
from eval.bench.finding import BeirSplit
from eval.bench.generation import measure_generation
from eval.bench.line import judge_line, measure_line
from eval.bench.plan import FULL, QUICK, Plan
from eval.bench.results import as_json as json_of
from eval.bench.results import results_folder, store
from eval.bench.run import Bench
from eval.bench.texts import RealTexts, city_texts, read_newsletters

SHARED = Path("../shared/data")
SERVE = (sys.executable, "-m", "channels.cli", "serve")
COLUMNS = ("figure", "value", "bar", "reached")
_NONE = "–"


def run(  # noqa: PLR0913  # each parameter is an option
    *,
    quick: Annotated[bool, typer.Option("--quick")] = False,
    chunks: Annotated[str | None, typer.Option()] = None,
    corpus: Annotated[Path | None, typer.Option()] = None,
    beir: Annotated[Path | None, typer.Option()] = None,
    split: Annotated[str, typer.Option()] = "dev",
    out: Annotated[Path | None, typer.Option()] = None,
    only: Annotated[str | None, typer.Option()] = None,
    as_json: Json = False,
) -> int:
    """Measure, keep the result, and write it; `--only` measures one part, and keeps nothing."""
    plan = _plan(QUICK if quick else FULL, chunks)
    if only is not None:
        return _measure_part(only, plan, out, as_json=as_json)
    settings = load_settings()
    texts, notes = _texts(corpus, settings.city)
    bench = Bench(
        settings=settings,
        texts=texts,
        plan=plan,
        serve=SERVE,
        beir=BeirSplit(beir, split) if beir else None,
        notes=notes,
    )
    with shown_progress() as report:
        result = bench.run(report)
    stored = store(result, results_folder(settings.data_dir))
    if out is not None:
        out.write_text(json_of(result), encoding="utf-8")
    if as_json:
        write(json_of(result).rstrip())
    else:
        _write_table(judge(result))
    for note in result.notes:
        say(note)
    say(text("bench.stored", path=stored))
    return DONE


def _plan(plan: Plan, chunks: str | None) -> Plan:
    if chunks is None:
        return plan
    try:
        sizes = tuple(sorted({int(size) for size in chunks.split(",")}))
    except ValueError:
        sizes = (0,)
    if sizes[0] < 1:
        raise UsageError("usage.value", name="--chunks", line="annai bench")
    return replace(plan, sizes=sizes)


def _texts(corpus: Path | None, city: str) -> tuple[RealTexts, tuple[str, ...]]:
    """Return the newsletters, or else what the city says, and a note that says so."""
    shared = Path(os.environ.get("ANNAI_SHARED_DATA") or SHARED)
    folder = corpus or shared / "bulletins"
    if corpus is None and not folder.is_dir():
        return city_texts(city), (text("bench.no_corpus", path=folder, city=city),)
    return read_newsletters(folder), ()


def _measure_part(only: str, plan: Plan, out: Path | None, *, as_json: bool) -> int:
    if only not in PARTS:
        raise UsageError("usage.value", name="--only", line="annai bench")
    figures, judged = PARTS[only](plan)
    written = json.dumps({only: figures}, indent=2)
    if out is not None:
        out.write_text(f"{written}\n", encoding="utf-8")
    if as_json:
        write(written)
    else:
        _write_table(judged)
    return DONE


def _line(_plan: Plan) -> tuple[dict[str, Any], list[Judged]]:
    figures = measure_line(load_settings(), SERVE)
    return asdict(figures), judge_line(figures)


def _generation(plan: Plan) -> tuple[dict[str, Any], list[Judged]]:
    settings = load_settings()
    figures = measure_generation(settings, open_engines(settings), plan).model_dump()
    return figures, judge_part(figures, "generation")


def _disaster(plan: Plan) -> tuple[dict[str, Any], list[Judged]]:
    settings = load_settings()
    figures = measure_disaster(settings, open_engines(settings), SERVE, plan).model_dump()
    return figures, judge_part(figures, "disaster")


PARTS: Mapping[str, Callable[[Plan], tuple[dict[str, Any], list[Judged]]]] = {
    "line": _line,
    "generation": _generation,
    "disaster": _disaster,
}
"""What can be measured alone."""


def _write_table(judged: Sequence[Judged]) -> None:
    """Write what was measured, the bar, and whether it is reached."""
    columns = [text(f"bench.column.{name}") for name in COLUMNS]
    write_table(columns, [_row(each) for each in judged])


def _row(judged: Judged) -> tuple[str, str, str, str]:
    figure = judged.figure
    name = text(f"bench.figure.{figure.key}")
    if judged.chunks is not None:
        name = text("bench.of_chunks", name=name, chunks=judged.chunks)
    value = _NONE if judged.value is None else f"{judged.value:,.4g}"
    kind = "at_most" if figure.at_most else "at_least"
    bar = "" if figure.limit is None else text(f"bench.{kind}", limit=figure.limit)
    reached = {None: "", True: text("bench.reached"), False: text("bench.missed")}[judged.reached]
    return name, value, bar, reached
