"""Whether a sentence says yes where its sources say no.

A sentence is laid beside the sentence of its sources that it shares most with; where both speak of
the same thing (need, can, fee …) and one says only yes, the other only no, one of them is wrong. In
another language than the source's, words can't be compared: there all that is cited is looked at.
"""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources import files

_DENIED = re.compile(
    "(?:こと|わけ)(?:は|が|も)(?:ありません|ない|なく)|(?:無料|免除|有料)(?:に|と|で)は?(?:なりませ|ならな|ありませ)"
)


@dataclass(frozen=True, slots=True)
class Pole:
    """What is yes and what is no of one matter."""

    name: str
    yes: re.Pattern[str]
    no: re.Pattern[str]

    def of(self, text: str) -> str:
        """Return `yes`, `no`, both as `yes no`, or nothing."""
        rest, no = self.no.subn(" ", text)
        yes = bool(self.yes.search(rest))
        if _DENIED.search(text):
            yes, no = bool(no), yes
        return " ".join([*(["yes"] if yes else []), *(["no"] if no else [])])


def read_poles() -> tuple[Pole, ...]:
    """Read the matters of which yes and no can be told."""
    raw = tomllib.loads((files("chatbot.verification") / "polarity.toml").read_text("utf-8"))
    return tuple(Pole(name, _any(sides["yes"]), _any(sides["no"])) for name, sides in raw.items())


def _any(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)
