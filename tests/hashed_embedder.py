"""An embedder for tests that ask how vectors are used, not what they mean: fast, and no model."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from zlib import crc32

import numpy as np

from indexing.embedders.base import Embedder, Role, Vectors
from indexing.normalize import normalize


class HashedEmbedder(Embedder):
    """Counts one and two characters by their hash: texts that share characters are near.

    The same text has the same vector in either role, so asking a label word for word gives a
    cosine of 1.

    Attributes:
        batches: Every call of `encode`: its role and texts.
    """

    def __init__(self, name: str = "hashed", dimension: int = 256) -> None:
        """Give it another name to be another embedder."""
        self._name = name
        self._dimension = dimension
        self.batches: list[tuple[Role, tuple[str, ...]]] = []

    @property
    def id(self) -> str:
        """The name it was given."""
        return self._name

    @property
    def dimension(self) -> int:
        """Width of a vector."""
        return self._dimension

    @property
    def texts(self) -> list[str]:
        """Every text that was embedded, in order."""
        return [text for _, batch in self.batches for text in batch]

    def encode(self, texts: Sequence[str], role: Role) -> Vectors:
        """Return unit vectors, shape (len(texts), dimension), and remember the call."""
        self.batches.append((role, tuple(texts)))
        vectors = np.zeros((len(texts), self._dimension), dtype=np.float32)
        for row, text in enumerate(texts):
            for gram in _grams(normalize(text)):
                vectors[row, crc32(gram.encode()) % self._dimension] += 1
        vectors[:, 0] += 1e-3  # an empty text has a direction too
        unit: Vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
        return unit


def _grams(text: str) -> Iterator[str]:
    yield from text
    yield from map("".join, pairwise(text))
