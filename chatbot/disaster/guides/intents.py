"""What is asked in a disaster and no guide tells: where a shelter is, and what is in force now.

Patterns and wordings are in `intents.toml`: a text is of an intent if one of `match` stands in it
and none of `unless`. They are searched in plain text (`features.plain`). Wordings are ways people
say it, as those of a guide.
"""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources import files

from chatbot.lazy_pattern import LazyPattern


@dataclass(frozen=True, slots=True)
class Intent:
    """One intent."""

    name: str
    match: tuple[LazyPattern, ...]
    unless: tuple[LazyPattern, ...]
    wordings: tuple[str, ...]

    def is_in(self, text: str) -> bool:
        """Return whether a plain text is of this intent."""
        found = any(pattern.search(text) for pattern in self.match)
        return found and not any(pattern.search(text) for pattern in self.unless)


@dataclass(frozen=True, slots=True)
class Intents:
    """All of them, in the order of the file."""

    all: tuple[Intent, ...]

    @classmethod
    def load(cls) -> "Intents":
        """Read the patterns."""
        path = files("chatbot.disaster.guides") / "intents.toml"
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
        return cls(
            tuple(
                Intent(
                    name,
                    tuple(LazyPattern(pattern) for pattern in table["match"]),
                    tuple(LazyPattern(pattern) for pattern in table.get("unless", ())),
                    tuple(table["wordings"]),
                )
                for name, table in raw.items()
            )
        )

    def find(self, text: str) -> str:
        """Return the first intent of a plain text, nothing if there is none."""
        return next((intent.name for intent in self.all if intent.is_in(text)), "")

    def patterns(self) -> list[str]:
        """Return every pattern, those of each intent after a blank one."""
        return [
            pattern
            for intent in self.all
            for pattern in ("", *_sources(intent.match), "", *_sources(intent.unless))
        ]


def _sources(patterns: Iterable[LazyPattern]) -> list[str]:
    return [each.pattern for each in patterns]
