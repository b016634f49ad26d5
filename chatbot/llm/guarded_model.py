"""The language model as the writer sees it: within a time, a budget, and only while it is well.

An answer is asked for up to `TRIES` times, after pauses that grow and differ, as long as nothing of
it has come, asking again may help, and there is time left. The budget, the breaker or the number of
questions under way may refuse before anything is sent.
"""

import logging
from collections.abc import Iterator, Mapping
from concurrent.futures import Future, wait
from dataclasses import dataclass
from random import uniform
from threading import BoundedSemaphore, Event
from time import monotonic

from chatbot.llm.breaker import Breaker, BreakerState, Ticket
from chatbot.llm.budget import Budget, Prices
from chatbot.llm.call import Call
from chatbot.llm.counts import LlmCounts
from chatbot.llm.daily_usage import DailyUsage
from chatbot.llm.failure import CallFailed, Failure
from chatbot.llm.language_model import LlmError, Prompt, Trouble
from chatbot.llm.request import Asked, Request
from chatbot.llm.usage import Usage

MOST = 32
"""Questions under way at once, those that nobody waits for any more included."""
TRIES = 3
FIRST_PAUSE_S = 0.25
_FAIR = 0.25
"""Part of the usual time from which on a server that was too slow is to blame."""
_PATIENCE_S = 10.0

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class LlmReport:
    """How the language model is, for those who look after it.

    Attributes:
        model: As in the settings.
        breaker: Of this process.
        tokens_today: Of all processes; so is the cost.
        tokens_per_day: The limit; 0: none. The same for the cost.
        totals: Counts of this process by measure, see `Measure`.
        daily: Counts of all processes by day.
    """

    model: str
    breaker: BreakerState
    tokens_today: int
    tokens_per_day: int
    cost_today: float
    cost_per_day: float
    totals: Mapping[str, float]
    daily: DailyUsage

    @property
    def budget_is_used(self) -> bool:
        """Whether a limit of today is reached."""
        tokens = 0 < self.tokens_per_day <= self.tokens_today
        return tokens or 0 < self.cost_per_day <= self.cost_today


@dataclass(frozen=True, slots=True)
class _Question:
    prompt: Prompt
    schema: Mapping[str, object] | None
    within: float
    deadline: float


@dataclass(frozen=True, slots=True)
class Guard:
    """What stands between a question and the server.

    Attributes:
        usual_s: Seconds that a question usually has.
    """

    breaker: Breaker
    budget: Budget
    prices: Prices
    usual_s: float


class GuardedModel:
    """A `LanguageModel`; `open_language_model` makes it.

    Args:
        name: As in the settings.
        opening: The server's client, as soon as it is there.
        guard: What a question passes.
        counts: Counts all of it.
    """

    def __init__(self, name: str, opening: Future[Asked], guard: Guard, counts: LlmCounts) -> None:
        """Take the parts over; `close` closes them."""
        self.counts = counts
        self._name = name
        self._opening = opening
        self._guard = guard
        self._slots = BoundedSemaphore(MOST)
        self._closing = Event()

    def stream(
        self, prompt: Prompt, within: float, schema: Mapping[str, object] | None = None
    ) -> Iterator[str]:
        """Yield the answer's text, piece by piece; see `LanguageModel`.

        Every trouble is counted here.
        """
        return self._counted(_Question(prompt, schema, within, monotonic() + within))

    def report(self) -> LlmReport:
        """Return how it is."""
        budget = self._guard.budget
        return LlmReport(
            model=self._name,
            breaker=self._guard.breaker.state,
            tokens_today=budget.tokens_today,
            tokens_per_day=budget.tokens_per_day,
            cost_today=budget.cost_today,
            cost_per_day=budget.cost_per_day,
            totals=self.counts.totals(),
            daily=budget.daily,
        )

    def close(self) -> None:
        """Ask no more; what is under way ends with its connection."""
        self._closing.set()
        wait([self._opening], _PATIENCE_S)
        if self._opening.done() and not self._opening.exception():
            self._opening.result().close()
        self._guard.budget.daily.close()

    def _counted(self, question: _Question) -> Iterator[str]:
        try:
            self._guard.budget.check()
            yield from self._guarded(question, self._guard.breaker.enter())
        except LlmError as error:
            self.counts.count_trouble(error.trouble)
            raise

    def _guarded(self, question: _Question, ticket: Ticket) -> Iterator[str]:
        """Yield the pieces and tell the breaker; it learns nothing from who stops listening."""
        breaker = self._guard.breaker
        conclude = breaker.left
        try:
            for piece in self._tried(question):
                conclude = breaker.succeeded
                yield piece
            conclude = breaker.succeeded
        except CallFailed as failed:
            failure = failed.failure
            if self._is_to_blame(failure, question):
                conclude = breaker.failed
            log.warning("language model: %s (status %d)", failure.trouble, failure.status)
            raise LlmError(failure.trouble) from None
        finally:
            conclude(ticket)

    def _is_to_blame(self, failure: Failure, question: _Question) -> bool:
        hurried = question.within < _FAIR * self._guard.usual_s
        return failure.blamed and not (failure.trouble is Trouble.TIMEOUT and hurried)

    def _tried(self, question: _Question) -> Iterator[str]:
        """Yield the pieces of the first try that has any."""
        for tries in range(1, TRIES + 1):
            begun = False
            try:
                for piece in self._once(question):
                    begun = True
                    yield piece
            except CallFailed as failed:
                if begun or tries == TRIES or not self._may_wait(failed.failure, tries, question):
                    raise
            else:
                return

    def _may_wait(self, failure: Failure, tries: int, question: _Question) -> bool:
        """Wait before the next try; return False at once where there is no use in one."""
        pause = FIRST_PAUSE_S * 2 ** (tries - 1) * uniform(0.5, 1.5)  # noqa: S311  # so that not all come again together
        pause = max(pause, failure.retry_after_s)
        if not failure.again or monotonic() + pause >= question.deadline:
            return False
        return not self._closing.wait(pause)

    def _once(self, question: _Question) -> Iterator[str]:
        if self._closing.is_set() or not self._slots.acquire(blocking=False):
            raise CallFailed(Failure(Trouble.BUSY, blamed=False))
        left = max(question.deadline - monotonic(), 0.001)
        request = Request(question.prompt, left, question.schema)
        call = Call(lambda: self._opening.result(left), request, self._done)
        return call.pieces(question.deadline)

    def _done(self, usage: Usage) -> None:
        self.counts.count_call(usage, self._guard.prices.cost(usage))
        self._slots.release()
