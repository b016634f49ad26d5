"""A name that stands in the sources, but in the place of another: the desk next door."""

from collections.abc import Sequence

from chatbot.verification.clause import Clause, weighed
from chatbot.verification.fault import Fault
from chatbot.verification.ground import Ground
from chatbot.verification.kinds import CONTRAST, DESK
from chatbot.verification.words import key_of

_DESK_MARGIN, _NAME_MARGIN = 0.4, 0.9
"""Words by which another desk, another name must be nearer to what is told."""

_LISTED = 0.3
"""More of them for each further name of a kind that the sentence has."""

_BEST = 0.9
"""Of the best clause's fit, the part at which a sentence stands where another word is."""


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
            margin = (_DESK_MARGIN if kind == DESK else _NAME_MARGIN) + _LISTED * (alike - 1)
            if holding and nearest > max(fit.get(each, 0.0) for each in holding) + margin:
                return Fault.MISPLACED
            if (
                not holding
                and kind.startswith(CONTRAST)
                and nearest > _NAME_MARGIN
                and nearest >= _BEST * max(fit.values())
            ):
                return Fault.MISPLACED
    return None


def _parts(name: str, clause: Clause) -> set[str]:
    return {key_of(name), *(key_of(tag.normalized) for tag in clause.tags if tag.surface in name)}


def _same(name: str, other: str) -> bool:
    return name in other or other in name or set(key_of(other)) <= set(key_of(name))
