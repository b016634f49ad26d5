"""A NumPy array on the disk, read piece by piece; a mapped one would count as resident memory."""

import os
from itertools import repeat
from pathlib import Path
from typing import Any

import numpy as np
from numpy.lib import format as npy
from numpy.typing import NDArray


class ArrayFile:
    """An array in a `.npy` file. May be read from several threads.

    Attributes:
        shape: Its shape.
        dtype: Type of its numbers.
    """

    def __init__(self, path: Path) -> None:
        """Open the file.

        Raises:
            OSError: It can't be read.
            ValueError: It is no array, or is cut off.
        """
        with path.open("rb") as file:
            npy.read_magic(file)
            self.shape, _, self.dtype = npy.read_array_header_1_0(file)
            self._begin = file.tell()
        self._row_bytes = int(np.prod(self.shape[1:], dtype=np.int64)) * self.dtype.itemsize
        if not self.shape or path.stat().st_size != self._begin + self.shape[0] * self._row_bytes:
            raise ValueError(path)
        self._file = os.open(path, os.O_RDONLY)

    def __del__(self) -> None:
        """Close the file."""
        if hasattr(self, "_file"):
            os.close(self._file)

    def __len__(self) -> int:
        """Return the number of rows."""
        return int(self.shape[0])

    def __getitem__(self, rows: slice) -> NDArray[Any]:
        """Return rows from `rows.start` to `rows.stop`."""
        data = self._read(int(rows.start), int(rows.stop - rows.start))
        return np.frombuffer(data, dtype=self.dtype).reshape(-1, *self.shape[1:])

    def take(self, rows: NDArray[np.int64]) -> NDArray[Any]:
        """Return some rows in the order asked for."""
        size, begin = self._row_bytes, self._begin
        offsets = [begin + size * row for row in rows.tolist()]
        data = b"".join(map(os.pread, repeat(self._file), repeat(size), offsets))
        return np.frombuffer(data, dtype=self.dtype).reshape(-1, *self.shape[1:])

    def _read(self, first: int, count: int) -> bytes:
        return os.pread(self._file, count * self._row_bytes, self._begin + first * self._row_bytes)
