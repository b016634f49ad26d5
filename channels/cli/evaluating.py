"""What the evaluating commands share: options, the test set's index, and what is kept of a run."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated

import typer

from channels.cli.comparison_text import write_comparison
from channels.cli.output import say, text, write, write_json
from channels.cli.progress import shown_progress
from chatbot.settings import Settings
from corpus.layout import CityLayout
from eval.beir import BeirSet
from eval.comparison import Comparison, Measures, compare
from eval.conditions import machine, open_settings, versions
from eval.retrieval import open_beir_index, read_city_words
from eval.run import Row, Run, StoredRun
from eval.runs import Runs
from indexing.index import Index
from indexing.search import Engines

Rows = Annotated[Path | None, typer.Option()]
Compare = Annotated[str | None, typer.Option()]


def stored_runs(settings: Settings) -> Runs:
    """Return the runs kept in the data directory."""
    return Runs(settings.data_dir / "eval" / "runs")


def beir_index(settings: Settings, name: str, beir: BeirSet, engines: Engines) -> Index:
    """Build a test set with the city's words; unchanged texts keep their vectors.

    Args:
        settings: Which city, which data directory.
        name: The test set's name: its index is kept in `<data dir>/eval/<name>`.
        beir: The test set.
        engines: What builds and searches.
    """
    words = read_city_words(CityLayout.of(settings.city))
    with shown_progress() as report:
        return open_beir_index(beir, settings.data_dir / "eval" / name, engines, words, report)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was measured.

    Attributes:
        figures: What is printed.
        rows: What came of each question.
        measures: What of the rows is compared with another run.
        index: What was asked; None where none was.
        day: As of which day.
        tabled: Those of the figures that the command itself writes as a table.
    """

    figures: Mapping[str, object]
    rows: Sequence[Row]
    measures: Measures
    index: Index | None
    day: date
    tabled: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Evaluation:
    """One call of an evaluating command; `of` finds the run to compare with before the work.

    Attributes:
        parameters: The options that say what is measured; None where one wasn't given.
    """

    settings: Settings
    command: str
    dataset: str
    parameters: Mapping[str, object]
    earlier: StoredRun | None

    @classmethod
    def of(
        cls,
        settings: Settings,
        command: str,
        dataset: str,
        parameters: Mapping[str, object],
        compared: str | None,
    ) -> "Evaluation":
        """Make one.

        Raises:
            EvalError: There is no run `compared`.
        """
        runs = stored_runs(settings)
        earlier = runs.find(compared, command, dataset) if compared else None
        return cls(settings, command, dataset, parameters, earlier)

    def finish(self, outcome: Outcome, rows: Path | None, *, as_json: bool) -> None:
        """Store the run, write its figures and the comparison; `rows` gets a copy of the rows."""
        index = outcome.index
        embedder = {"embedder": index.manifest.embedder} if index else {}
        figures = {**outcome.figures, **embedder}
        stored = stored_runs(self.settings).store(self._run(outcome, figures), outcome.rows)
        if rows is not None:
            rows.write_bytes(stored.layout.rows.read_bytes())
        told = {**figures, "run": stored.id}
        comparison = self._comparison(outcome)
        if as_json:
            write_json(told | ({"comparison": asdict(comparison)} if comparison else {}))
            return
        write_figures({name: told[name] for name in told if name not in outcome.tabled})
        if comparison and self.earlier:
            write_comparison(self.earlier.id, comparison, outcome.measures)
        say(text("eval.stored", path=stored.layout.root))

    def _run(self, outcome: Outcome, figures: Mapping[str, object]) -> Run:
        given = {name: str(value) for name, value in self.parameters.items() if value is not None}
        return Run(
            command=self.command,
            dataset=self.dataset,
            parameters=given,
            settings=open_settings(self.settings),
            versions={**versions(), **_of_index(outcome.index)},
            machine=machine(),
            date=datetime.now(UTC),
            day=outcome.day.isoformat(),
            figures=dict(figures),
        )

    def _comparison(self, outcome: Outcome) -> Comparison | None:
        if self.earlier is None:
            return None
        return compare(self.earlier.rows(), outcome.rows, outcome.measures)


def _of_index(index: Index | None) -> dict[str, str]:
    if index is None:
        return {}
    manifest = index.manifest
    return {
        "embedder": manifest.embedder,
        "tokenizer": manifest.tokenizer,
        "snapshot": index.id,
    }


def write_figures(figures: Mapping[str, object]) -> None:
    """Write figures, a line each; those of a group have its name and a dot in front."""
    for name, figure in _flat(figures):
        write(f"{name}\t{figure:.4f}" if isinstance(figure, float) else f"{name}\t{figure}")


def _flat(figures: Mapping[str, object]) -> Iterable[tuple[str, object]]:
    for name, figure in figures.items():
        if isinstance(figure, Mapping):
            yield from ((f"{name}.{key}", value) for key, value in _flat(figure))
        else:
            yield name, "–" if figure is None else figure
