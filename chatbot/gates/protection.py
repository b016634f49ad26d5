"""Gate 3: empty, too long, abusive, or an attempt to make the machine do what it is not for."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from chatbot.answer import Status
from chatbot.gates.disguise import readings, visible
from chatbot.gates.patterns import PatternKinds, read_patterns
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

        return cls(remembered(partial(kind_of, kinds)), catalogue, city, limit)

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
        return self.kind_of(text) or None


def kind_of(kinds: PatternKinds, text: str) -> str:
    """Return the first kind a text is of, however it is disguised; nothing if of none."""
    plain = visible(text)
    for reading in (plain, *readings(plain)):
        for kind in kinds.possible(reading):
            if kind.is_in(reading):
                return kind.name
    return ""
