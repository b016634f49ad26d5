"""Answering against refusing: what the documents say is answered, what they don't is refused.

Every question goes through the search and the decision residents get. Of the confidences two
figures are made that don't depend on where the threshold stands:

- `auroc`, the probability that a question the city can answer is more certain than one it can't,
  ties half (Mann & Whitney 1947; Hanley & McNeil 1982, https://doi.org/10.1148/radiology.143.1.7063747);
- `refused_at_95_answered`, the part of the others that would be refused if the threshold were put
  just low enough to answer 95 % of what can be answered.
"""

import json
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil
from pathlib import Path

from chatbot.decision import ANSWER, Verdict, decide
from chatbot.language import detect_language
from eval.errors import EvalError
from indexing.index import Index

ANSWERED = 0.95
"""Part of the answerable questions that must be answered (DESIGN §11)."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A question and what was decided on it."""

    text: str
    verdict: Verdict
    confidence: float


def read_questions(path: Path) -> tuple[str, ...]:
    """Read questions: a JSON object with `text` a line (`.jsonl`), else plain lines.

    Raises:
        EvalError: The file can't be read, is not of this form or holds no question.
    """
    try:
        lines = [line for line in path.read_text(encoding="utf-8-sig").splitlines() if line.strip()]
        if path.suffix == ".jsonl":
            lines = [json.loads(line)["text"] for line in lines]
        questions = tuple(line.strip() for line in lines if line.strip())
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise EvalError("answers.unreadable", path=path, reason=repr(error)) from None
    if not questions:
        raise EvalError("answers.empty", path=path)
    return questions


def judge(index: Index, questions: Iterable[str], day: date) -> list[Judged]:
    """Decide on every question, as of a day."""
    return [_judge(index, question, day) for question in questions]


def summary(in_scope: Sequence[Judged], out_of_scope: Sequence[Judged]) -> dict[str, float]:
    """Return the figures of a run; neither group may be empty.

    `answered_rate` and `clarify_rate` are of the questions in scope, `refused_rate` is of those out
    of scope: each at the threshold that is shipped.
    """
    sure = [judged.confidence for judged in in_scope]
    unsure = [judged.confidence for judged in out_of_scope]
    lowest = threshold_answering(sure, ANSWERED)
    return {
        "in_scope": len(in_scope),
        "out_of_scope": len(out_of_scope),
        "answered_rate": _rate(in_scope, Verdict.ANSWER),
        "clarify_rate": _rate(in_scope, Verdict.CLARIFY),
        "refused_rate": _rate(out_of_scope, Verdict.NO_ANSWER),
        "out_of_scope_clarify_rate": _rate(out_of_scope, Verdict.CLARIFY),
        "out_of_scope_answered_rate": _rate(out_of_scope, Verdict.ANSWER),
        "threshold": ANSWER,
        "auroc": auroc(sure, unsure),
        "threshold_at_95_answered": lowest,
        "refused_at_95_answered": sum(each < lowest for each in unsure) / len(unsure),
    }


def auroc(positives: Sequence[float], negatives: Sequence[float]) -> float:
    """Return the probability that a positive scores higher than a negative, ties half."""
    ordered = sorted(negatives)
    wins = sum(bisect_left(ordered, score) + bisect_right(ordered, score) for score in positives)
    return wins / 2 / (len(positives) * len(negatives))


def threshold_answering(confidences: Sequence[float], part: float) -> float:
    """Return the highest threshold that at least `part` of the confidences reach."""
    ordered = sorted(confidences, reverse=True)
    return ordered[ceil(part * len(ordered)) - 1]


def _judge(index: Index, question: str, day: date) -> Judged:
    decision = decide(index.search(question, day=day, language=detect_language(question)))
    return Judged(question, decision.verdict, decision.confidence)


def _rate(judged: Sequence[Judged], verdict: Verdict) -> float:
    return sum(each.verdict is verdict for each in judged) / len(judged)
