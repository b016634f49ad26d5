"""Counts of what the language model was asked, used, and what became of its answers."""

from collections import Counter
from collections.abc import Mapping
from enum import StrEnum
from threading import Lock

from chatbot.llm.daily_usage import DailyUsage
from chatbot.llm.language_model import Trouble
from chatbot.llm.usage import Usage
from chatbot.verification.fault import Fault


class Measure(StrEnum):
    """What is counted; those below `TROUBLE` by kind, as `trouble.timeout`."""

    CALLS = "calls"
    """Requests to the server, repeated ones too."""
    INPUT_TOKENS = "input_tokens"
    OUTPUT_TOKENS = "output_tokens"
    COST = "cost"
    TROUBLE = "trouble"
    """Questions of which the language model gave nothing, or not all."""
    FAULT = "fault"
    """Sentences that weren't shown."""
    OUTCOME = "outcome"
    """Answers by how much of them is generated."""


class LlmCounts:
    """Counts since the start of this process, and per day for all. May be used from many threads.

    Args:
        daily: Where the days' counts are kept.
    """

    def __init__(self, daily: DailyUsage) -> None:
        """Begin at zero."""
        self._daily = daily
        self._lock = Lock()
        self._totals: Counter[str] = Counter()

    def count_call(self, usage: Usage, cost: float) -> None:
        """Count a request with what it used."""
        self._count(
            {
                Measure.CALLS: 1,
                Measure.INPUT_TOKENS: usage.input_tokens,
                Measure.OUTPUT_TOKENS: usage.output_tokens,
                Measure.COST: cost,
            }
        )

    def count_trouble(self, trouble: Trouble) -> None:
        """Count a question of which nothing came, or not all; the language model does so itself."""
        self._count({f"{Measure.TROUBLE}.{trouble}": 1})

    def count_fault(self, fault: Fault) -> None:
        """Count a sentence that isn't shown."""
        self._count({f"{Measure.FAULT}.{fault}": 1})

    def count_outcome(self, outcome: str) -> None:
        """Count an answer; an outcome is one of a fixed list, `generated` or `fallback.timeout`."""
        self._count({f"{Measure.OUTCOME}.{outcome}": 1})

    def totals(self) -> dict[str, float]:
        """Return the counts since the start by measure, `calls` or `fault.number`."""
        with self._lock:
            return dict(self._totals)

    def _count(self, amounts: Mapping[str, float]) -> None:
        kept = {str(measure): amount for measure, amount in amounts.items() if amount}
        with self._lock:
            for measure, amount in kept.items():
                self._totals[measure] += amount  # type: ignore[assignment]  # costs are fractions
        self._daily.add(kept)


def of_kind(amounts: Mapping[str, float], measure: Measure) -> dict[str, float]:
    """Return the counts of one measure by kind, `number` or `fallback.timeout`, most first."""
    start = f"{measure}."
    found = {name.removeprefix(start): n for name, n in amounts.items() if name.startswith(start)}
    return dict(sorted(found.items(), key=lambda one: (-one[1], one[0])))
