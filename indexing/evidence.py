"""How well what was found fits what was asked: figures that mean the same for every question.

Fused scores are standardized within a question, so something always stands out. Whether the
documents hold an answer at all is told by figures that are not.
"""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from indexing.embedders.base import Vectors
from indexing.lexical import LexicalIndex, Matches
from indexing.question import SearchedQuestion
from indexing.vectors import Rows, VectorFile

POOL = 50
"""Chunks whose cosines are looked at."""

COVERING = 5
"""Chunks whose words are looked at."""

GAP_MARGIN = 0.05
"""How far behind the best label a gap begins to speak against an answer, as a cosine."""

GAP_LEAD = 0.03
"""How much nearer than the best label a gap must be for its desk to be named: of questions about
neither, one in ten lies nearer to some gap by 0.02."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for an answer.

    Attributes:
        label_cosine: Best cosine of what is asked with a label or a wording.
        passage_cosine: Best cosine with label and text.
        coverage: Largest part of the question's words, by rarity, that one of the best chunks
            holds.
        unknown: Part of the question's words, by rarity, that no chunk holds.
        worded: Part of the documents that residents' wordings are known of: with them every figure
            is higher.
        gap: How much nearer than the best label, plus `GAP_MARGIN`, the nearest of the city's gaps
            is: matters of which the documents don't tell. 0 if it is farther or there is none.
        nearest_gap: Row of that gap, -1 unless it is nearer by `GAP_LEAD`. Not compared: no figure.
        asked: Vector of what is asked; empty if nothing was. Not compared: it is no figure.
    """

    label_cosine: float
    passage_cosine: float
    coverage: float
    unknown: float
    worded: float
    gap: float
    nearest_gap: int = field(compare=False)
    asked: Vectors = field(compare=False)

    @classmethod
    def none(cls) -> "Evidence":
        """Return what speaks for an answer when there is nothing to find."""
        nothing = np.zeros(0, dtype=np.float32)
        return cls(0.0, 0.0, 0.0, 1.0, worded=0.0, gap=0.0, nearest_gap=-1, asked=nothing)


@dataclass(frozen=True, slots=True)
class EvidenceReader:
    """Reads the figures of a search from a snapshot.

    Attributes:
        gap: Vectors of the city's gaps, shape (gaps, dimension).
    """

    label: VectorFile
    passage: VectorFile
    wording: VectorFile
    gap: Vectors
    lexical: LexicalIndex
    worded: float

    def read(
        self, question: SearchedQuestion, matches: Matches, best: Rows, near: Rows
    ) -> Evidence:
        """Return the figures.

        Args:
            question: What was searched for.
            matches: Where its words stand.
            best: Chunks, best first, at least one.
            near: Rows near in meaning, chunks and wordings.
        """
        pool = best[:POOL]
        chunks = len(self.label)
        wordings = near[near >= chunks][: 2 * POOL] - chunks
        labels = np.concatenate(
            [self.label.scores(question.asked, pool), self.wording.scores(question.asked, wordings)]
        )
        label = float(labels.max())
        gaps = self.gap @ question.asked
        lead = float(gaps.max()) - label if len(gaps) else -1.0
        words = sorted(set(question.words))
        weights = np.array([self.lexical.idf([word]) for word in words])
        held = matches.held(words, best[:COVERING])
        total = weights.sum()
        return Evidence(
            label_cosine=label,
            passage_cosine=float(self.passage.scores(question.asked, pool).max()),
            coverage=float((weights @ held).max() / total) if total else 0.0,
            unknown=_unknown(weights, self.lexical, words) / total if total else 1.0,
            worded=self.worded,
            gap=max(lead + GAP_MARGIN, 0.0),
            nearest_gap=int(gaps.argmax()) if lead > GAP_LEAD else -1,
            asked=question.asked,
        )


def _unknown(weights: NDArray[np.float64], lexical: LexicalIndex, words: list[str]) -> float:
    absent = [word not in lexical for word in words]
    return float(weights[absent].sum())
