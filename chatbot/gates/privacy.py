"""Gate 2: personal data is masked before anything is searched, stored or sent on."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from chatbot.masking import mask
from chatbot.turn import Reply, Turn
from corpus.messages import Catalogue


@dataclass(frozen=True, slots=True)
class PrivacyGate:
    """Masks the text and tells the resident so.

    Attributes:
        public: Phone numbers and mail domains of the city, which stay.
    """

    catalogue: Catalogue
    public: Collection[str]

    def __call__(self, turn: Turn) -> Turn | Reply:
        """Pass the turn on with its text masked; this gate never answers."""
        masked = mask(turn.text, self.public)
        if not masked.found:
            return turn
        notice = self.catalogue.text("notice.masked", turn.language)
        return replace(turn, text=masked.text, notices=(*turn.notices, notice))
