"""Vectors of a snapshot in a file, as float16, read row by row.

Half precision changes a cosine by less than 0.001 and halves the file. Rows are read when they are
asked for, a question needs two hundred; a mapped file would count as resident memory, page by page.
"""

import os
from pathlib import Path

import numpy as np
from numpy.lib import format as npy
from numpy.typing import NDArray

from indexing.embedders.base import Vectors

Rows = NDArray[np.int64]


class VectorFile:
    """An array of shape (rows, dimension) on the disk. May be read from several threads."""

    def __init__(self, path: Path) -> None:
        """Open the file.

        Raises:
            OSError: It can't be read.
            ValueError: It is no array of float16 rows, or is cut off.
        """
        self._path = path
        with path.open("rb") as file:
            npy.read_magic(file)
            shape, _, kind = npy.read_array_header_1_0(file)
            self._begin = file.tell()
        if len(shape) != 2 or kind != np.float16:  # noqa: PLR2004  # a matrix
            raise ValueError(path)
        self._count, self._dimension = shape
        self._row_bytes = self._dimension * kind.itemsize
        if path.stat().st_size != self._begin + self._count * self._row_bytes:
            raise ValueError(path)
        self._file = os.open(path, os.O_RDONLY)

    def __del__(self) -> None:
        """Close the file."""
        if hasattr(self, "_file"):
            os.close(self._file)

    def __len__(self) -> int:
        """Return the number of rows."""
        return int(self._count)

    def rows(self, at: Rows) -> Vectors:
        """Return some rows, shape (len(at), dimension), float32."""
        size, begin = self._row_bytes, self._begin
        data = b"".join(os.pread(self._file, size, begin + size * row) for row in at.tolist())
        halves = np.frombuffer(data, dtype=np.float16).reshape(-1, self._dimension)
        return halves.astype(np.float32)

    def all(self) -> Vectors:
        """Return every row, float32."""
        halves: NDArray[np.float16] = np.load(self._path)
        return halves.astype(np.float32)

    def scores(self, query: Vectors, at: Rows) -> Vectors:
        """Return the inner products of a query with some rows, shape (len(at),)."""
        products: Vectors = self.rows(at) @ query
        return products


def write_vectors(path: Path, vectors: Vectors) -> Vectors:
    """Write an array and return it as it will be read again."""
    halves = vectors.astype(np.float16)
    np.save(path, halves)
    return halves.astype(np.float32)
