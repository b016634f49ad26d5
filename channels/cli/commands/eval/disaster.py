"""`annai eval disaster`: how residents are answered in a disaster."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from channels.cli.errors import UsageError
from channels.cli.evaluating import Compare, Evaluation, Outcome, Rows
from channels.cli.options import Json
from channels.cli.status import DONE
from chatbot.disaster.event import Action, DisasterEvent
from chatbot.disaster.journal import Journal
from chatbot.service import Chatbot, open_chatbot
from chatbot.settings import Settings, load_settings
from chatbot.store.opening import open_store
from eval.disaster.asking import MEASURES, ask_all, summary
from eval.disaster.dataset import FOLDER, Split, read_needs, read_none
from eval.disaster.telegrams import check_telegrams, read_expected, telegram_figures
from indexing.embedders.broken import BrokenEmbedder
from indexing.errors import EmbedderError
from indexing.search import Engines
from indexing.tokenizer import SudachiTokenizer


def run(  # noqa: PLR0913  # each parameter is an option
    *,
    dataset: Annotated[Path, typer.Option()] = FOLDER,
    split: Annotated[Split, typer.Option()] = Split.ALL,
    telegrams: Annotated[Path | None, typer.Option()] = None,
    expected: Annotated[Path | None, typer.Option()] = None,
    rows: Rows = None,
    compare: Compare = None,
    as_json: Json = False,
) -> int:
    """Ask the city in disaster mode every wording of a set, without index and embedder."""
    if (telegrams is None) != (expected is None):
        raise UsageError(
            "usage.together", names="--telegrams, --expected", line="annai eval disaster"
        )
    settings, name = load_settings(), dataset.resolve().name
    parameters = {"dataset": None if dataset == FOLDER else dataset, "split": split}
    evaluation = Evaluation.of(settings, "disaster", f"{name}/{split}", parameters, compare)
    needs, none = read_needs(dataset, split), read_none(dataset)
    wanted = read_expected(expected) if expected else []
    with _in_disaster(settings) as chatbot:
        asked, others = ask_all(needs, chatbot.ask), ask_all(none, chatbot.ask)
    read = check_telegrams(telegrams, wanted) if telegrams else []
    outcome = Outcome(
        figures={
            "split": split.value,
            **summary(asked, others),
            **(telegram_figures(read) if read else {}),
        },
        rows=[*map(asdict, asked), *map(asdict, others), *map(asdict, read)],
        measures=MEASURES,
        index=None,
        day=datetime.now(UTC).date(),
    )
    evaluation.finish(outcome, rows, as_json=as_json)
    return DONE


@contextmanager
def _in_disaster(settings: Settings) -> Iterator[Chatbot]:
    """Open the chatbot residents use in disaster mode, with data of its own and no embedder."""
    engines = Engines(BrokenEmbedder(EmbedderError("embedder.no_weights")), SudachiTokenizer())
    with TemporaryDirectory(prefix="annai-eval-") as folder:
        data_dir = Path(folder)
        url = f"sqlite:///{data_dir / 'annai.db'}"
        event = DisasterEvent(
            at=datetime.now(UTC), actor="eval", action=Action.ON, hazards=(), reason="eval"
        )
        with closing(open_store(url)) as store:
            Journal(store, data_dir).append(event)
        apart = load_settings(city=settings.city, data_dir=data_dir, database_url=url)
        with closing(open_chatbot(apart, engines=engines)) as chatbot:
            yield chatbot
