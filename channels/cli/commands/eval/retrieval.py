"""`annai eval retrieval`: how well search finds."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from channels.cli.clock import city_clock
from channels.cli.evaluating import Compare, Evaluation, Outcome, Rows, beir_index
from channels.cli.options import Json
from channels.cli.status import DONE
from chatbot.service import open_engines
from chatbot.settings import load_settings
from corpus.layout import CityLayout
from eval.beir import read_beir
from eval.retrieval import MEASURES, run_retrieval, summary


def run(
    *,
    beir: Annotated[Path, typer.Option()],
    split: Annotated[str, typer.Option()],
    rows: Rows = None,
    compare: Compare = None,
    as_json: Json = False,
) -> int:
    """Index a BEIR folder, ask every question of a split, and write the figures."""
    settings, name = load_settings(), beir.resolve().name
    parameters = {"beir": beir, "split": split}
    evaluation = Evaluation.of(settings, "retrieval", f"{name}/{split}", parameters, compare)
    dataset = read_beir(beir, split)
    day = city_clock(CityLayout.of(settings.city))().date()
    index = beir_index(settings, name, dataset, open_engines(settings))
    results = run_retrieval(dataset, index, day)
    outcome = Outcome(
        figures={"split": split, **summary(results)},
        rows=[asdict(result) for result in results],
        measures=MEASURES,
        index=index,
        day=day,
    )
    evaluation.finish(outcome, rows, as_json=as_json)
    return DONE
