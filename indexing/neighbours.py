"""Each chunk's nearest chunks, found once when a snapshot is built."""

import os

import faiss
import numpy as np
from numpy.typing import NDArray

from indexing.embedders.base import Vectors
from indexing.vectors import Rows

EXACT = 20_000
"""Chunks up to which every pair is compared; beyond, cells are searched, in far less time."""

CELLS = 256
PROBES = 8


def neighbours(vectors: Vectors, groups: NDArray[np.int32], count: int) -> NDArray[np.int32]:
    """Return the `count` nearest chunks of each chunk's own group, shape (chunks, count).

    Where a group has fewer than `count` others, the chunk itself fills the row.

    Args:
        vectors: Unit vectors, shape (chunks, dimension).
        groups: A number for each chunk; its language.
        count: How many.
    """
    faiss.omp_set_num_threads(os.cpu_count() or 1)
    nearest = np.repeat(np.arange(len(vectors), dtype=np.int32)[:, None], count, axis=1)
    for group in np.unique(groups):
        rows = np.flatnonzero(groups == group)
        _, found = _index(vectors[rows]).search(vectors[rows], min(count + 1, len(rows)))
        for at, row in enumerate(rows):
            others = _others(found[at], at, count)
            nearest[row, : len(others)] = rows[others]
    return nearest


def _index(vectors: Vectors) -> faiss.Index:
    width = vectors.shape[1]
    flat = faiss.IndexFlatIP(width)
    if len(vectors) <= EXACT:
        flat.add(vectors)
        return flat
    cells = faiss.IndexIVFFlat(flat, width, CELLS, faiss.METRIC_INNER_PRODUCT)
    cells.nprobe = PROBES
    cells.train(vectors[:EXACT])
    cells.add(vectors)
    return cells


def _others(found: Rows, own: int, count: int) -> Rows:
    others: Rows = found[(found != own) & (found >= 0)][:count]
    return others
