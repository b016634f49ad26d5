"""Where in its sources a sentence stands: the clauses that its words are nearest to.

Each word of a source stands near its own clause, less near the others of its unit, and a little
near the unit that follows. How well a clause fits a sentence is the sum over the sentence's words
of how near each stands.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from chatbot.verification.clause import Clause, Figure
from chatbot.verification.predicate import predicates_of
from chatbot.verification.spans import Place

_SAME, _BRACKET, _AFTER, _LATER, _BEFORE, _EARLIER = 1.0, 0.95, 0.65, 0.5, 0.4, 0.3
_NEXT_UNIT, _PREVIOUS_UNIT = 0.25, 0.1
_TITLE = (0.6, 0.35)
"""Near the first units: what they say is about the title, as an answer is about its question."""

_SHARED = 0.8
"""Near all clauses of the unit that it ends."""

_ELSEWHERE = 0.2
_ROW, _COLUMN = 0.85, 0.6
_HEADING = 14
"""Characters of a line that is a heading of the next."""


@dataclass(frozen=True, slots=True)
class Ground:
    """The clauses of what is cited, and where their words stand.

    Attributes:
        title: Words of its title and heading.
        names: By their kind (`passage.kind_of`), with the clauses they stand in.
    """

    clauses: tuple[Clause, ...]
    title: frozenset[str] = frozenset()
    names: dict[str, list[tuple[int, str]]] = field(default_factory=dict)
    figures: list[tuple[int, Figure]] = field(default_factory=list)
    _postings: dict[str, list[int]] = field(default_factory=dict)
    _units: dict[int, list[int]] = field(default_factory=dict)
    _near: dict[str, Mapping[int, float]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Note where each word stands."""
        for at, clause in enumerate(self.clauses):
            self._units.setdefault(clause.place.unit, []).append(at)
            for word in clause.words:
                self._postings.setdefault(word, []).append(at)
            if not clause.place.asks:
                self.figures.extend((at, figure) for figure in clause.facts)
            for name, kind in () if clause.place.asks else clause.names:
                self.names.setdefault(kind, []).append((at, name))

    def fit(self, words: Iterable[tuple[str, float]]) -> dict[int, float]:
        """Return for each clause near these words how well it fits them.

        Args:
            words: With their weights.
        """
        found: dict[int, float] = {}
        for word, weight in words:
            for at, near in self.near(word).items():
                found[at] = found.get(at, 0.0) + weight * near
        return found

    def near(self, word: str) -> Mapping[int, float]:
        """Return how near a word stands to each clause that it is near at all."""
        known = self._near.get(word)
        if known is None:
            known = self._near[word] = self._spread(word)
        return known

    def figures_of(self, unit: int) -> list[Figure]:
        """Return the figures of a unit in their order."""
        return [each for at in self._units[unit] for each in self.clauses[at].facts]

    @property
    def topics(self) -> frozenset[str]:
        """All that the clauses are about."""
        return frozenset().union(*(clause.topics for clause in self.clauses))

    def topics_of(self, at: int) -> frozenset[str]:
        """Return what the unit of a clause is about, by the nearest that says so before it."""
        place = self.clauses[at].place
        own = [each for each in self._units[place.unit] if each <= at]
        return next(
            (topics for each in reversed(own) if (topics := self.clauses[each].topics)), frozenset()
        )

    def words_of(self, at: int) -> frozenset[str]:
        """Return the words of a clause's unit."""
        own = self._units[self.clauses[at].place.unit]
        return frozenset(word for each in own for word in self.clauses[each].words)

    def best(self, fit: Mapping[int, float], part: float) -> list[Clause]:
        """Return the clauses that fit nearly as well as the best, questions aside."""
        said = {at: value for at, value in fit.items() if not self.clauses[at].place.asks}
        least = part * max(said.values(), default=0.0)
        return [self.clauses[at] for at, value in said.items() if value >= least > 0]

    def around(self, fit: Mapping[int, float], part: float) -> str:
        """Return the text of the units that hold the best clauses."""
        units = {clause.place.unit for clause in self.best(fit, part)}
        return " ".join(self.text_of(unit) for unit in sorted(units))

    def text_of(self, unit: int) -> str:
        """Return the text of a unit."""
        return "".join(self.clauses[at].text for at in self._units[unit])

    def _spread(self, word: str) -> dict[int, float]:
        found: dict[int, float] = {}
        if word in self.title:
            for at, clause in enumerate(self.clauses):
                unit = clause.place.unit
                found[at] = _TITLE[unit] if unit < len(_TITLE) else _ELSEWHERE
        for at in self._postings.get(word, ()):
            least = _SHARED if self._ends_with(at, word) else 0.0
            for other, near in self._around(at):
                shared = self.clauses[other].place.unit == self.clauses[at].place.unit
                found[other] = max(found.get(other, 0.0), near, least if shared else 0.0)
        return found

    def _ends_with(self, at: int, word: str) -> bool:
        """Return whether a unit ends with a word: what its last clause says all of them say."""
        clause = self.clauses[at]
        last = self._units[clause.place.unit][-1] == at
        return last and any(
            each.final and each.word == word for each in predicates_of(clause.tags)[-1:]
        )

    def _around(self, at: int) -> Iterator[tuple[int, float]]:
        place = self.clauses[at].place
        for other in self._units[place.unit]:
            yield other, _within(place, self.clauses[other].place)
        if place.column < 0:
            yield from self._beside(place)
        elif self._heads(place):
            for other, clause in enumerate(self.clauses):
                if clause.place.column == place.column:
                    yield other, _COLUMN

    def _beside(self, place: Place) -> Iterator[tuple[int, float]]:
        """Yield the clauses of the units before and after; a short one heads those after it."""
        if len(self.text_of(place.unit)) <= _HEADING:
            near = {1: _LATER, 2: _BEFORE}
        else:
            near = {} if place.item else {1: _NEXT_UNIT, -1: _PREVIOUS_UNIT}
        for step, value in near.items():
            for other in self._prose(place.unit + step):
                yield other, value

    def _prose(self, unit: int) -> list[int]:
        return [at for at in self._units.get(unit, ()) if self.clauses[at].place.column < 0]

    def _heads(self, place: Place) -> bool:
        before = self._units.get(place.unit - 1, ())
        return not before or self.clauses[before[0]].place.column < 0


def _within(place: Place, other: Place) -> float:
    """Return how near a word of one clause stands to another of the same unit."""
    if place.segment == other.segment:
        return _SAME if place.bracket == other.bracket else _BRACKET
    if place.column >= 0:
        return _ROW
    if other.segment > place.segment:
        return _AFTER if other.segment == place.segment + 1 else _LATER
    return _BEFORE if abs(other.segment - place.segment) == 1 else _EARLIER
