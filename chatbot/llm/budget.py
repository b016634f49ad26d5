"""What may be used in a day, and what it costs."""

from dataclasses import dataclass

from chatbot.llm.counts import Measure
from chatbot.llm.daily_usage import DailyUsage
from chatbot.llm.language_model import LlmError, Trouble
from chatbot.llm.usage import Usage

_PRICED = 1_000_000
"""Prices are for so many tokens."""


@dataclass(frozen=True, slots=True)
class Prices:
    """Of a million tokens, in the operator's currency."""

    input: float = 0.0
    output: float = 0.0

    def cost(self, usage: Usage) -> float:
        """Return what a call costs."""
        whole = usage.input_tokens * self.input + usage.output_tokens * self.output
        return whole / _PRICED


@dataclass(frozen=True, slots=True)
class Budget:
    """Limits for a city's day, for all processes together; 0: none.

    What is under way isn't counted yet, so that the limit is passed by a few calls.
    """

    daily: DailyUsage
    tokens_per_day: int = 0
    cost_per_day: float = 0.0

    @property
    def tokens_today(self) -> int:
        """Tokens used today, asked and answered."""
        parts = (Measure.INPUT_TOKENS, Measure.OUTPUT_TOKENS)
        return round(sum(self.daily.today(part) for part in parts))

    @property
    def cost_today(self) -> float:
        """Money spent today."""
        return self.daily.today(Measure.COST)

    def check(self) -> None:
        """Make sure that there is something left.

        Raises:
            LlmError: `Trouble.BUDGET`, there isn't.
        """
        if 0 < self.tokens_per_day <= self.tokens_today:
            raise LlmError(Trouble.BUDGET)
        if 0 < self.cost_per_day <= self.cost_today:
            raise LlmError(Trouble.BUDGET)
