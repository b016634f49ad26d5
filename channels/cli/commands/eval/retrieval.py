"""`annai eval retrieval`: how well search finds."""

from pathlib import Path
from typing import Annotated

import typer

from channels.cli.clock import city_clock
from channels.cli.evaluating import beir_index, write_figures, write_rows
from channels.cli.options import Json
from channels.cli.status import DONE
from chatbot.service import open_engines
from chatbot.settings import load_settings
from corpus.layout import CityLayout
from eval.beir import read_beir
from eval.retrieval import run_retrieval, summary


def run(
    *,
    beir: Annotated[Path, typer.Option()],
    split: Annotated[str, typer.Option()],
    rows: Annotated[Path | None, typer.Option()] = None,
    as_json: Json = False,
) -> int:
    """Index a BEIR folder, ask every question of a split, and write the figures."""
    dataset = read_beir(beir, split)
    settings = load_settings()
    day = city_clock(CityLayout.of(settings.city))().date()
    index = beir_index(settings, beir.resolve().name, dataset, open_engines(settings))
    results = run_retrieval(dataset, index, day)
    write_rows(rows, results)
    write_figures(
        {"split": split, **summary(results), "embedder": index.manifest.embedder}, as_json=as_json
    )
    return DONE
