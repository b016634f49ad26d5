"""Gate 2: personal data is masked before anything is searched, stored or sent on."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from functools import partial

from chatbot.masking import Masked, mask
from chatbot.remembering import remembered
from chatbot.turn import Reply, Turn
from corpus.messages import Catalogue


@dataclass(frozen=True, slots=True)
class PrivacyGate:
    """Masks the text and tells the resident so.

    Attributes:
        masked: Masks a text.
    """

    catalogue: Catalogue
    masked: Callable[[str], Masked]

    @classmethod
    def of(cls, catalogue: Catalogue, public: Collection[str]) -> "PrivacyGate":
        """Return the gate of a city whose own numbers and mail domains, `public`, may stay."""
        return cls(catalogue, remembered(partial(mask, public=frozenset(public))))

    def __call__(self, turn: Turn) -> Turn | Reply:
        """Pass the turn on with its text masked; this gate never answers."""
        masked = self.masked(turn.text)
        if not masked.found:
            return turn
        notice = self.catalogue.text("notice.masked", turn.language)
        return replace(turn, text=masked.text, notices=(*turn.notices, notice))
