"""Gate 1: a life at risk. The number to call comes first, in any mode and before anything else.

Fixed text, no search. A sentence counts by itself, so that what follows can't hide it
(家が燃えています。保険はききますか). The patterns' first duty is to miss nobody, their second to
let ordinary questions pass.

110 and 119 are the police's and the fire service's, 118 the Coast Guard's, 171 the telephone
companies' message board, 189 and #8008 the national lines on abuse and violence, 0570-064-556 the
line こころの健康相談統一ダイヤル of the Ministry of Health, Labour and Welfare.
"""

from dataclasses import dataclass

from chatbot.answer import Status
from chatbot.gates.patterns import PatternKind, read_patterns
from chatbot.turn import Reply, Turn
from corpus.messages import Catalogue


@dataclass(frozen=True, slots=True)
class EmergencyGate:
    """Answers words of danger with the number to call and one next step."""

    kinds: tuple[PatternKind, ...]
    catalogue: Catalogue

    @classmethod
    def load(cls, catalogue: Catalogue) -> "EmergencyGate":
        """Read the patterns."""
        return cls(read_patterns("emergency"), catalogue)

    def __call__(self, turn: Turn) -> Turn | Reply:
        """Reply if the text speaks of danger to life now."""
        for kind in self.kinds:
            if kind.is_in(turn.text):
                return Reply(
                    status=Status.EMERGENCY,
                    text=self.catalogue.text(f"emergency.{kind.name}", turn.language),
                    reason=f"emergency.{kind.name}",
                )
        return turn
