"""Whether a sentence turns what its sources say: yes and no, must and needn't, for whom and when.

Each clause is held against those of its sources that fit it best (`ground.py`).
"""

import re
from collections.abc import Mapping, Sequence

from chatbot.verification.claims import overstates
from chatbot.verification.clause import Clause, weighed
from chatbot.verification.fault import Fault
from chatbot.verification.passage import Passage
from chatbot.verification.polarity import Pole
from chatbot.verification.predicate import Sign, against, predicates_of
from chatbot.verification.sources import Sources

_NEAR, _NEAREST, _AROUND = 0.75, 0.9, 0.6
"""Of the best clause's fit, the part that another must have to be looked at too."""

_END = 24
"""Characters at a sentence's end that say what it says."""

_ANY_NO = re.compile("ません|ない|なく|なし|ずに|不要|自由|以外|除")
_HEDGED = re.compile("(?:こと|場合)(?:が|も)あ")
_SHORT = 60
"""Characters of a unit that is looked at whole."""

_NO = re.compile(r"(?:ません|ない(?:です)?|不要(?:です)?|不可(?:です)?)(?:。|\(|\s)*$")
_NO_OF_SOURCE = re.compile(
    "ません|な[いくしけ]|無[いく料]|[ずぬ](?:に|、|。|$)|[不非未外免]|禁止|だけ|のみ|限|除|終|切れ|廃|違|しか|別|以上|まで|自動|省"
)
"""Where a source knows of no limit of any kind, a sentence that denies something isn't its."""

_ALONE = re.compile("だけ|のみ|しか|に限")
"""Who says that only some may, says that others may not."""


def turned(
    told: Passage, sources: Sources, poles: Sequence[Pole], *, japanese: bool
) -> Fault | None:
    """Return what is wrong with what a sentence says of its matter, None if nothing is.

    Args:
        told: The sentence.
        sources: What it cites.
        poles: Matters of which yes and no can be told.
        japanese: Whether it is in the language of the documents. In another no clause can be told
            to be the one, and claims are looked for in all that is cited.
    """
    ground = sources.ground
    fits = [ground.fit(weighed(told.clauses, at)) for at in range(len(told.clauses))]
    for clause, fit in zip(told.clauses, fits, strict=True):
        if (japanese and _denies(clause, fit, sources)) or _turns(clause, fit, sources, poles):
            return Fault.NEGATION
        if _NO.search(clause.text) and not _NO_OF_SOURCE.search(
            sources.ground.around(fit, _AROUND)
        ):
            return Fault.NEGATION
    if (japanese or not _ANY_NO.search(sources.plain)) and _denies_all(
        told.plain, fits, sources, poles
    ):
        return Fault.NEGATION
    around = " ".join(ground.around(fit, _AROUND) for fit in fits) if japanese else sources.plain
    if overstates(told.plain, around):
        return Fault.ELIGIBILITY
    return None


def _denies_all(
    plain: str, fits: Sequence[Mapping[int, float]], sources: Sources, poles: Sequence[Pole]
) -> bool:
    """Return whether a sentence says no of a matter of which its sources only say yes."""
    if any(_NO.search(one.text) for fit in fits for one in sources.ground.best(fit, _NEAREST)):
        return False
    return any(
        pole.of(plain[-_END:]) == "no" and pole.of(sources.plain) == "yes"
        for pole in poles
        if pole.name != "open"
    )


def _denies(clause: Clause, fit: Mapping[int, float], sources: Sources) -> bool:
    said = [each for each in predicates_of(clause.tags) if each.final]
    if not said or _HEDGED.search(clause.text) or _ALONE.search(clause.text):
        return False
    denied = any(each.sign is Sign.NOT for each in said)
    near = [
        one for one in sources.ground.best(fit, _NEAR) if not (denied and _ALONE.search(one.text))
    ]
    return against(said, [each for one in near for each in predicates_of(one.tags)])


def _surroundings(clause: Clause, sources: Sources) -> str:
    """Return a clause with what stands around it, where that is short."""
    unit = sources.ground.text_of(clause.place.unit)
    return unit if len(unit) <= _SHORT else clause.text


def _turns(
    clause: Clause, fit: Mapping[int, float], sources: Sources, poles: Sequence[Pole]
) -> bool:
    if _HEDGED.search(clause.text):
        return False
    said = [(pole, sign) for pole in poles if (sign := pole.of(clause.text)) in {"yes", "no"}]
    if not said:
        return False
    nearest, near = (
        " ".join(_surroundings(one, sources) for one in sources.ground.best(fit, part))
        for part in (_NEAREST, _NEAR)
    )
    return any(
        {sign, pole.of(nearest)} == {"yes", "no"}
        and sign not in pole.of(near).split()
        and not _ALONE.search(near if sign == "no" else clause.text)
        for pole, sign in said
    )
