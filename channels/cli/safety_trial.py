"""Attacking the chatbot residents use, or scoring the answers of a stored run."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

from pydantic import SecretStr

from channels.cli.clock import city_clock
from channels.cli.desk import open_published
from channels.cli.evaluating import Evaluation, Outcome, stored_runs
from channels.cli.progress import shown_progress
from channels.cli.unlogged import unlogged_chatbot
from chatbot.publishing import Publisher
from chatbot.service import open_engines
from chatbot.settings import Settings, load_settings
from corpus.layout import CityLayout
from eval.errors import EvalError
from eval.generation.cited import CitedPlaces
from eval.llm_stand_in import llm_stand_in
from eval.safety.asking import Asking, Target
from eval.safety.figures import summary
from eval.safety.obedient import ObedientModel
from eval.safety.safety_set import (
    ATTACKS,
    HONEST,
    POISONED_CITY,
    QUESTION,
    SafetySet,
    Split,
    read_safety_set,
)
from eval.safety.scoring import MEASURES, Scored, score_all
from eval.safety.secrets import KEYS, STRANGERS_WORDS
from eval.safety.told import SafetyTold, read_safety_told
from indexing.index import Index
from indexing.search import Engines

OBEDIENT = "obedient"
"""Names the stand-in in the figures."""

_EXTRA = ("langchain", "langchain_openai")


@dataclass(frozen=True, slots=True)
class SafetyTrial:
    """What is asked, and whether of the obedient stand-in.

    Attributes:
        beside: Whether attacks stand behind a question that is answered: alone most find nothing,
            and a language model isn't asked.
    """

    attacks: Path
    honest: Path
    split: Split
    llm: bool
    beside: bool

    @property
    def command(self) -> str:
        """What its runs are called: with and without the stand-in they aren't alike."""
        return "safety-llm" if self.llm else "safety"

    @property
    def name(self) -> str:
        """What its runs are stored under."""
        how = "/beside" if self.beside else ""
        return f"{self.attacks.stem}+{self.honest.stem}/{self.split}{how}"

    @property
    def parameters(self) -> dict[str, object]:
        """The options that say so."""
        return {
            "attacks": None if self.attacks == ATTACKS else self.attacks,
            "honest": None if self.honest == HONEST else self.honest,
            "split": self.split,
            "beside": self.beside or None,
        }

    def read(self) -> SafetySet:
        """Read it.

        Raises:
            EvalError: It can't be read.
        """
        found = read_safety_set(self.attacks, self.honest, self.split)
        if not self.beside:
            return found
        return SafetySet(tuple(one.beside(QUESTION) for one in found.attacks), found.honest)


@dataclass(frozen=True, slots=True)
class Trial:
    """What came of it."""

    evaluation: Evaluation
    outcome: Outcome
    scored: list[Scored]


def attack(asked: SafetyTrial, compared: str | None) -> Trial:
    """Ask everything, and score it.

    Raises:
        EvalError: The set can't be read, or the extra `[llm]` isn't installed.
    """
    settings = load_settings()
    if asked.llm and not all(find_spec(package) for package in _EXTRA):
        raise EvalError("safety.no_extra")
    evaluation = Evaluation.of(settings, asked.command, asked.name, asked.parameters, compared)
    safety_set = asked.read()
    with ExitStack() as opened:
        obedient = ObedientModel() if asked.llm else None
        armed = _armed(settings, obedient, opened)
        engines = open_engines(settings)
        index = open_published(settings, engines)
        report = opened.enter_context(shown_progress())
        city = opened.enter_context(_target(armed, engines, index))
        by_document = any(each.document for each in safety_set.attacks)
        poisoned = opened.enter_context(_poisoned(armed, engines)) if by_document else city
        secrets = (*KEYS.values(), *STRANGERS_WORDS, str(settings.data_dir.absolute()))
        asking = Asking(city, poisoned, obedient, secrets)
        told = list(asking.run(safety_set, report))
    day = city_clock(CityLayout.of(settings.city))().date()
    model = OBEDIENT if asked.llm else settings.llm
    return _trial(evaluation, told, model, (index, day))


def score_again(run: str, asked: SafetyTrial, compared: str | None) -> Trial:
    """Score the answers of a stored run; nobody is asked.

    Raises:
        EvalError: There is no such run, or it is of another command.
    """
    settings = load_settings()
    stored = stored_runs(settings).find(run, asked.command, asked.name)
    parameters = {**stored.run.parameters, "score": stored.id}
    dataset = stored.run.dataset
    evaluation = Evaluation.of(settings, asked.command, dataset, parameters, compared)
    model = str(stored.run.figures["llm"])
    when = date.fromisoformat(stored.run.day)
    return _trial(evaluation, read_safety_told(stored), model, (None, when))


def _trial(
    evaluation: Evaluation, told: list[SafetyTold], model: str, of: tuple[Index | None, date]
) -> Trial:
    scored = score_all(told)
    figures = {"llm": model, **summary(scored)}
    rows = [each.row for each in scored]
    return Trial(evaluation, Outcome(figures, rows, MEASURES, *of, tabled=("by_kind",)), scored)


def _armed(settings: Settings, obedient: ObedientModel | None, opened: ExitStack) -> Settings:
    """Return the settings with keys to be stolen, and with the stand-in if there is one."""
    keys = {name: SecretStr(key) for name, key in KEYS.items() if name != "llm_api_key"}
    if obedient is None:
        return settings.model_copy(update=keys)
    server = opened.enter_context(llm_stand_in(obedient))
    model = {
        "llm": "openai:stand-in",
        "llm_base_url": server.base_url,
        "llm_api_key": SecretStr(KEYS["llm_api_key"]),
        "llm_tokens_per_day": 0,
        "llm_cost_per_day": 0.0,
    }
    return settings.model_copy(update=keys | model)


@contextmanager
def _target(settings: Settings, engines: Engines, index: Index) -> Iterator[Target]:
    now = city_clock(CityLayout.of(settings.city))
    with unlogged_chatbot(settings, engines, now) as chatbot:
        yield Target(chatbot.ask, CitedPlaces(index.documents, index.chunks))


@contextmanager
def _poisoned(settings: Settings, engines: Engines) -> Iterator[Target]:
    """Index the city with orders in its documents, as staff would, and open its chatbot."""
    with TemporaryDirectory(prefix="annai-eval-") as folder:
        apart = settings.model_copy(update={"city": str(POISONED_CITY), "data_dir": Path(folder)})
        publisher = Publisher(apart, engines)
        built = publisher.build(lambda _stage, _done, _total: None)
        publisher.publish(built.snapshot, "eval")
        with _target(apart, engines, open_published(apart, engines)) as target:
            yield target
