"""JSON objects in a file, one a line, read when they are asked for.

A city's chunks take more memory as text than everything else of a snapshot together, and a
question needs twenty of them. So only where each line begins is kept.
"""

import json
import os
import weakref
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np

BLOCK = 1 << 22
"""Bytes looked through at once for the ends of lines."""


class LineFile:
    """A file of JSON lines, closed with the object. May be read from several threads."""

    def __init__(self, path: Path) -> None:
        """Open the file and find its lines.

        Raises:
            OSError: It can't be read.
            ValueError: The last line has no end.
        """
        self._file = os.open(path, os.O_RDONLY)
        weakref.finalize(self, os.close, self._file)
        ends = [np.zeros(1, dtype=np.int64)]
        at = 0
        while block := os.pread(self._file, BLOCK, at):
            found = np.flatnonzero(np.frombuffer(block, dtype=np.uint8) == ord("\n"))
            ends.append(found + at + 1)
            at += len(block)
        self._bounds = np.concatenate(ends)
        if self._bounds[-1] != at:
            raise ValueError(path)

    def __len__(self) -> int:
        """Return the number of lines."""
        return len(self._bounds) - 1

    def __getitem__(self, at: int) -> dict[str, Any]:
        """Return the object on a line, counted from 0."""
        if not 0 <= at < len(self):
            raise IndexError(at)
        start, end = int(self._bounds[at]), int(self._bounds[at + 1])
        found: dict[str, Any] = json.loads(os.pread(self._file, end - start, start))
        return found


def write_lines(path: Path, objects: Iterable[Mapping[str, Any]]) -> None:
    """Write one object a line."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for each in objects:
            file.write(json.dumps(each, ensure_ascii=False, default=str) + "\n")
