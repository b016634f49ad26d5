"""All of a text that the classifier of guides looks at: its words, and what it names."""

from collections.abc import Sequence
from dataclasses import dataclass

from chatbot.disaster.guides.features import Features, features, plain
from chatbot.disaster.guides.intents import Intents
from chatbot.disaster.guides.patterns import GuidePatterns
from indexing.tokenizer import SudachiTokenizer


@dataclass(frozen=True, slots=True)
class Signs:
    """What a text shows.

    Attributes:
        named: Numbers of the guides whose subject it names.
        intent: The intent one of whose patterns stands in it, empty if none.
        features: Its words and runs, and the above: how much a subject or an intent tells is
            learnt, of each for itself.
    """

    named: Sequence[int]
    intent: str
    features: Features


@dataclass(frozen=True, slots=True)
class SignReader:
    """Finds signs. May be used from several threads."""

    subjects: GuidePatterns
    intents: Intents
    tokenizer: SudachiTokenizer

    def read(self, text: str) -> Signs:
        """Return the signs of a plain text."""
        named = list(self.subjects.found(text))
        intent = self.intents.find(text)
        found = features(text, self.tokenizer)
        found |= {f"s{at}": 1.0 for at in named}
        if intent:
            found[f"i{intent}"] = 1.0
        return Signs(named, intent, found)

    def intent(self, text: str) -> str:
        """Return the intent of a text, empty if it has none."""
        return self.intents.find(plain(text))
