"""Gate 1: a life at risk. The number to call comes first, in any mode and before anything else.

Fixed text, no search. A sentence counts by itself, so that what follows can't hide it
(家が燃えています。保険はききますか). The patterns' first duty is to miss nobody, their second to
let ordinary questions pass.

110 and 119 are the police's and the fire service's, 118 the Coast Guard's, 171 the telephone
companies' message board, 189 and #8008 the national lines on abuse and violence, 0570-064-556 the
line こころの健康相談統一ダイヤル of the Ministry of Health, Labour and Welfare.
"""

from collections.abc import Callable
from dataclasses import dataclass

from chatbot.answer import Status
from chatbot.gates.patterns import read_patterns
from chatbot.needed import NeededBy
from chatbot.remembering import remembered
from chatbot.turn import Reply, Turn
from corpus.messages import Catalogue


@dataclass(frozen=True, slots=True)
class EmergencyGate:
    """Answers words of danger with the number to call and one next step.

    Attributes:
        kind_of: Gives the first kind of danger a text speaks of, nothing if it speaks of none.
    """

    kind_of: Callable[[str], str]
    catalogue: Catalogue

    @classmethod
    def load(cls, catalogue: Catalogue, needed: NeededBy | None = None) -> "EmergencyGate":
        """Read the patterns."""
        kinds = read_patterns("emergency", needed)

        def first(text: str) -> str:
            return next((kind.name for kind in kinds.possible(text) if kind.is_in(text)), "")

        return cls(remembered(first), catalogue)

    def __call__(self, turn: Turn) -> Turn | Reply:
        """Reply if the text speaks of danger to life now."""
        name = self.kind_of(turn.text)
        if not name:
            return turn
        return Reply(
            status=Status.EMERGENCY,
            text=self.catalogue.text(f"emergency.{name}", turn.language),
            reason=f"emergency.{name}",
        )
