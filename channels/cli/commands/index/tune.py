"""`annai index tune`: fit the embedding model to the city, and publish it if it finds better."""

from dataclasses import asdict
from pathlib import Path
from statistics import fmean
from typing import TYPE_CHECKING, Annotated

import typer

from channels.cli.actor import actor
from channels.cli.clock import city_clock
from channels.cli.errors import UsageError
from channels.cli.options import Json
from channels.cli.output import say, text, write, write_json
from channels.cli.problems import say_problems
from channels.cli.progress import shown_progress
from channels.cli.status import PROBLEMS
from channels.cli.table import write_table
from channels.cli.trial_run import Comparison
from channels.cli.tuning import Tuning
from chatbot.service import open_engines
from chatbot.settings import load_settings
from corpus.corpus import read_corpus
from corpus.layout import CityLayout
from indexing.embedders.factory import BUNDLED
from indexing.embedders.tuned import tuned_id_of
from indexing.errors import EmbedderError
from indexing.search import Engines

if TYPE_CHECKING:
    from indexing.tuning.tuner import Tuned

_STEPS = 10
"""Steps whose mean loss is told, first and last."""

_NONE = "–"


def run(
    *,
    queries: Annotated[Path | None, typer.Option()] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run")] = False,
    off: Annotated[bool, typer.Option("--off")] = False,
    as_json: Json = False,
) -> int:
    """Tune, try and publish; or publish the untuned model again.

    Raises:
        EmbedderError: Another embedder is set, or the extra isn't installed.
    """
    if off and (dry_run or queries):
        raise UsageError("usage.value", name="--off", line="annai index tune")
    settings = load_settings()
    if settings.embedder != BUNDLED:
        raise EmbedderError("tuning.other_embedder", embedder=settings.embedder)
    say(text("index.build.reading"))
    city = CityLayout.of(settings.city)
    tuning = Tuning(settings, read_corpus(city), open_engines(settings), city_clock(city))
    try:
        if off:
            return _build(tuning, tuning.engines(""), {}, publish=True, as_json=as_json)
        return _tune(tuning, queries, publish=not dry_run, as_json=as_json)
    finally:
        tuning.forget_unused()


def _tune(tuning: Tuning, queries: Path | None, *, publish: bool, as_json: bool) -> int:
    trial = tuning.trial(queries)
    with shown_progress() as report:
        tuned = tuning.train(trial, report)
        training = _training(tuned)
        say(text("index.tune.trained", **training))
        comparison = tuning.compare(trial, tuned, report)
    if not as_json:
        _write_comparison(comparison)
    if comparison.refuses_worse:
        say(text("index.tune.refuses_worse"))
    figures = {**training, **asdict(comparison)}
    if comparison.is_better:
        engines = tuning.scaled(tuned, comparison.scale)
        return _build(tuning, engines, figures, publish=publish, as_json=as_json)
    if as_json:
        write_json({"tuned": "", "snapshot": "", "published": False, **figures})
    say(text("index.tune.not_better"))
    return PROBLEMS


def _build(
    tuning: Tuning, engines: Engines, figures: dict[str, object], *, publish: bool, as_json: bool
) -> int:
    with shown_progress() as report:
        built, refused = tuning.build(engines, actor(), report, publish=publish)
    tuned_id = tuned_id_of(engines.embedder.id)
    published = publish and not refused
    if as_json:
        outcome = {"tuned": tuned_id, "snapshot": built.snapshot, "published": published}
        write_json({**outcome, **figures})
    elif not refused:
        ending = "untuned" if not tuned_id else "published" if publish else "dry"
        write(text(f"index.tune.{ending}", snapshot=built.snapshot))
    status = say_problems(built.problems)
    if refused:
        say(str(refused))
        return PROBLEMS
    return status


def _training(tuned: "Tuned") -> dict[str, object]:
    return {
        "pairs": tuned.pairs,
        "steps": len(tuned.losses),
        "loss_first": round(fmean(tuned.losses[:_STEPS]), 3),
        "loss_last": round(fmean(tuned.losses[-_STEPS:]), 3),
        "seconds": round(tuned.seconds, 1),
    }


def _write_comparison(comparison: Comparison) -> None:
    write(text("index.tune.asked", questions=comparison.questions, outside=comparison.outside))
    before, after = asdict(comparison.before), asdict(comparison.after)
    columns = ("figure", "before", "after", "difference")
    write_table(
        [text(f"index.tune.column.{name}") for name in columns],
        [
            [text(f"index.tune.figure.{name}"), *_change(before[name], after[name])]
            for name in before
        ],
    )


def _change(before: float | None, after: float | None) -> list[str]:
    if before is None or after is None:
        return [_NONE] * 3
    return [f"{before:.4f}", f"{after:.4f}", f"{after - before:+.4f}"]
