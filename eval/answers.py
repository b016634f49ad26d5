"""Answering against refusing: what the documents say is answered, what they don't is refused.

Every question goes through the search and the decision residents get. Of the confidences two
figures are made that don't depend on where the threshold stands:

- `auroc`, the probability that a question the city can answer is more certain than one it can't,
  ties half (Mann & Whitney 1947; Hanley & McNeil 1982, https://doi.org/10.1148/radiology.143.1.7063747);
- `refused_at_95_answered`, the part of the others that would be refused if the threshold were put
  just low enough to answer 95 % of what can be answered.

The others are asked twice, as they are and politely (`eval.polite`).
"""

import json
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from math import ceil
from pathlib import Path

from chatbot.decision import ANSWER, Verdict, decide
from chatbot.language import detect_language
from eval.comparison import Measures
from eval.errors import EvalError
from eval.polite import put_politely
from eval.run import Row
from indexing.index import Index

ANSWERED = 0.95
"""Part of the answerable questions that must be answered (DESIGN §11)."""

MEASURES = Measures(("answered", "refused", "refused_polite"), ("verdict", "confidence"))
"""The first of the questions in scope, the others of those out of it: as they are, politely."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A question and what was decided on it."""

    text: str
    verdict: Verdict
    confidence: float


@dataclass(frozen=True, slots=True)
class Judgements:
    """What was decided on each group; none may be empty."""

    in_scope: Sequence[Judged]
    out_of_scope: Sequence[Judged]
    polite: Sequence[Judged]


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


def judge(
    index: Index, in_scope: Sequence[str], out_of_scope: Sequence[str], day: date
) -> Judgements:
    """Decide on every question, as of a day; on those out of scope also when put politely."""
    groups = (in_scope, out_of_scope, put_politely(out_of_scope))
    return Judgements(*([_judge(index, question, day) for question in group] for group in groups))


def summary(judgements: Judgements) -> dict[str, float]:
    """Return the figures of a run.

    `answered_rate` and `clarify_rate` are of the questions in scope. `refused_rate` is the part of
    those out of scope that isn't answered, asking back included; `refused_polite_rate` the same
    when they are put politely. All at the threshold that is shipped.
    """
    inside, outside, polite = judgements.in_scope, judgements.out_of_scope, judgements.polite
    sure = _confidences(inside)
    lowest = threshold_answering(sure, ANSWERED)
    return {
        "in_scope": len(inside),
        "out_of_scope": len(outside),
        "answered_rate": _rate(inside, Verdict.ANSWER),
        "clarify_rate": _rate(inside, Verdict.CLARIFY),
        "refused_rate": 1 - _rate(outside, Verdict.ANSWER),
        "refused_polite_rate": 1 - _rate(polite, Verdict.ANSWER),
        "out_of_scope_clarify_rate": _rate(outside, Verdict.CLARIFY),
        "out_of_scope_polite_clarify_rate": _rate(polite, Verdict.CLARIFY),
        "out_of_scope_answered_rate": _rate(outside, Verdict.ANSWER),
        "threshold": ANSWER,
        "auroc": auroc(sure, _confidences(outside)),
        "auroc_polite": auroc(sure, _confidences(polite)),
        "threshold_at_95_answered": lowest,
        "refused_at_95_answered": _below(lowest, outside),
        "refused_polite_at_95_answered": _below(lowest, polite),
    }


def rows(judgements: Judgements) -> list[Row]:
    """Return a row for each question; its id is made of its group and text."""
    groups = (judgements.in_scope, judgements.out_of_scope, judgements.polite)
    return [
        _row(metric, judged)
        for metric, group in zip(MEASURES.metrics, groups, strict=True)
        for judged in group
    ]


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


def _row(metric: str, judged: Judged) -> Row:
    answered = judged.verdict is Verdict.ANSWER
    right = answered if metric == "answered" else not answered
    digest = sha256(judged.text.encode()).hexdigest()[:12]
    return {
        "id": f"{metric}-{digest}",
        "text": judged.text,
        **dict.fromkeys(MEASURES.metrics),
        metric: float(right),
        "verdict": judged.verdict.value,
        "confidence": round(judged.confidence, 4),
    }


def _confidences(judged: Sequence[Judged]) -> list[float]:
    return [each.confidence for each in judged]


def _below(threshold: float, judged: Sequence[Judged]) -> float:
    return sum(each.confidence < threshold for each in judged) / len(judged)


def _rate(judged: Sequence[Judged], verdict: Verdict) -> float:
    return sum(each.verdict is verdict for each in judged) / len(judged)
