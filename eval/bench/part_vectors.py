"""The parts' vectors, embedded once and kept in `<data dir>/bench/parts`.

They are kept in blocks of `BLOCK` texts, named after what is in them, so that a larger index takes
over what a smaller one has.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from uuid import uuid4

import numpy as np

from eval.bench.multiply import Parts
from eval.bench.recombined import PartVectors
from indexing.embedders.base import Embedder, Role, Vectors
from indexing.embedding import Progress

BLOCK = 250

_Block = tuple[Role, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class PartStore:
    """Embeds parts; what was embedded before is read from `folder`."""

    folder: Path
    embedder: Embedder

    def vectors(self, parts: Parts, progress: Progress) -> PartVectors:
        """Return the vectors of all parts: titles in both roles, sentences as passages."""
        sentences = [sentence.text for sentence in parts.sentences]
        blocks = [
            *_blocks("query", parts.titles),
            *_blocks("passage", parts.titles),
            *_blocks("passage", sentences),
        ]
        arrays = []
        for done, block in enumerate(blocks):
            progress("bench_parts", done, len(blocks))
            arrays.append(self._block(block))
        progress("bench_parts", len(blocks), len(blocks))
        texts = [(role, text) for role, block in blocks for text in block]
        return PartVectors(np.concatenate(arrays), {text: row for row, text in enumerate(texts)})

    def _block(self, block: _Block) -> Vectors:
        role, texts = block
        path = self.folder / f"{_digest(self.embedder.id, role, *texts)}.npy"
        shape = (len(texts), self.embedder.dimension)
        try:
            kept: Vectors = np.load(path)
        except (OSError, EOFError, ValueError):
            kept = np.empty((0, 0), np.float32)
        if kept.shape == shape:
            return kept
        made = self.embedder.encode(texts, role)
        self.folder.mkdir(parents=True, exist_ok=True)
        beside = self.folder / f".{uuid4()}.npy"
        np.save(beside, made)
        beside.replace(path)
        return made


def _blocks(role: Role, texts: Sequence[str]) -> Iterator[_Block]:
    for start in range(0, len(texts), BLOCK):
        yield role, tuple(texts[start : start + BLOCK])


def _digest(*parts: str) -> str:
    return sha256("\0".join(parts).encode()).hexdigest()[:32]
