"""Asking the disaster set, and what comes of it."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from statistics import fmean

from chatbot.answer import Answer, Question, Status
from eval.bench.measuring import percentile
from eval.comparison import Measures
from eval.disaster.dataset import MENU, Wording

MEASURES = Measures(("right",), ("got",))


@dataclass(frozen=True, slots=True)
class Asked:
    """What came of one wording.

    Attributes:
        id: The same in every run: the wording itself.
        got: What answered: a guide's id, `shelters`, `warnings`, `menu`, `emergency` or another
            status.
        right: 1 if that is what must answer.
        ms: Question → Answer.
    """

    id: str
    need: str
    language: str
    text: str
    guide: str
    got: str
    right: int
    ms: float


def ask_all(wordings: Iterable[Wording], ask: Callable[[Question], Answer]) -> list[Asked]:
    """Ask each wording of a chatbot in disaster mode; its language is detected."""
    return [_asked(one, ask(Question(one.wording, channel="cli"))) for one in wordings]


def answered_by(answer: Answer) -> str:
    """Return what answered."""
    kind = answer.reason.removeprefix("disaster.")
    if answer.status is Status.EMERGENCY and answer.sources:
        return answer.sources[0].document_id  # under the number to call
    if answer.status is not Status.DISASTER:
        return answer.status.value
    if kind.startswith("guide."):
        return kind.removeprefix("guide.")
    if kind in {"where", "shelters", "no_shelter"}:
        return "shelters"
    return "warnings" if kind.startswith("in_force") else kind


def summary(needs: Sequence[Asked], none: Sequence[Asked]) -> dict[str, object]:
    """Return the figures: a group is right if every wording is, consistent if all get the same."""
    groups: dict[str, list[Asked]] = defaultdict(list)
    languages: dict[str, list[Asked]] = defaultdict(list)
    for one in needs:
        groups[one.need].append(one)
        languages[one.language].append(one)
    times = [one.ms for one in (*needs, *none)]
    return {
        "needs": len(groups),
        "wordings": len(needs),
        "groups_right": fmean(all(one.right for one in group) for group in groups.values()),
        "groups_consistent": fmean(
            len({one.got for one in group}) == 1 for group in groups.values()
        ),
        "right": fmean(one.right for one in needs),
        "right_by_language": {
            language: fmean(one.right for one in asked) for language, asked in languages.items()
        },
        "menu_instead": fmean(one.got == MENU for one in needs),
        "others": len(none),
        "others_menu": fmean(one.right for one in none) if none else None,
        "ms_p50": percentile(times, 50),
        "ms_p99": percentile(times, 99),
    }


def _asked(one: Wording, answer: Answer) -> Asked:
    got = answered_by(answer)
    return Asked(
        id=one.wording,
        need=one.need,
        language=one.language,
        text=one.wording,
        guide=one.guide,
        got=got,
        right=int(got == one.guide),
        ms=answer.timing_ms["total"],
    )
