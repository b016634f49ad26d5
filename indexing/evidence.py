"""How well what was found fits what was asked: figures that mean the same for every question.

Fused scores are standardized within a question, so something always stands out. Whether the
documents hold an answer at all is told by figures that are not.
"""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from indexing.embedders.base import Vectors
from indexing.lexical import LexicalIndex
from indexing.question import SearchedQuestion
from indexing.vectors import Rows, VectorFile

POOL = 50
"""Chunks whose cosines are looked at."""

COVERING = 5
"""Chunks whose words are looked at."""


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
        asked: Vector of what is asked; empty if nothing was. Not compared: it is no figure.
    """

    label_cosine: float
    passage_cosine: float
    coverage: float
    unknown: float
    worded: float
    asked: Vectors = field(compare=False)

    @classmethod
    def none(cls) -> "Evidence":
        """Return what speaks for an answer when there is nothing to find."""
        return cls(0.0, 0.0, 0.0, 1.0, worded=0.0, asked=np.zeros(0, dtype=np.float32))


@dataclass(frozen=True, slots=True)
class EvidenceReader:
    """Reads the figures of a search from a snapshot."""

    label: VectorFile
    passage: VectorFile
    wording: VectorFile
    lexical: LexicalIndex
    worded: float

    def read(self, question: SearchedQuestion, best: Rows, near: Rows) -> Evidence:
        """Return the figures.

        Args:
            question: What was searched for.
            best: Chunks, best first, at least one.
            near: Rows near in meaning, chunks and wordings.
        """
        pool = best[:POOL]
        chunks = len(self.label)
        wordings = near[near >= chunks][: 2 * POOL] - chunks
        labels = np.concatenate(
            [self.label.scores(question.asked, pool), self.wording.scores(question.asked, wordings)]
        )
        words = sorted(set(question.words))
        weights = np.array([self.lexical.idf([word]) for word in words])
        held = self.lexical.held(words, best[:COVERING])
        total = weights.sum()
        return Evidence(
            label_cosine=float(labels.max()),
            passage_cosine=float(self.passage.scores(question.asked, pool).max()),
            coverage=float((weights @ held).max() / total) if total else 0.0,
            unknown=_unknown(weights, self.lexical, words) / total if total else 1.0,
            worded=self.worded,
            asked=question.asked,
        )


def _unknown(weights: NDArray[np.float64], lexical: LexicalIndex, words: list[str]) -> float:
    absent = [word not in lexical for word in words]
    return float(weights[absent].sum())
