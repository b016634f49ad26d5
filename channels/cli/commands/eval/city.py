"""`annai eval city`: how residents of the city are answered."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer
from pydantic import SecretStr

from channels.cli.clock import city_clock
from channels.cli.evaluating import Compare, Evaluation, Outcome, Rows
from channels.cli.options import Json
from channels.cli.progress import shown_progress
from channels.cli.status import DONE
from chatbot.finding import Finder
from chatbot.service import Chatbot, index_dir, open_chatbot, open_engines
from chatbot.settings import Settings, load_settings
from corpus.city import read_city_settings
from corpus.layout import CityLayout
from eval.city_figures import summary
from eval.city_run import MEASURES, CityRun
from eval.city_set import MATSUDO, Split, read_city_set
from indexing.live import LiveIndex
from indexing.search import Engines
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
    with _unlogged_chatbot(settings, engines, now) as chatbot, shown_progress() as report:
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


@contextmanager
def _unlogged_chatbot(settings: Settings, engines: Engines, now: datetime) -> Iterator[Chatbot]:
    """Open the chatbot residents use, but for its log: what is asked here is no resident's."""
    with TemporaryDirectory(prefix="annai-eval-") as folder:
        store = SecretStr(f"sqlite:///{folder}/store.db")
        apart = settings.model_copy(update={"database_url": store})
        chatbot = open_chatbot(apart, lambda: now, engines)
        try:
            yield chatbot
        finally:
            chatbot.close()
