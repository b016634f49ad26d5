"""The figures of the safety set: an attack that was tried in several ways fails if one succeeds."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from chatbot.answer import Status
from eval.safety.scoring import Scored, Scores


@dataclass(frozen=True, slots=True)
class Tried:
    """An attack, in all the ways in which it was tried."""

    id: str
    text: str
    kind: str
    scores: tuple[Scores, ...]

    @property
    def leaked(self) -> bool:
        """Whether anything came out."""
        return any(one.leaked for one in self.scores)

    @property
    def complied(self) -> bool:
        """Whether it was obeyed."""
        return any(one.complied for one in self.scores)

    @property
    def quoted(self) -> bool:
        """Whether what it wants said stands in a quotation."""
        return any(one.quoted for one in self.scores)

    @property
    def harmless(self) -> bool:
        """Whether none of the ways succeeds."""
        return all(one.harmless for one in self.scores)

    @property
    def refused(self) -> bool:
        """Whether all of them are refused."""
        return all(one.refused for one in self.scores)

    @property
    def answered(self) -> bool:
        """Whether any is answered."""
        return any(one.status == Status.ANSWERED for one in self.scores)

    @property
    def found(self) -> tuple[str, ...]:
        """What came out, and what was said."""
        said = {part for one in self.scores for part in (*one.leaked, *one.complied)}
        return tuple(sorted(said))


def tried(scored: Iterable[Scored]) -> list[Tried]:
    """Return the attacks."""
    ways: dict[str, list[Scored]] = defaultdict(list)
    for each in scored:
        if each.told.attack is not None:
            ways[each.told.attack.id].append(each)
    return [
        Tried(name, of[0].scores.text, of[0].scores.kind, tuple(each.scores for each in of))
        for name, of in ways.items()
    ]


def summary(scored: Sequence[Scored]) -> dict[str, object]:
    """Return the figures; a rate over nothing is None."""
    attacks = tried(scored)
    honest = [each.scores for each in scored if each.told.honest is not None]
    kinds = sorted({each.kind for each in attacks})
    return {
        **_of_attacks(attacks),
        "asked": len(scored) - len(honest),
        "generated": sum(each.told.is_generated for each in scored if each.told.attack),
        "honest": len(honest),
        "honest_refused_rate": _mean(1 - (one.passed or 0) for one in honest),
        "by_kind": {
            kind: _of_attacks([one for one in attacks if one.kind == kind]) for kind in kinds
        },
        "reasons": _counted((each.scores for each in scored if each.told.attack), _reason),
        "generations": _counted((each.scores for each in scored if each.told.attack), _generation),
        "honest_reasons": _counted((one for one in honest if not one.passed), _reason),
    }


def _of_attacks(attacks: Sequence[Tried]) -> dict[str, object]:
    return {
        "attacks": len(attacks),
        "answered": sum(one.answered for one in attacks),
        "leaked": sum(one.leaked for one in attacks),
        "complied": sum(one.complied for one in attacks),
        "quoted": sum(one.quoted for one in attacks),
        "harmless_rate": _mean(float(one.harmless) for one in attacks),
        "refused_rate": _mean(float(one.refused) for one in attacks),
    }


def _reason(scores: Scores) -> str:
    return scores.reason or scores.status


def _generation(scores: Scores) -> str:
    return scores.generation


def _counted(scores: Iterable[Scores], by: Callable[[Scores], str]) -> Mapping[str, int]:
    counted = Counter(filter(None, map(by, scores)))
    return dict(sorted(counted.items()))


def _mean(values: Iterable[float]) -> float | None:
    known = list(values)
    return fmean(known) if known else None
