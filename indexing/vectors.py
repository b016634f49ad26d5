"""Vectors of a snapshot in a file, as float16, read row by row.

Half precision changes a cosine by less than 0.001 and halves the file. Rows are read when they are
asked for, a question needs two hundred; a mapped file would count as resident memory, page by page.
"""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from indexing.array_file import ArrayFile
from indexing.embedders.base import Vectors

Rows = NDArray[np.int64]

_FRACTION_BITS = 23 - 10
_SIGN_AND_REST = np.int32(-0x70000001)
"""All bits but the three that a half's sign has spread over: 0x8FFFFFFF."""

_BIASES = np.float32(2.0 ** (127 - 15))


class VectorFile:
    """An array of shape (rows, dimension) on the disk. May be read from several threads."""

    def __init__(self, path: Path) -> None:
        """Open the file.

        Raises:
            OSError: It can't be read.
            ValueError: It is no array of float16 rows, or is cut off.
        """
        self._file = ArrayFile(path)
        if len(self._file.shape) != 2 or self._file.dtype != np.float16:  # noqa: PLR2004  # a matrix
            raise ValueError(path)

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self._file)

    def rows(self, at: Rows) -> Vectors:
        """Return some rows, shape (len(at), dimension), float32."""
        return singles(self._file.take(at))

    def all(self) -> Vectors:
        """Return every row, float32."""
        return singles(self._file[0 : len(self)])

    def scores(self, query: Vectors, at: Rows) -> Vectors:
        """Return the inner products of a query with some rows, shape (len(at),)."""
        products: Vectors = self.rows(at) @ query
        return products


def singles(halves: NDArray[np.float16]) -> Vectors:
    """Return finite half precision numbers as single precision, exactly.

    NumPy converts them one by one; this takes a quarter of its time. A half's exponent and fraction
    are moved to where a single keeps them, which makes it smaller by the difference of the two
    exponents' biases, 2 ** (127 - 15) (IEEE 754).
    """
    bits = halves.view(np.int16).astype(np.int32)
    bits <<= _FRACTION_BITS
    bits &= _SIGN_AND_REST
    numbers: Vectors = bits.view(np.float32)
    numbers *= _BIASES
    return numbers


def write_vectors(path: Path, vectors: Vectors) -> Vectors:
    """Write an array and return it as it will be read again."""
    halves = vectors.astype(np.float16)
    np.save(path, halves)
    return halves.astype(np.float32)
