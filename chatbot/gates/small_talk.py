"""Gate 5: greetings, thanks, and what this is. Only when nothing else is asked."""

from dataclasses import dataclass

from chatbot.answer import Status
from chatbot.gates.patterns import PatternKinds, read_patterns
from chatbot.needed import NeededBy
from chatbot.turn import Reply, Turn
from corpus.city import CitySettings
from corpus.messages import Catalogue


@dataclass(frozen=True, slots=True)
class SmallTalkGate:
    """Answers short courtesies, and offers what to ask.

    The status is `clarify`: nothing was asked of the documents yet, the suggestions say what can
    be.
    """

    kinds: PatternKinds
    catalogue: Catalogue
    city: CitySettings

    @classmethod
    def load(
        cls, catalogue: Catalogue, city: CitySettings, needed: NeededBy | None = None
    ) -> "SmallTalkGate":
        """Read the patterns."""
        return cls(read_patterns("small_talk", needed), catalogue, city)

    def __call__(self, turn: Turn) -> Turn | Reply:
        """Reply if the whole text is a courtesy."""
        for kind in self.kinds.possible(turn.text):
            if kind.matches(turn.text.strip()):
                return Reply(
                    status=Status.CLARIFY,
                    text=self.catalogue.text(
                        f"small_talk.{kind.name}", turn.language, city=self.city.name
                    ),
                    reason=f"small_talk.{kind.name}",
                    suggestions=self.city.suggestions_in(turn.language),
                )
        return turn
