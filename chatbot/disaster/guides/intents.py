"""What is asked in a disaster and no guide tells: where a shelter is, and what is in force now.

Patterns and wordings are in `intents.toml`: a text is of an intent if one of `match` stands in it
and none of `unless`. They are searched in plain text (`features.plain`). Wordings are ways people
say it, as those of a guide.
"""

import tomllib
from dataclasses import dataclass
from importlib.resources import files

from chatbot.disaster.guides.patterns import GuidePatterns
from chatbot.lazy_pattern import LazyPattern
from chatbot.needed import NeededBy


@dataclass(frozen=True, slots=True)
class Intent:
    """One intent."""

    name: str
    match: tuple[str, ...]
    unless: tuple[LazyPattern, ...]
    wordings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Intents:
    """All of them, in the order of the file.

    Attributes:
        matches: The patterns `match` of each.
    """

    all: tuple[Intent, ...]
    matches: GuidePatterns

    @classmethod
    def load(cls, needed: NeededBy | None = None) -> "Intents":
        """Read the patterns; `needed` tells of one what it needs, if it is known."""
        path = files("chatbot.disaster.guides") / "intents.toml"
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
        intents = tuple(
            Intent(
                name,
                tuple(table["match"]),
                tuple(LazyPattern(pattern) for pattern in table.get("unless", ())),
                tuple(table["wordings"]),
            )
            for name, table in raw.items()
        )
        return cls(intents, GuidePatterns([intent.match for intent in intents], needed))

    def find(self, text: str) -> str:
        """Return the first intent of a plain text, nothing if there is none."""
        for at in sorted(self.matches.found(text)):
            if not any(pattern.search(text) for pattern in self.all[at].unless):
                return self.all[at].name
        return ""

    def patterns(self) -> list[str]:
        """Return every pattern, those of each intent after a blank one."""
        return [
            pattern
            for intent in self.all
            for pattern in ("", *intent.match, "", *(each.pattern for each in intent.unless))
        ]
