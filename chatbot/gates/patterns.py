"""Regular expressions of gates, kept in TOML beside them: one table per kind."""

import re
import tomllib
from dataclasses import dataclass
from importlib.resources import files

from indexing.normalize import normalize


@dataclass(frozen=True, slots=True)
class PatternKind:
    """Texts that mean the same.

    Attributes:
        name: The table's name, e.g. `fire`.
        match: One of these must be found.
        unless: None of these may be found.
    """

    name: str
    match: tuple[re.Pattern[str], ...]
    unless: tuple[re.Pattern[str], ...] = ()

    def matches(self, text: str) -> bool:
        """Return whether a text is of this kind; width and case don't matter."""
        text = normalize(text)
        return any(pattern.search(text) for pattern in self.match) and not any(
            pattern.search(text) for pattern in self.unless
        )


def read_patterns(name: str) -> tuple[PatternKind, ...]:
    """Return the kinds of `chatbot/gates/<name>.toml` in the file's order."""
    raw = tomllib.loads((files("chatbot") / "gates" / f"{name}.toml").read_text(encoding="utf-8"))
    return tuple(
        PatternKind(
            kind,
            tuple(re.compile(pattern) for pattern in table["match"]),
            tuple(re.compile(pattern) for pattern in table.get("unless", ())),
        )
        for kind, table in raw.items()
    )
