"""Generated answers through the whole engine, with a stand-in that knows when it invents.

A stand-in for the language model on the loopback answers from the documents that it is shown: first
right (`right_answer`), then with one invented sentence in each answer (`inventing_answer`). The
questions are the Japanese ones of the bundled set, asked of the published index by the chatbot that
residents use. Counted are answers that came to be worded; a document without whole sentences, of
which the stand-in can't make any, doesn't count.

- `own_ms`: what our code took for a generated answer, waiting for the language model left out
  (`timing_ms.generation_own`).
- `added_ms`: the whole time of an answer less that of the same question without a language model:
  protocol, client library and the stand-in itself are in it, so it is an upper bound.
- `unharmed`: part of the right answers of which every sentence was shown.
- `invented_shown`: invented sentences in what residents would have read.
"""

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import cycle, islice
from pathlib import Path
from tempfile import TemporaryDirectory

from pydantic import SecretStr

from chatbot.answer import Answer, Question
from chatbot.service import Chatbot, index_dir, open_chatbot
from chatbot.settings import Settings
from eval.bench.plan import Plan
from eval.bench.result import GenerationFigures, Spread, rounded
from eval.city_set import MATSUDO, Split, read_city_set
from eval.errors import EvalError
from eval.generation.scripted import (
    NOTHING,
    ScriptedAnswer,
    Wording,
    inventing_answer,
    right_answer,
)
from eval.generation.sentences import cited_sentences
from eval.generation.shown import shown_in
from eval.generation.told import GENERATED, PARTIAL
from eval.llm_stand_in import Behaviour, ChatRequest, LlmStandIn, llm_stand_in, say
from indexing.search import Engines
from indexing.snapshots import Snapshots

WARM_UP = 10
ROUNDS = 3
"""How often the questions are gone through at the most: not every one is worded."""

SEED = 20261123
_EXTRA = ("langchain", "langchain_openai")


def can_measure_generation(settings: Settings) -> bool:
    """Whether the city's index is published and the extra `[llm]` is installed."""
    published = Snapshots(index_dir(settings)).current() is not None
    return published and all(find_spec(package) for package in _EXTRA)


def measure_generation(settings: Settings, engines: Engines, plan: Plan) -> GenerationFigures:
    """Measure the chatbot of the settings' city, on its published index.

    Args:
        settings: Which city, which data directory; their language model isn't asked.
        engines: What searches.
        plan: How many right answers, and how many that invent something.

    Raises:
        EvalError: Nothing is published, the extra `[llm]` isn't installed, or none was worded.
    """
    if not can_measure_generation(settings):
        raise EvalError("bench.no_generation")
    with ExitStack() as opened:
        script = _Script(right_answer)
        server = opened.enter_context(llm_stand_in(script))
        generating = opened.enter_context(closing(_open(settings, engines, server, opened)))
        quoting = opened.enter_context(closing(_open(settings, engines, None, opened)))
        asker = _Asker(generating, quoting, script)
        for _ in asker.ask(WARM_UP):
            pass
        right = list(asker.ask(plan.worded))
        script.wording = inventing_answer
        invented = list(asker.ask(plan.worded))
    if not any(asked.is_shown for asked in right):
        raise EvalError("bench.none_worded")
    return _figures(right, invented)


class _Script:
    """Answers as it is told, and keeps what it said last."""

    def __init__(self, wording: Wording) -> None:
        self.wording = wording
        self.said = NOTHING
        self._chance = random.Random(SEED)  # noqa: S311  # no secret depends on it

    def __call__(self, request: ChatRequest) -> Behaviour:
        pieces = shown_in(request.last)
        self.said = self.wording(pieces, self._chance) if pieces else NOTHING
        if not self.said.sentences:
            return say({"completeness": "none", "sentences": []}, piece=400)
        return say(self.said.output, piece=400)


@dataclass(frozen=True, slots=True)
class _Asked:
    """An answer, what the stand-in had said, and how much longer it took than a quote."""

    answer: Answer
    said: ScriptedAnswer
    added_ms: float

    @property
    def is_shown(self) -> bool:
        return self.answer.generation in {GENERATED, PARTIAL}

    @property
    def unharmed(self) -> bool:
        """Whether it is shown, with all that was said."""
        shown = len(cited_sentences(self.answer.text, {}))
        return self.answer.generation == GENERATED and shown >= len(self.said.sentences)

    @property
    def shows_invented(self) -> bool:
        if not self.is_shown or self.said.invented is None:
            return False
        worded = self.said.invented.text.partition("{{")[0]
        return worded in self.answer.text


@dataclass(frozen=True, slots=True)
class _Asker:
    generating: Chatbot
    quoting: Chatbot
    script: _Script

    def ask(self, worded: int) -> Iterator[_Asked]:
        """Yield so many answers that came to be worded, or fewer where too few questions do."""
        texts = _questions()
        found = (self._asked(text) for text in islice(cycle(texts), ROUNDS * len(texts)))
        return islice((asked for asked in found if asked.said.sentences), worded)

    def _asked(self, text: str) -> _Asked:
        question = Question(text, channel="cli")
        self.quoting.ask(question)  # whoever asks first pays for embedding it
        quoted = self.quoting.ask(question)
        self.script.said = NOTHING
        answer = self.generating.ask(question)
        added = answer.timing_ms["total"] - quoted.timing_ms["total"]
        return _Asked(answer, self.script.said, added)


def _questions() -> Sequence[str]:
    questions = read_city_set(MATSUDO, Split.ALL).questions
    return [each.text for each in questions if each.language == "ja"]


def _open(
    settings: Settings, engines: Engines, server: LlmStandIn | None, opened: ExitStack
) -> Chatbot:
    """Open the chatbot with a store of its own; without a server it has no language model."""
    folder = Path(opened.enter_context(TemporaryDirectory(prefix="annai-bench-")))
    model = (
        {"llm": "openai:stand-in", "llm_base_url": server.base_url, "llm_api_key": SecretStr("any")}
        if server
        else {"llm": ""}
    )
    store = {"database_url": SecretStr(f"sqlite:///{folder}/store.db")}
    unlimited = {"llm_tokens_per_day": 0, "llm_cost_per_day": 0.0}
    return open_chatbot(settings.model_copy(update=model | store | unlimited), engines=engines)


def _figures(right: Sequence[_Asked], invented: Sequence[_Asked]) -> GenerationFigures:
    shown = [asked for asked in right if asked.is_shown]
    harmed = Counter(
        asked.answer.generation or asked.answer.reason for asked in right if not asked.unharmed
    )
    reached = Counter(asked.said.kind for asked in invented if asked.shows_invented)
    kinds = Counter(asked.said.kind for asked in invented)
    return GenerationFigures(
        own_ms=Spread.of([asked.answer.timing_ms["generation_own"] for asked in shown]),
        added_ms=Spread.of([asked.added_ms for asked in shown]),
        right=len(right),
        unharmed=rounded(sum(asked.unharmed for asked in right) / len(right)),
        harmed_by_outcome=dict(sorted(harmed.items())),
        invented=len(invented),
        invented_by_kind=dict(sorted(kinds.items())),
        invented_shown=reached.total(),
        invented_shown_by_kind=dict(sorted(reached.items())),
    )
