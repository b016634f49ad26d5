"""The figures of answers worded by a language model.

pass^k is the probability that k answers to the same question are all right: what a resident may
rely on, where a mean over answers only tells what is likely. Of n answers c of which are right,
C(c, k) / C(n, k) estimates it without bias; the mean is over the questions (Yao et al. 2024,
tau-bench, https://arxiv.org/abs/2406.12045, section 3).
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from math import comb
from statistics import fmean

from eval.bench.measuring import percentile
from eval.generation.scoring import Scored, Scores
from eval.generation.told import GENERATED, PARTIAL

_FALLBACK = "fallback"


def pass_hat(right: int, asked: int, k: int) -> float:
    """Return the estimate for one question, `right` of whose `asked` answers were; k <= asked."""
    return comb(right, k) / comb(asked, k)


def summary(scored: Sequence[Scored]) -> dict[str, object]:
    """Return the figures; a rate over nothing is None.

    `outcomes` are the parts of the answers that a language model was to word; its faults are
    counted over the sentences that residents would have read: more than none is a hole in the
    verifier, or in what it was shown. `own_ms` is what our own code took to make a generated
    answer, without waiting for the language model.
    """
    scores = [each.scores for each in scored]
    tried = [each for each in scores if each.outcome]
    outcomes = Counter(each.outcome for each in tried)
    sentences = sum(each.sentences for each in scores)
    faults = Counter(fault for each in scores for fault in each.faults)
    return {
        "answers": len(scored),
        "sentences": sentences,
        "borne_out_rate": 1 - faults.total() / sentences if sentences else None,
        "faults": dict(sorted(faults.items())),
        "worded": len(tried),
        "generated_rate": _rate(tried, lambda each: each.outcome == GENERATED),
        "partial_rate": _rate(tried, lambda each: each.outcome == PARTIAL),
        "fallback_rate": _rate(tried, lambda each: each.outcome.startswith(_FALLBACK)),
        "outcomes": {name: count / len(tried) for name, count in sorted(outcomes.items())},
        "answered_rate": _mean(each.answered for each in scores),
        "answered_right": _mean(each.answered_right for each in scores),
        "refused_rate": _mean(each.refused for each in scores),
        "language_right": _mean(each.language_right for each in scores),
        "language_right_by_language": _by_language(scored),
        "pass_hat": _pass_hats(scored),
        "own_ms": _spread(scored, "generation_own"),
        "total_ms": _spread(scored, "total"),
        "input_tokens": sum(each.told.usage.input_tokens for each in scored),
        "output_tokens": sum(each.told.usage.output_tokens for each in scored),
    }


def _pass_hats(scored: Sequence[Scored]) -> dict[str, float | None]:
    """Return pass^k for each k up to the number of times that every question was asked."""
    rights: dict[str, list[float]] = {}
    for each in scored:
        rights.setdefault(each.told.question, []).append(each.scores.right)
    most = min((len(right) for right in rights.values()), default=0)
    return {
        str(k): _mean(pass_hat(int(sum(right)), len(right), k) for right in rights.values())
        for k in range(1, most + 1)
    }


def _by_language(scored: Sequence[Scored]) -> dict[str, float | None]:
    languages = sorted({each.told.language for each in scored})
    return {
        language: _mean(
            each.scores.language_right for each in scored if each.told.language == language
        )
        for language in languages
    }


def _spread(scored: Sequence[Scored], step: str) -> dict[str, float] | None:
    """Return median and 95th percentile of a step of the generated answers."""
    timings = [each.told.answer.timing_ms for each in scored if each.told.is_generated]
    times = [timing[step] for timing in timings if step in timing]
    return {f"p{part}": percentile(times, part) for part in (50, 95)} if times else None


def _rate(scores: Sequence[Scores], holds: Callable[[Scores], bool]) -> float | None:
    return _mean(float(holds(each)) for each in scores)


def _mean(values: Iterable[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return fmean(known) if known else None
