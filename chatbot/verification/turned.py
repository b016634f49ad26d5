"""Whether a sentence turns what its sources say: yes and no, must and needn't, for whom and when.

Each clause is held against those of its sources that fit it best (`ground.py`).
"""

import re
from collections.abc import Mapping, Sequence

from chatbot.verification.claims import overstates
from chatbot.verification.fault import Fault
from chatbot.verification.misplaced import weighed
from chatbot.verification.passage import Clause
from chatbot.verification.polarity import Pole
from chatbot.verification.predicate import Sign, against, predicates_of
from chatbot.verification.sources import Passage, Sources

_NEAR, _NEAREST, _AROUND = 0.75, 0.9, 0.6
"""Of the best clause's fit, the part that another must have to be looked at too."""

_ALONE = re.compile("だけ|のみ|しか|に限")
"""Who says that only some may, says that others may not."""


def turned(told: Passage, sources: Sources, poles: Sequence[Pole]) -> Fault | None:
    """Return what is wrong with what a sentence says of its matter, None if nothing is."""
    ground = sources.ground
    fits = [ground.fit(weighed(told.clauses, at)) for at in range(len(told.clauses))]
    for clause, fit in zip(told.clauses, fits, strict=True):
        if _denies(clause, fit, sources) or _turns(clause, fit, sources, poles):
            return Fault.NEGATION
    if any(
        pole.of(told.plain) == "no" and pole.of(sources.plain) == "yes"
        for pole in poles
        if pole.name != "open"
    ):
        return Fault.NEGATION
    if overstates(told.plain, " ".join(ground.around(fit, _AROUND) for fit in fits)):
        return Fault.ELIGIBILITY
    return None


def _denies(clause: Clause, fit: Mapping[int, float], sources: Sources) -> bool:
    said = predicates_of(clause.tags)
    if not said:
        return False
    denied = any(each.sign is Sign.NOT for each in said)
    near = [
        one for one in sources.ground.best(fit, _NEAR) if not (denied and _ALONE.search(one.text))
    ]
    return against(said, [each for one in near for each in predicates_of(one.tags)])


def _turns(
    clause: Clause, fit: Mapping[int, float], sources: Sources, poles: Sequence[Pole]
) -> bool:
    said = [(pole, sign) for pole in poles if (sign := pole.of(clause.text)) in {"yes", "no"}]
    if not said:
        return False
    near = " ".join(one.text for one in sources.ground.best(fit, _NEAREST))
    return any({sign, pole.of(near)} == {"yes", "no"} for pole, sign in said)
