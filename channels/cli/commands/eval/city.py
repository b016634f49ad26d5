"""`annai eval city`: how residents of the city are answered."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from channels.cli.clock import city_clock
from channels.cli.evaluating import Compare, Evaluation, Outcome, Rows
from channels.cli.options import Json
from channels.cli.progress import shown_progress
from channels.cli.status import DONE
from channels.cli.unlogged import unlogged_chatbot
from chatbot.finding import Finder
from chatbot.service import index_dir, open_engines
from chatbot.settings import load_settings
from corpus.city import read_city_settings
from corpus.layout import CityLayout
from eval.city_figures import summary
from eval.city_run import MEASURES, CityRun
from eval.city_set import MATSUDO, Split, read_city_set
from indexing.live import LiveIndex
from indexing.snapshots import Snapshots


def run(
    *,
    dataset: Annotated[Path, typer.Option()] = MATSUDO,
    split: Annotated[Split, typer.Option()] = Split.ALL,
    rows: Rows = None,
    compare: Compare = None,
    as_json: Json = False,
) -> int:
    """Ask the published index of the city every question of a set."""
    settings, name = load_settings(), dataset.resolve().name
    parameters = {"dataset": None if dataset == MATSUDO else dataset, "split": split}
    evaluation = Evaluation.of(settings, "city", f"{name}/{split}", parameters, compare)
    city_set = read_city_set(dataset, split)
    engines = open_engines(settings)
    city = read_city_settings(CityLayout.of(settings.city))
    live = LiveIndex(Snapshots(index_dir(settings)), engines, city.name)
    index = live.current()
    city_set.check_documents(index.documents)
    now = city_clock(CityLayout.of(settings.city))()
    with unlogged_chatbot(settings, engines, lambda: now) as chatbot, shown_progress() as report:
        city_run = CityRun(chatbot.ask, Finder(live, city).find, index.documents)
        questions, refused = city_run.run(city_set, report)
    outcome = Outcome(
        figures={"split": split.value, **summary(questions, refused)},
        rows=[*map(asdict, questions), *map(asdict, refused)],
        measures=MEASURES,
        index=index,
        day=now.date(),
    )
    evaluation.finish(outcome, rows, as_json=as_json)
    return DONE
