"""`annai eval answers`: answering against refusing."""

from pathlib import Path
from typing import Annotated

import typer

from channels.cli.clock import city_clock
from channels.cli.desk import open_published
from channels.cli.evaluating import Compare, Evaluation, Outcome, Rows, beir_index
from channels.cli.options import Json
from channels.cli.status import DONE
from chatbot.service import open_engines
from chatbot.settings import Settings, load_settings
from corpus.layout import CityLayout
from eval.answers import MEASURES, judge, read_questions, summary
from eval.answers import rows as rows_of
from eval.beir import read_beir
from indexing.index import Index


def run(  # noqa: PLR0913  # each parameter is an option
    *,
    in_scope: Annotated[Path, typer.Option()],
    out_of_scope: Annotated[Path, typer.Option()],
    beir: Annotated[Path | None, typer.Option()] = None,
    split: Annotated[str, typer.Option()] = "dev",
    rows: Rows = None,
    compare: Compare = None,
    as_json: Json = False,
) -> int:
    """Decide on every question, on a BEIR folder's documents or on the published index."""
    answerable, foreign = read_questions(in_scope), read_questions(out_of_scope)
    settings = load_settings()
    asked = f"{in_scope.stem}+{out_of_scope.stem}"
    base = beir.resolve().name if beir else CityLayout.of(settings.city).root.name
    parameters = {
        "in_scope": in_scope,
        "out_of_scope": out_of_scope,
        "beir": beir,
        "split": split if beir else None,
    }
    evaluation = Evaluation.of(settings, "answers", f"{base}/{asked}", parameters, compare)
    day = city_clock(CityLayout.of(settings.city))().date()
    index = _index(settings, beir, split)
    judgements = judge(index, answerable, foreign, day)
    outcome = Outcome(summary(judgements), rows_of(judgements), MEASURES, index, day)
    evaluation.finish(outcome, rows, as_json=as_json)
    return DONE


def _index(settings: Settings, beir: Path | None, split: str) -> Index:
    engines = open_engines(settings)
    if beir is None:
        return open_published(settings, engines)
    return beir_index(settings, beir.resolve().name, read_beir(beir, split), engines)
