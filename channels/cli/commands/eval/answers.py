"""`annai eval answers`: answering against refusing."""

from pathlib import Path
from typing import Annotated

import typer

from channels.cli.clock import city_clock
from channels.cli.desk import open_published
from channels.cli.evaluating import beir_index, write_figures, write_rows
from channels.cli.options import Json
from channels.cli.status import DONE
from chatbot.service import open_engines
from chatbot.settings import Settings, load_settings
from corpus.layout import CityLayout
from eval.answers import judge, read_questions, summary
from eval.beir import read_beir
from indexing.index import Index


def run(  # noqa: PLR0913  # each parameter is an option
    *,
    in_scope: Annotated[Path, typer.Option()],
    out_of_scope: Annotated[Path, typer.Option()],
    beir: Annotated[Path | None, typer.Option()] = None,
    split: Annotated[str, typer.Option()] = "dev",
    rows: Annotated[Path | None, typer.Option()] = None,
    as_json: Json = False,
) -> int:
    """Decide on every question, on a BEIR folder's documents or on the published index."""
    answerable, foreign = read_questions(in_scope), read_questions(out_of_scope)
    settings = load_settings()
    day = city_clock(CityLayout.of(settings.city))().date()
    index = _index(settings, beir, split)
    asked, refused = judge(index, answerable, day), judge(index, foreign, day)
    write_rows(rows, [*asked, *refused])
    write_figures({**summary(asked, refused), "embedder": index.manifest.embedder}, as_json=as_json)
    return DONE


def _index(settings: Settings, beir: Path | None, split: str) -> Index:
    engines = open_engines(settings)
    if beir is None:
        return open_published(settings, engines)
    return beir_index(settings, beir.resolve().name, read_beir(beir, split), engines)
