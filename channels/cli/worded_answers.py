"""Measuring answers worded by a language model: asking a city's set, or grading a stored run."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from channels.cli.clock import city_clock
from channels.cli.desk import open_published
from channels.cli.evaluating import Evaluation, Outcome, stored_runs
from channels.cli.progress import shown_progress
from channels.cli.unlogged import unlogged_chatbot
from channels.cli.verifying import open_verifier
from chatbot.llm.counts import Measure
from chatbot.llm.usage import Usage
from chatbot.service import Chatbot, open_engines
from chatbot.settings import Settings, load_settings
from corpus.layout import CityLayout
from eval.city_set import MATSUDO, CitySet, Split, read_city_set
from eval.errors import EvalError
from eval.generation.asking import Asking, sampled
from eval.generation.cited import CitedPlaces
from eval.generation.figures import summary
from eval.generation.scoring import MEASURES, score_all
from eval.generation.told import Told, read_told
from indexing.index import Index

COMMAND = "answers-llm"
"""What its runs are called: `answers` are those without a language model."""


@dataclass(frozen=True, slots=True)
class WordedSet:
    """What is asked: a set or a half of it, how often, and at most how many of each kind."""

    folder: Path
    split: Split
    repeat: int
    sample: int | None

    @property
    def name(self) -> str:
        """What its runs are stored under; other samples are other sets."""
        drawn = f"/{self.sample}" if self.sample else ""
        return f"{self.folder.resolve().name}/{self.split}{drawn}"

    @property
    def parameters(self) -> dict[str, object]:
        """The options that say so."""
        return {
            "dataset": None if self.folder == MATSUDO else self.folder,
            "split": self.split,
            "repeat": self.repeat,
            "sample": self.sample,
        }

    def read(self) -> CitySet:
        """Read it."""
        return sampled(read_city_set(self.folder, self.split), self.sample)


def ask_and_grade(asked: WordedSet, compared: str | None) -> tuple[Evaluation, Outcome]:
    """Ask the configured language model by way of the chatbot, and grade what it says.

    Raises:
        EvalError: No language model is configured, or the set doesn't fit the index.
    """
    settings = load_settings()
    if not settings.llm:
        raise EvalError("generation.no_llm")
    evaluation = Evaluation.of(settings, COMMAND, asked.name, asked.parameters, compared)
    index, told, day = _ask(settings, asked)
    return evaluation, _outcome(settings, told, index, day)


def grade_again(run: str, asked: WordedSet, compared: str | None) -> tuple[Evaluation, Outcome]:
    """Grade the answers of a stored run with today's verifier; nobody is asked.

    Raises:
        EvalError: There is no such run, or its rows aren't answers of a language model.
    """
    settings = load_settings()
    stored = stored_runs(settings).find(run, COMMAND, asked.name)
    parameters = {**stored.run.parameters, "score": stored.id}
    evaluation = Evaluation.of(settings, COMMAND, stored.run.dataset, parameters, compared)
    day = date.fromisoformat(stored.run.day)
    return evaluation, _outcome(settings, read_told(stored), None, day)


def _ask(settings: Settings, asked: WordedSet) -> tuple[Index, list[Told], date]:
    city_set, engines = asked.read(), open_engines(settings)
    index = open_published(settings, engines)
    city_set.check_documents(index.documents)
    now = city_clock(CityLayout.of(settings.city))
    places = CitedPlaces(index.documents, index.chunks)
    with unlogged_chatbot(settings, engines, now) as chatbot, shown_progress() as report:
        asking = Asking(chatbot.ask, lambda: _used(chatbot), places)
        return index, list(asking.run(city_set, asked.repeat, report)), now().date()


def _outcome(settings: Settings, told: Sequence[Told], index: Index | None, day: date) -> Outcome:
    scored = score_all(told, open_verifier(settings))
    figures = {"llm": settings.llm, **summary(scored)}
    return Outcome(figures, [each.row for each in scored], MEASURES, index, day)


def _used(chatbot: Chatbot) -> Usage:
    """Return the tokens that the chatbot's language model has used."""
    report = chatbot.llm_report()
    totals = report.totals if report else {}
    return Usage(
        int(totals.get(Measure.INPUT_TOKENS, 0)), int(totals.get(Measure.OUTPUT_TOKENS, 0))
    )
