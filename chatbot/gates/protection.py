"""Gate 3: empty, too long, abusive, or an attempt to give the machine orders."""

from collections.abc import Callable
from dataclasses import dataclass
from unicodedata import category

from chatbot.answer import Status
from chatbot.gates.patterns import read_patterns
from chatbot.needed import NeededBy
from chatbot.remembering import remembered
from chatbot.turn import Reply, Turn
from corpus.messages import Catalogue


@dataclass(frozen=True, slots=True)
class ProtectionGate:
    """Refuses what must not be answered.

    Attributes:
        kind_of: Gives the first kind of a text to refuse, nothing if it is of none.
        city: The city's name, for the texts.
        limit: Characters a question may have.
    """

    kind_of: Callable[[str], str]
    catalogue: Catalogue
    city: str
    limit: int

    @classmethod
    def load(
        cls, catalogue: Catalogue, city: str, limit: int, needed: NeededBy | None = None
    ) -> "ProtectionGate":
        """Read the patterns."""
        kinds = read_patterns("protection", needed)

        def first(text: str) -> str:
            return next((kind.name for kind in kinds.possible(text) if kind.is_in(text)), "")

        return cls(remembered(first), catalogue, city, limit)

    def __call__(self, turn: Turn) -> Turn | Reply:
        """Reply if the text is to be refused."""
        kind = None if turn.location and not turn.text.strip() else self._kind(turn.text)
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
        return self.kind_of(_visible(text)) or None


def _visible(text: str) -> str:
    """Return a text without what can't be seen: tags, zero width and turning characters.

    Orders to the machine are hidden between them (ignore previous with a joiner in each word).
    """
    return "".join(one for one in text if category(one) != "Cf")
