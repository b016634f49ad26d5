"""A figure that stands in the sources, but with something else.

For each figure of a sentence the clauses of its sources that hold it are compared with those that
hold another of the same kind: where the words it is told with are clearly nearer to another, it
was taken from the wrong place.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from chatbot.verification.clause import Clause, Figure, figure_key, limited_key, weighed
from chatbot.verification.facts import Fact, Kind, borne_out
from chatbot.verification.fault import Fault
from chatbot.verification.ground import Ground
from chatbot.verification.limits import contradict
from chatbot.verification.words import key_of, nouns_in, written

_MARGIN, _AMONG = 0.4, 0.7
"""Words by which another figure must be nearer: to one alone, to one of several like it."""

_LEFT, _RIGHT = 0.4, 0.2
"""What the same word right before and behind two figures adds."""

_TIE = 0.3
"""Words by which a unit may fit less than the best and still be the one."""

_PERIODS = frozenset({"day", "week", "month", "year"})
_SIZES = frozenset({"cm", "m", "km", "m3", "畳", "kg", "litre"})


def misplaced_fact(sentence: Sequence[Clause], ground: Ground) -> Fault | None:
    """Return what is wrong with a figure that its sources have: with another thing, or limit."""
    for at, clause in enumerate(sentence):
        for figure in clause.facts:
            if fault := _fault(figure, at, sentence, ground):
                return fault
    return None


def _fault(figure: Figure, at: int, sentence: Sequence[Clause], ground: Ground) -> Fault | None:
    if figure.fact.kind is Kind.ADDRESS and "-" not in figure.fact.value:
        return None
    holding, others = _held(figure, ground)
    if not others:
        return None
    if not holding:
        return Fault.ELIGIBILITY
    own_words = _own_words(figure.fact, sentence[at])
    fit = ground.fit(weighed(_without_alike(sentence, at, figure), at, own_words))
    if _in_order(figure, sentence, ground, fit):
        return None
    own = max(fit.get(each, 0.0) + bonus for each, bonus in holding.items())
    margin = _MARGIN if _is_alone(figure, sentence) else _AMONG
    nearer = any(fit.get(each, 0.0) + bonus > own + margin for each, bonus in others.items())
    return Fault.MISPLACED if nearer or _about_another(sentence, holding, ground) else None


def _without_alike(sentence: Sequence[Clause], at: int, figure: Figure) -> Sequence[Clause]:
    """Leave out the words of other clauses that tell of figures like it: they go with those."""
    matter = _matter(figure.fact)
    return [
        clause
        if number == at or all(_matter(each.fact) != matter for each in clause.facts)
        else replace(clause, words={})
        for number, clause in enumerate(sentence)
    ]


def _is_alone(figure: Figure, sentence: Sequence[Clause]) -> bool:
    """Return whether no other clause tells of a figure like it."""
    matter = _matter(figure.fact)
    return sum(any(_matter(each.fact) == matter for each in one.facts) for one in sentence) == 1


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


def _own_words(fact: Fact, clause: Clause) -> set[str]:
    """Return what belongs to a figure itself: of an address, the name before it."""
    own = {figure_key(fact), *map(limited_key, clause.facts)}
    if fact.kind is Kind.ADDRESS:
        digits = fact.value.partition("-")[0]
        for noun in nouns_in(clause.tags):
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
