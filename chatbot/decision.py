"""Answer, ask back, or say that the documents don't tell.

The confidence of a search is the best cosine of the question with a label among the first hits,
plus `COVERAGE_WEIGHT` times the part of the question's words (by rarity) that one chunk holds.
Fused scores can't tell this: they are standardized within a question, so something always stands
out.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from indexing.chunk import Hit
from indexing.search import SearchResult

COVERAGE_WEIGHT = 0.05
DEPTH = 5
"""Hits looked at for the best label."""

ANSWER = 0.905
CLARIFY = 0.885
"""Confidence from which there is an answer, or at least something to ask back."""


class Verdict(StrEnum):
    """What to do with what was found."""

    ANSWER = "answer"
    CLARIFY = "clarify"
    NO_ANSWER = "no_answer"


@dataclass(frozen=True, slots=True)
class Decision:
    """The verdict and how sure it is."""

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
    """Return how sure it is that the documents hold what was asked."""
    if not result.hits:
        return 0.0
    coverage = result.best_lexical / result.question_idf if result.question_idf > 0 else 0.0
    return _best_label(result.hits[:DEPTH]) + COVERAGE_WEIGHT * coverage


def _best_label(hits: Sequence[Hit]) -> float:
    return max(hit.label_cosine for hit in hits)
