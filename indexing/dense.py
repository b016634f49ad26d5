"""One field of vectors: exact inner product search with FAISS.

The mean and spread of a question's scores over *all* chunks are needed to standardize them, and
follow from the field's moments without scoring every chunk: for unit vectors x with mean m and
covariance C, the scores q·x have mean q·m and variance q·C·q.
"""

from pathlib import Path

import faiss
import numpy as np
from numpy.typing import NDArray

from indexing.embedders.base import Vectors

Rows = NDArray[np.int64]


class DenseField:
    """The vectors of one field of all chunks; a chunk's row is its position in the snapshot."""

    def __init__(self, index: faiss.IndexFlatIP) -> None:
        """Wrap a FAISS index and take its moments."""
        self._index = index
        count, width = index.ntotal, index.d
        self._vectors: Vectors = (
            faiss.rev_swig_ptr(index.get_xb(), count * width).reshape(count, width)
            if count
            else np.zeros((0, width), dtype=np.float32)
        )
        rows = self._vectors if count else np.zeros((1, width), dtype=np.float32)
        self._mean: Vectors = rows.mean(axis=0)
        centred = rows - self._mean
        self._covariance: Vectors = centred.T @ centred / len(rows)

    @classmethod
    def build(cls, vectors: Vectors) -> "DenseField":
        """Index an array of shape (chunks, dimension)."""
        index = faiss.IndexFlatIP(vectors.shape[1])
        index.add(np.ascontiguousarray(vectors))
        return cls(index)

    @classmethod
    def load(cls, path: Path) -> "DenseField":
        """Open what `save` wrote.

        Raises:
            RuntimeError: FAISS can't read the file.
        """
        return cls(faiss.read_index(str(path)))

    def save(self, path: Path) -> None:
        """Write the index to `path`.

        Raises:
            OSError: The disk refuses; FAISS itself would raise something else.
        """
        path.write_bytes(faiss.serialize_index(self._index).tobytes())

    @property
    def vectors(self) -> Vectors:
        """A copy of all vectors, shape (chunks, dimension): FAISS frees its own with the index."""
        return self._vectors.copy()

    def top(self, query: Vectors, count: int, allowed: NDArray[np.bool_]) -> Rows:
        """Return the rows of the `count` best allowed chunks for a query of shape (dimension,)."""
        if not allowed.any():
            return np.zeros(0, dtype=np.int64)
        parameters = None
        if not allowed.all():
            bits = np.packbits(allowed, bitorder="little")
            selector = faiss.IDSelectorBitmap(bits)
            parameters = faiss.SearchParameters(sel=selector)
        _, rows = self._index.search(query[None, :], count, params=parameters)
        found: Rows = rows[0][rows[0] >= 0]
        return found

    def scores(self, query: Vectors, rows: Rows) -> Vectors:
        """Return the inner products of the query with the given rows, shape (rows,)."""
        products: Vectors = self._vectors[rows] @ query
        return products

    def standardized(self, query: Vectors, scores: Vectors) -> Vectors:
        """Return scores of this query as standard deviations from the mean over all chunks."""
        spread = np.sqrt(np.maximum(query @ self._covariance @ query, 0.0))
        standardized = (scores - query @ self._mean) / (spread + 1e-9)
        return standardized.astype(np.float32)

    def neighbours(self, count: int, groups: NDArray[np.int32]) -> NDArray[np.int32]:
        """Return each chunk's nearest chunks of its own group, shape (chunks, count).

        Where a group has fewer than `count` others, the chunk itself fills the row.
        """
        total = len(self._vectors)
        nearest = np.repeat(np.arange(total, dtype=np.int32)[:, None], count, axis=1)
        for group in np.unique(groups):
            rows = np.flatnonzero(groups == group)
            index = faiss.IndexFlatIP(self._index.d)
            index.add(self._vectors[rows])
            wanted = min(count + 1, len(rows))
            _, found = index.search(self._vectors[rows], wanted)
            for at, row in enumerate(rows):
                others = [int(rows[near]) for near in found[at] if near != at][:count]
                nearest[row, : len(others)] = others
        return nearest
