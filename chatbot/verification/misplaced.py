"""A figure or a name that stands in the sources, but with something else.

For each figure of a sentence the clauses of its sources that hold it are compared with those that
hold another of the same kind: where the words it is said with are clearly nearer to another, it
was taken from the wrong place.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence

from chatbot.verification.facts import Fact, Kind, borne_out
from chatbot.verification.fault import Fault
from chatbot.verification.ground import Ground
from chatbot.verification.limits import contradict
from chatbot.verification.passage import (
    Clause,
    Figure,
    Place,
    figure_key,
    key_of,
    limited_key,
    written,
)

MARGIN = 0.4
"""Words by which another figure must be nearer."""

_LISTED = 0.3
"""More of them for each further name of a kind that the sentence has."""

DESK_MARGIN = 0.4
NAME_MARGIN = 0.9
_AMONG = 0.7
"""The same where the sentence tells of several like it."""

_NONE = Clause(Place(-1), "", {}, (), (), (), (), frozenset())
_BEST = 0.9
_TIE = 0.3
_LEFT, _RIGHT = 0.4, 0.2
_PERIODS = frozenset({"day", "week", "month", "year"})
_SIZES = frozenset({"cm", "m", "km", "m3", "畳", "kg", "litre"})
_SAME, _BESIDE, _FAR = 1.0, 0.6, 0.4


def misplaced_fact(sentence: Sequence[Clause], ground: Ground) -> Fault | None:
    """Return what is wrong with a figure that its sources have: with another thing, or limit."""
    for at, clause in enumerate(sentence):
        for figure in clause.facts:
            if figure.fact.kind is Kind.ADDRESS and "-" not in figure.fact.value:
                continue
            holding, others = _held(figure, ground)
            if not others:
                continue
            if not holding:
                return Fault.ELIGIBILITY
            fit = ground.fit(
                weighed(_around(sentence, at, figure), at, _own_words(figure.fact, clause))
            )
            if _in_order(figure, sentence, ground, fit):
                continue
            if _about_another(sentence, holding, ground):
                return Fault.MISPLACED
            own = max(fit.get(each, 0.0) + bonus for each, bonus in holding.items())
            margin = MARGIN if _is_alone(figure, sentence) else _AMONG
            if any(fit.get(each, 0.0) + bonus > own + margin for each, bonus in others.items()):
                return Fault.MISPLACED
    return None


def misplaced_name(sentence: Sequence[Clause], ground: Ground) -> Fault | None:
    """Return what is wrong with a name in whose place its sources have another."""
    told = {name for clause in sentence for name, _ in clause.names}
    for at, clause in enumerate(sentence):
        for name, kind in clause.names:
            placed = ground.names.get(kind, ())
            others = {
                each for each, other in placed if other not in told and not _same(name, other)
            }
            if not others:
                continue
            holding = {each for each, other in placed if name in other}
            fit = ground.fit(weighed(sentence, at, _parts(name, clause)))
            nearest = max((fit.get(each, 0.0) for each in others - holding), default=0.0)
            alike = sum(other == kind for one in sentence for _, other in one.names)
            margin = (DESK_MARGIN if kind == "desk" else NAME_MARGIN) + _LISTED * (alike - 1)
            if holding and nearest > max(fit.get(each, 0.0) for each in holding) + margin:
                return Fault.MISPLACED
            if (
                not holding
                and kind.startswith("=")
                and nearest > NAME_MARGIN
                and nearest >= _BEST * max(fit.values())
            ):
                return Fault.MISPLACED
    return None


def _parts(name: str, clause: Clause) -> set[str]:
    return {key_of(name), *(key_of(tag.normalized) for tag in clause.tags if tag.surface in name)}


def weighed(
    sentence: Sequence[Clause], at: int, without: Collection[str] = ()
) -> Iterator[tuple[str, float]]:
    """Yield the words of a sentence with their weights as they are seen from one clause."""
    for number, clause in enumerate(sentence):
        weight = _SAME if number == at else _BESIDE if number == at - 1 else _FAR
        for word, own in clause.words.items():
            if word not in without:
                yield word, weight * own


def _around(sentence: Sequence[Clause], at: int, figure: Figure) -> Sequence[Clause]:
    """Return the clauses whose words go with a figure: those with another like it don't."""
    matter = _matter(figure.fact)
    return [
        clause
        if number == at or all(_matter(each.fact) != matter for each in clause.facts)
        else _NONE
        for number, clause in enumerate(sentence)
    ]


def _is_alone(figure: Figure, sentence: Sequence[Clause]) -> bool:
    matter = _matter(figure.fact)
    return sum(_matter(each.fact) == matter for one in sentence for each in one.facts) == 1


def _in_order(
    figure: Figure, sentence: Sequence[Clause], ground: Ground, fit: Mapping[int, float]
) -> bool:
    """Return whether several figures stand in the sentence as in a unit that fits it about best."""
    told = [each.fact for clause in sentence for each in clause.facts]
    told = [fact for fact in told if _matter(fact) == _matter(figure.fact)]
    if len(told) < 2 or not fit:  # noqa: PLR2004  # one is in no order
        return False
    least = max(fit.values()) - _TIE
    for unit in {ground.clauses[at].place.unit for at, value in fit.items() if value >= least}:
        known = iter(each.fact for each in ground.figures_of(unit))
        if all(any(borne_out(fact, frozenset({each})) for each in known) for fact in told):
            return True
    return False


def _about_another(sentence: Sequence[Clause], holding: Collection[int], ground: Ground) -> bool:
    """Return whether all that hold a figure are about something else the sources tell of."""
    about = frozenset().union(*(clause.topics for clause in sentence))
    told = frozenset().union(*(clause.words for clause in sentence))
    if not about or not about <= ground.topics:
        return False
    for at in holding:
        topics = ground.topics_of(at)
        if not topics or topics & told or about & ground.words_of(at):
            return False
    return True


def _same(name: str, other: str) -> bool:
    return name in other or other in name or set(key_of(other)) <= set(key_of(name))


def _own_words(fact: Fact, clause: Clause) -> set[str]:
    """Return what belongs to a figure itself: of an address, the name before it."""
    own = {figure_key(fact), *map(limited_key, clause.facts)}
    if fact.kind is Kind.ADDRESS:
        digits = fact.value.partition("-")[0]
        for noun in clause.nouns:
            if f"{written(noun)}{digits}" in clause.text:
                own |= {key_of(written(noun)), *(key_of(tag.normalized) for tag in noun)}
    return own


def _held(figure: Figure, ground: Ground) -> tuple[dict[int, float], dict[int, float]]:
    """Return the clauses that hold a figure, and those that hold another in its place.

    Each with what the words right beside it add.
    """
    holding: dict[int, float] = {}
    others: dict[int, float] = {}
    for at, other in ground.figures:
        own = other.fact == figure.fact or borne_out(figure.fact, frozenset({other.fact}))
        in_table = ground.clauses[at].place.column >= 0 and not other.fact.unit
        if (
            not own
            and _matter(other.fact) != _matter(figure.fact)
            and not (in_table and other.fact.kind is figure.fact.kind)
        ):
            continue
        side = holding if own and not contradict(figure.limit, other.limit) else others
        bonus = _LEFT * (figure.before == other.before != "") + _RIGHT * (
            figure.after == other.after != ""
        )
        side[at] = max(side.get(at, 0.0), bonus)
    return holding, others


def _matter(fact: Fact) -> str:
    """Return what figures can stand for each other."""
    unit = "period" if fact.unit in _PERIODS else "size" if fact.unit in _SIZES else fact.unit
    return f"{fact.kind}{unit}"
