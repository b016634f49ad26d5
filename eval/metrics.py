"""Ranking metrics over one question.

Graded relevance counts in nDCG with gain = grade (linear, as trec_eval and ir-measures compute it;
Järvelin & Kekäläinen 2002) and discount log2(rank + 1). The binary metrics take every grade above
0 as relevant. A question without a relevant document is not applicable: callers leave it out.
"""

from collections.abc import Mapping, Sequence
from math import log2

Grades = Mapping[str, int]
"""Document id to grade; what isn't named has grade 0."""


def ndcg(ranking: Sequence[str], grades: Grades, depth: int) -> float:
    """Return DCG of the first `depth` documents over the best possible DCG."""
    gained = _dcg([grades.get(document, 0) for document in ranking[:depth]])
    ideal = _dcg(sorted(grades.values(), reverse=True)[:depth])
    return gained / ideal if ideal else 0.0


def recall(ranking: Sequence[str], grades: Grades, depth: int) -> float:
    """Return the part of the relevant documents among the first `depth`."""
    relevant = _relevant(grades)
    return len(relevant & set(ranking[:depth])) / len(relevant) if relevant else 0.0


def first_rank(ranking: Sequence[str], grades: Grades) -> int | None:
    """Return the rank of the first relevant document, None if there is none; 1 is the best."""
    relevant = _relevant(grades)
    ranks = (rank for rank, document in enumerate(ranking, start=1) if document in relevant)
    return next(ranks, None)


def reciprocal_rank(ranking: Sequence[str], grades: Grades) -> float:
    """Return 1 / rank of the first relevant document, 0 if there is none."""
    first = first_rank(ranking, grades)
    return 1 / first if first else 0.0


def success(ranking: Sequence[str], grades: Grades, depth: int) -> float:
    """Return 1 if a relevant document is among the first `depth`, else 0."""
    return float(bool(_relevant(grades) & set(ranking[:depth])))


def _relevant(grades: Grades) -> set[str]:
    return {document for document, grade in grades.items() if grade > 0}


def _dcg(gains: Sequence[int]) -> float:
    return sum(gain / log2(rank + 1) for rank, gain in enumerate(gains, start=1))
