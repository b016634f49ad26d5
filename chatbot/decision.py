"""Answer, ask back, or say that the documents don't tell.

Fused scores can't tell whether the documents hold what was asked: they are standardized within a
question, so something always stands out. The confidence is a logistic regression over three
figures of a search that mean the same for every question:

- the best cosine of the question with a label among the first hits,
- the best cosine with label and text,
- coverage: the part of the question's words, by rarity, that one chunk holds.

`WEIGHTS` were fitted on the development halves of eval/datasets/matsudo and of Amagasaki's FAQ with
encyclopedia questions, each set and each side with the same weight; 10-fold cross-validation gives
an AUROC of 0.92 and 0.99. `ANSWER` is where both sides are equally likely; between `CLARIFY` and
`ANSWER` it is better to ask back than to refuse.
"""

from dataclasses import dataclass
from enum import StrEnum
from math import exp

from indexing.search import SearchResult

DEPTH = 5
"""Hits looked at for the best cosines."""

WEIGHTS = {"label": 23.27, "passage": 68.45, "coverage": 3.72}
BIAS = -80.175

ANSWER = 0.5
CLARIFY = 0.27


class Verdict(StrEnum):
    """What to do with what was found."""

    ANSWER = "answer"
    CLARIFY = "clarify"
    NO_ANSWER = "no_answer"


@dataclass(frozen=True, slots=True)
class Decision:
    """The verdict and how sure it is, 0 to 1."""

    verdict: Verdict
    confidence: float


def decide(result: SearchResult) -> Decision:
    """Judge a search."""
    confidence = confidence_of(result)
    if confidence >= ANSWER:
        return Decision(Verdict.ANSWER, confidence)
    if confidence >= CLARIFY:
        return Decision(Verdict.CLARIFY, confidence)
    return Decision(Verdict.NO_ANSWER, confidence)


def confidence_of(result: SearchResult) -> float:
    """Return the probability that the documents hold what was asked."""
    if not result.hits:
        return 0.0
    first = result.hits[:DEPTH]
    figures = {
        "label": max(hit.label_cosine for hit in first),
        "passage": max(hit.passage_cosine for hit in first),
        "coverage": result.best_lexical / result.question_idf if result.question_idf > 0 else 0.0,
    }
    logit = BIAS + sum(WEIGHTS[name] * figure for name, figure in figures.items())
    return 1 / (1 + exp(-logit))
