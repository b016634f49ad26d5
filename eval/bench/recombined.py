"""Vectors for recombined texts, made of the vectors of their parts; tokens likewise.

Embedding 100,000 chunks takes most of an hour on two cores, and the vectors' values don't change
what storing, loading and searching them costs. So each sentence and title is embedded once, and a
text made of them gets the mean of its parts' vectors plus noise of length `NOISE` that its CRC-32
picks, normalized: near texts that share parts, and equal to none. Any other text, a question above
all, is embedded by the real embedder.
"""

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from eval.bench.drawing import SEED
from indexing.embedders.base import Embedder, Role, Vectors
from indexing.tokenizer import SudachiTokenizer

NOISE = 0.05
_NOISES = 1024


@dataclass(frozen=True, slots=True)
class PartVectors:
    """The vectors of the parts.

    Attributes:
        vectors: Shape (parts, dimension).
        rows: The row of each part in the role it was embedded in.
    """

    vectors: Vectors
    rows: Mapping[tuple[Role, str], int]

    def of(self, text: str, role: Role) -> list[int] | None:
        """Return the rows of a text's parts, None if it isn't made of parts only.

        A part is a line, or one of the titles that a space joins into a line.
        """
        found = []
        for line in text.split("\n"):
            whole = (role, line) in self.rows
            for part in (line,) if whole else line.split(" "):
                row = self.rows.get((role, part))
                if row is None:
                    return None
                found.append(row)
        return found


class RecombinedEmbedder(Embedder):
    """The real embedder for all but texts made of parts; its id and dimension are the real ones."""

    def __init__(self, real: Embedder, parts: PartVectors) -> None:
        """Take the real embedder and the parts' vectors."""
        self._real = real
        self._parts = parts
        noise = np.random.default_rng(SEED).standard_normal((_NOISES, real.dimension))
        self._noise = NOISE * _unit(noise.astype(np.float32))

    @property
    def id(self) -> str:
        """That of the real embedder."""
        return self._real.id

    @property
    def dimension(self) -> int:
        """That of the real embedder."""
        return self._real.dimension

    def encode(self, texts: Sequence[str], role: Role) -> Vectors:
        """Return unit vectors, shape (len(texts), dimension)."""
        vectors = np.empty((len(texts), self.dimension), np.float32)
        foreign = []
        for at, text in enumerate(texts):
            rows = self._parts.of(text, role)
            if rows is None:
                foreign.append(at)
                continue
            mean = self._parts.vectors[rows].sum(axis=0)
            noise = self._noise[zlib.crc32(text.encode()) % _NOISES]
            vectors[at] = mean / np.linalg.norm(mean) + noise
        if foreign:
            vectors[foreign] = self._real.encode([texts[at] for at in foreign], role)
        return _unit(vectors)


class LineTokenizer(SudachiTokenizer):
    """The production tokenizer, which cuts each line of a recombined text once and remembers it."""

    def __init__(self) -> None:
        """Open the dictionary."""
        super().__init__()
        self._lines: dict[str, list[str]] = {}

    def words(self, text: str) -> list[str]:
        """Return the words of the lines of `text`."""
        return [word for line in text.split("\n") for word in self._words_of(line)]

    def _words_of(self, line: str) -> list[str]:
        found = self._lines.get(line)
        if found is None:
            found = self._lines[line] = super().words(line)
        return found


def _unit(vectors: Vectors) -> Vectors:
    unit: Vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return unit
