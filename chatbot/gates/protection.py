"""Gate 3: empty, too long, abusive, or an attempt to give the machine orders."""

from dataclasses import dataclass

from chatbot.answer import Status
from chatbot.gates.patterns import PatternKind, read_patterns
from chatbot.turn import Reply, Turn
from corpus.messages import Catalogue


@dataclass(frozen=True, slots=True)
class ProtectionGate:
    """Refuses what must not be answered.

    Attributes:
        city: The city's name, for the texts.
        limit: Characters a question may have.
    """

    kinds: tuple[PatternKind, ...]
    catalogue: Catalogue
    city: str
    limit: int

    @classmethod
    def load(cls, catalogue: Catalogue, city: str, limit: int) -> "ProtectionGate":
        """Read the patterns."""
        return cls(read_patterns("protection"), catalogue, city, limit)

    def __call__(self, turn: Turn) -> Turn | Reply:
        """Reply if the text is to be refused."""
        kind = self._kind(turn.text)
        if kind is None:
            return turn
        text = self.catalogue.text(
            f"refused.{kind}", turn.language, city=self.city, limit=self.limit
        )
        return Reply(status=Status.REFUSED, text=text, reason=f"refused.{kind}")

    def _kind(self, text: str) -> str | None:
        if not any(character.isalnum() for character in text):
            return "empty"
        if len(text) > self.limit:
            return "too_long"
        return next((kind.name for kind in self.kinds if kind.is_in(text)), None)
