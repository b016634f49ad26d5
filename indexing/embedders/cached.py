"""Remembers the vectors of the texts asked for last: residents ask the same questions."""

import threading
from collections import OrderedDict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from indexing.embedders.base import Embedder, Role, Vectors

_Key = tuple[Role, str]


class CachedEmbedder(Embedder):
    """An embedder with a memory; least recently used texts are forgotten first.

    Args:
        embedder: What makes the vectors.
        size: How many vectors are kept.
    """

    def __init__(self, embedder: Embedder, size: int = 1024) -> None:
        """Start with nothing remembered."""
        self._embedder = embedder
        self._size = size
        self._vectors: OrderedDict[_Key, NDArray[np.float32]] = OrderedDict()
        self._lock = threading.Lock()

    @property
    def id(self) -> str:
        """That of the embedder: the vectors are the same."""
        return self._embedder.id

    @property
    def dimension(self) -> int:
        """That of the embedder."""
        return self._embedder.dimension

    def encode(self, texts: Sequence[str], role: Role) -> Vectors:
        """Return the vectors, shape (len(texts), dimension); only unknown texts are computed."""
        known = self._recall([(role, text) for text in texts])
        missing = [text for text in dict.fromkeys(texts) if (role, text) not in known]
        if missing:
            made = self._embedder.encode(missing, role)
            known |= {(role, text): vector for text, vector in zip(missing, made, strict=True)}
        self._remember(known)
        vectors = np.empty((len(texts), self.dimension), np.float32)
        for row, text in enumerate(texts):
            vectors[row] = known[role, text]
        return vectors

    def _recall(self, keys: Sequence[_Key]) -> dict[_Key, NDArray[np.float32]]:
        with self._lock:
            return {key: self._vectors[key] for key in keys if key in self._vectors}

    def _remember(self, vectors: dict[_Key, NDArray[np.float32]]) -> None:
        with self._lock:
            for key, vector in vectors.items():
                self._vectors[key] = vector
                self._vectors.move_to_end(key)
            while len(self._vectors) > self._size:
                self._vectors.popitem(last=False)
