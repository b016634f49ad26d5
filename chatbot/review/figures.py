"""What was counted in a period: by day, by topic, and by everything else that is told apart."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from chatbot.answer import GUIDANCE, Status
from chatbot.review.period import Period


class Outcome(StrEnum):
    """How a question ended, as staff look at it."""

    ANSWERED = "answered"
    ASKED_BACK = "asked_back"
    UNANSWERED = "unanswered"
    OTHER = "other"


_OUTCOMES = {
    Status.ANSWERED: Outcome.ANSWERED,
    Status.EMERGENCY: Outcome.ANSWERED,
    Status.DISASTER: Outcome.ANSWERED,
    Status.NO_ANSWER: Outcome.UNANSWERED,
    Status.ERROR: Outcome.UNANSWERED,
    Status.REFUSED: Outcome.OTHER,
}


def outcome_of(status: Status, reason: str) -> Outcome:
    """Return what a status comes to; small talk asks back too, but was no question."""
    if status is Status.CLARIFY:
        return Outcome.ASKED_BACK if reason == GUIDANCE else Outcome.OTHER
    return _OUTCOMES[status]


@dataclass(frozen=True, slots=True)
class Daily:
    """One day: how many questions ended how, and the feedback given on that day."""

    day: date
    outcomes: Mapping[Outcome, int]
    helpful: int
    unhelpful: int

    @property
    def asked(self) -> int:
        """How many questions."""
        return sum(self.outcomes.values())


Counts = Mapping[str, int]
"""How many of each, the most first."""


@dataclass(frozen=True, slots=True)
class Figures:
    """What was asked in a period.

    Attributes:
        days: Every day of the period, also those on which nothing was asked.
        topics: Answers by category or desk; without one under the empty text.
        desks: Questions without an answer, by the desk that was named.
        languages: By language, `channels`, `modes` and `statuses` likewise.
    """

    period: Period
    days: tuple[Daily, ...]
    topics: Counts
    desks: Counts
    languages: Counts
    channels: Counts
    modes: Counts
    statuses: Counts

    @property
    def asked(self) -> int:
        """How many questions."""
        return sum(day.asked for day in self.days)

    @property
    def helpful(self) -> int:
        """How often residents said that an answer helped."""
        return sum(day.helpful for day in self.days)

    @property
    def unhelpful(self) -> int:
        """How often they said that it didn't."""
        return sum(day.unhelpful for day in self.days)

    def ended(self, outcome: Outcome) -> int:
        """Return how many questions ended so."""
        return sum(day.outcomes[outcome] for day in self.days)
