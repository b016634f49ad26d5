"""Gate 6: what a city's chatbot must not judge or can't know, and whom to ask instead.

Another municipality's services, opinions, the law, illness and medicine, what is about a person.
Patterns look at the whole text, so that one word in it (相談, 助成, 審査請求) lets it pass, for
guidance may have an answer. Only another municipality may also be asked about in one sentence of
several (鎌ケ谷に引っ越します。鎌ケ谷のごみ袋は).
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from chatbot.answer import Status
from chatbot.contact import Desks
from chatbot.gates.patterns import PatternKinds, read_patterns
from chatbot.gates.places import Places
from chatbot.language import detect_language
from chatbot.needed import NeededBy
from chatbot.turn import Reply, Turn
from corpus.messages import Catalogue

OTHER_CITY = "other_city"

URGENT = "medical"
"""Whoever asks of an illness is told the number to call as well."""

_LETTERS = {
    "ja": re.compile("[ぁ-ヶ一-鿿]"),
    "zh": re.compile("^[^ぁ-ヶ]*[一-鿿][^ぁ-ヶ]*$"),
    "ko": re.compile("[가-힣]"),
    "en": re.compile("[a-zA-Z]{2}"),
    "vi": re.compile("[a-zA-Z]{2}"),
}
"""What a text in a language has; the languages have patterns of their own."""


@dataclass(frozen=True, slots=True)
class ScopeGate:
    """Says what it can't tell, and whom to ask.

    Attributes:
        kinds: Patterns by language.
    """

    kinds: Mapping[str, PatternKinds]
    places: Places
    catalogue: Catalogue
    desks: Desks

    @classmethod
    def load(
        cls, catalogue: Catalogue, desks: Desks, needed: NeededBy | None = None
    ) -> "ScopeGate":
        """Read the patterns and the names of places."""
        kinds = {language: read_patterns(f"scope-{language}", needed) for language in _LETTERS}
        return cls(kinds, Places.load(desks.settings), catalogue, desks)

    def __call__(self, turn: Turn) -> Turn | Reply:
        """Reply if the text asks for what is out of scope."""
        kind = self.kind(turn.text)
        if kind is None:
            return turn
        city = self.desks.settings
        life = self.catalogue.text("notice.life_at_risk", turn.language)
        return Reply(
            status=Status.REFUSED,
            text=self.catalogue.text(f"scope.{kind}", turn.language, city=city.name),
            reason=f"scope.{kind}",
            contact=self.desks.contact("", turn.now),
            notices=(life,) if kind == URGENT else (),
            suggestions=city.suggestions_in(turn.language),
        )

    def kind(self, text: str) -> str | None:
        """Return what out of scope a text asks for, if anything."""
        marked = self.places.mark(text)
        for language in _languages(text):
            for kind in self.kinds[language].possible(marked + text):
                asks = kind.is_in(marked) if kind.name == OTHER_CITY else kind.matches(text)
                if asks:
                    return kind.name
        return None


def _languages(text: str) -> Iterator[str]:
    """Yield the languages a text may be in."""
    chinese = detect_language(text) == "zh"
    for language, letters in _LETTERS.items():
        if letters.search(text) and not (chinese and language == "ja"):
            yield language
