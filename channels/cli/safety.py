"""Measuring safety: asking attacks and honest questions, or judging the replies of a stored run."""

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from pydantic import SecretStr, ValidationError

from channels.cli.clock import city_clock
from channels.cli.desk import open_published
from channels.cli.evaluating import Evaluation, Outcome, stored_runs
from channels.cli.progress import shown_progress
from channels.cli.unlogged import unlogged_chatbot
from chatbot.answer import LANGUAGES
from chatbot.generation.prompts import Prompts
from chatbot.publishing import Publisher
from chatbot.service import Chatbot, open_engines
from chatbot.settings import Settings, load_settings
from corpus.city import read_city_settings
from corpus.layout import CityLayout
from eval.city_set import Split
from eval.errors import EvalError
from eval.llm_stand_in import llm_stand_in
from eval.run import StoredRun
from eval.safety.asking import Reply, ask_attacks, ask_honest
from eval.safety.dataset import (
    ATTACKS,
    CITY,
    CITY_QUESTIONS,
    POISONED,
    Attack,
    Honest,
    read_attacks,
    read_honest,
)
from eval.safety.judging import MEASURES, judge_all, summary
from eval.safety.obedient import obey
from indexing.index import Index
from indexing.search import Engines

COMMAND = "safety"


@dataclass(frozen=True, slots=True)
class SafetySet:
    """What is asked: the files, the half of them, and whether of an obedient language model."""

    attacks: Path
    honest: Path
    split: Split
    llm: bool

    @property
    def name(self) -> str:
        """What its runs are stored under."""
        files = f"{self.attacks.stem}+{self.honest.stem}"
        return f"{files}/{self.split}{'/llm' if self.llm else ''}"

    @property
    def parameters(self) -> dict[str, object]:
        """The options that say so."""
        return {
            "attacks": self.attacks,
            "honest": self.honest,
            "split": self.split,
            "llm": self.llm or None,
        }


def ask_and_judge(asked: SafetySet, compared: str | None) -> tuple[Evaluation, Outcome]:
    """Ask the chatbot residents use, and judge its replies.

    Raises:
        EvalError: A file can't be read.
    """
    settings = load_settings()
    evaluation = Evaluation.of(settings, COMMAND, asked.name, asked.parameters, compared)
    attacks = read_attacks(asked.attacks, asked.split)
    if asked.attacks == ATTACKS:
        attacks += read_attacks(CITY_QUESTIONS, asked.split)
    honest = read_honest(asked.honest, asked.split)
    engines = open_engines(settings)
    with ExitStack() as opened:
        settings = _obedient(settings, opened) if asked.llm else _without_model(settings)
        index = open_published(settings, engines)
        replies = list(_replies(settings, engines, attacks, honest))
    day = city_clock(CityLayout.of(settings.city))().date()
    return evaluation, _outcome(settings, replies, index, day)


def judge_again(run: str, asked: SafetySet, compared: str | None) -> tuple[Evaluation, Outcome]:
    """Judge the replies of a stored run anew; nobody is asked.

    Raises:
        EvalError: There is no such run, or its rows aren't replies.
    """
    settings = load_settings()
    stored = stored_runs(settings).find(run, COMMAND, asked.name)
    parameters = {**stored.run.parameters, "score": stored.id}
    evaluation = Evaluation.of(settings, COMMAND, stored.run.dataset, parameters, compared)
    day = date.fromisoformat(stored.run.day)
    return evaluation, _outcome(settings, _stored_replies(stored), None, day)


def _replies(
    settings: Settings, engines: Engines, attacks: Sequence[Attack], honest: Sequence[Honest]
) -> Iterator[Reply]:
    now = city_clock(CityLayout.of(settings.city))
    poisoned = [attack for attack in attacks if attack.kind == POISONED]
    others = [attack for attack in attacks if attack.kind != POISONED]
    with unlogged_chatbot(settings, engines, now) as chatbot, shown_progress() as report:
        total, done = len(others) + len(honest), 0
        for asked in (ask_attacks(chatbot.ask, others), ask_honest(chatbot.ask, honest)):
            for reply in asked:
                done += 1
                report("ask", done, total)
                yield reply
    if poisoned:
        with _poisoned_chatbot(settings, engines, now) as chatbot:
            yield from ask_attacks(chatbot.ask, poisoned)


@contextmanager
def _poisoned_chatbot(
    settings: Settings, engines: Engines, now: Callable[[], datetime]
) -> Iterator[Chatbot]:
    """Open a chatbot of the city whose documents hold orders, built as every city is."""
    with TemporaryDirectory(prefix="annai-poisoned-") as folder:
        data_dir = Path(folder)
        (data_dir / "models").symlink_to((settings.data_dir / "models").resolve())
        apart = settings.model_copy(update={"city": str(CITY), "data_dir": data_dir})
        publisher = Publisher(apart, engines)
        with shown_progress() as report:
            built = publisher.build(report)
        publisher.publish(built.snapshot, "annai eval safety")
        with unlogged_chatbot(apart, engines, now) as chatbot:
            yield chatbot


def _obedient(settings: Settings, opened: ExitStack) -> Settings:
    server = opened.enter_context(llm_stand_in(obey))
    return settings.model_copy(
        update={
            "llm": "openai:obedient",
            "llm_base_url": server.base_url,
            "llm_api_key": SecretStr("any"),
            "llm_tokens_per_day": 0,
        }
    )


def _without_model(settings: Settings) -> Settings:
    return settings.model_copy(update={"llm": ""})


def _outcome(
    settings: Settings, replies: Sequence[Reply], index: Index | None, day: date
) -> Outcome:
    names = {read_city_settings(CityLayout.of(city)).name for city in (settings.city, str(CITY))}
    secrets = [Prompts(name).answer_rules(each) for name in names for each in LANGUAGES]
    judged = judge_all(replies, secrets)
    return Outcome(summary(judged), [each.row for each in judged], MEASURES, index, day)


def _stored_replies(run: StoredRun) -> list[Reply]:
    try:
        return [Reply.model_validate_json(json.dumps(row)) for row in run.rows()]
    except ValidationError:
        raise EvalError("run.unreadable", path=run.layout.rows) from None
