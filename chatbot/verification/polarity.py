"""Whether a sentence says yes where its sources say no.

A sentence is laid beside the sentence of its sources that it shares most with; where both speak of
the same thing (need, can, fee …) and one says only yes, the other only no, one of them is wrong. In
another language than the source's, words can't be compared: there all that is cited is looked at.
"""

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from importlib.resources import files

_ONLY = re.compile(
    r"のみ|だけ|しか|限(?:り|られ|ら)|に限|以外|を除|\bonly\b|except|仅|只|除外|만|제외|chỉ|trừ",
    re.IGNORECASE,
)
_LIMITS = {
    "至": r"以内|以下|まで|以前|前(?!年)|within|up to|or less|at most|no later|by the|before|under|"
    r"以内|以下|之前|至|이내|이하|까지|전|trong vòng|trở xuống|đến|trước",
    "自": r"以上|以降|以後|から|後|超|at least|or more|over|from|after|since|"
    r"以上|起|之后|后|이상|부터|후|이후|trở lên|từ|sau",
}
_LIMIT = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in _LIMITS.items()}
_STRICT = re.compile("未満|を?超え|より(?:前|後|上|下)|under|over|不满|超过|미만|초과|dưới|trên")
_ENOUGH = 0.34
"""Of a sentence's words, the part that the source's sentence must share to be compared with it."""


@dataclass(frozen=True, slots=True)
class Pole:
    """What is yes and what is no of one matter."""

    name: str
    yes: re.Pattern[str]
    no: re.Pattern[str]

    def of(self, text: str) -> str:
        """Return `yes`, `no`, both as `yes no`, or nothing."""
        rest, denied = self.no.subn(" ", text)
        said = ["yes"] if self.yes.search(rest) else []
        return " ".join([*said, *(["no"] if denied else [])])


class Polarity:
    """Compares what is said with what the sources say.

    Args:
        words: Cuts Japanese into words.
    """

    def __init__(self, words: Callable[[str], Iterable[str]]) -> None:
        """Read the poles."""
        raw = tomllib.loads((files("chatbot.verification") / "polarity.toml").read_text("utf-8"))
        self._poles = [
            Pole(name, _any(sides["yes"]), _any(sides["no"])) for name, sides in raw.items()
        ]
        self._words = words

    def flips(self, sentence: str, sources: Mapping[str, frozenset[str]]) -> bool:
        """Return whether a sentence turns what its sources say.

        Args:
            sentence: In Japanese or another language.
            sources: Sentences of the sources with their words.
        """
        beside = self._beside(sentence, sources)
        said_by_all = " ".join(sources)
        for pole in self._poles:
            said = pole.of(sentence)
            near = pole.of(beside)
            if said in {"yes", "no"} and near in {"yes", "no"} and said != near:
                return True
            everywhere = pole.of(said_by_all)
            if said == "no" and everywhere == "yes" and pole.name != "open":
                return True
            if not near and {said, everywhere} == {"yes", "no"}:
                return True
        return False

    def _beside(self, sentence: str, sources: Mapping[str, frozenset[str]]) -> str:
        words = frozenset(self._words(sentence))
        if not words or not sources:
            return ""
        best = max(sources, key=lambda source: len(words & sources[source]))
        return best if len(words & sources[best]) >= _ENOUGH * len(words) else ""


def narrows(sentence: str, sources: str) -> bool:
    """Return whether a sentence says `only` or `except` where its sources know of no such thing."""
    return bool(_ONLY.search(sentence)) and not _ONLY.search(sources)


def limits_of(text: str) -> dict[str, set[str]]:
    """Return for each number how it is limited: `至` up to, `自` from, `!` without itself.

    Args:
        text: In one form (`numerals.in_one_form`).
    """
    found: dict[str, set[str]] = {}
    for match in re.finditer(r"(\d+(?:[:.]\d+)?)([^\d。、\n]{0,9})", text):
        kinds = found.setdefault(match[1], set())
        at = {name: limit.search(match[2]) for name, limit in _LIMIT.items()}
        first = (
            min((hit.start(), name) for name, hit in at.items() if hit)
            if any(at.values())
            else None
        )
        if first:
            kinds.add(first[1])
        if _STRICT.search(match[2]):
            kinds.add("!")
    return found


def moves_limit(sentence: str, sources: str) -> bool:
    """Return whether a number is limited another way than wherever it stands in the sources."""
    theirs = limits_of(sources)
    for number, kinds in limits_of(sentence).items():
        known = theirs.get(number, set())
        if kinds and known and not kinds <= known:
            return True
        if kinds & {"至", "自"} and known & {"!"} and "!" not in kinds:
            return True
    return False


def _any(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)
