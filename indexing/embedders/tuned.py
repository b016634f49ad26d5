"""What tuning changed of the bundled model: tensors that are laid over the wheel's.

`annai index tune` writes them to `<cache directory>/tuned/<id>.npz`, 16-bit numbers under the
wheel's names. The id is made of the content: a file can be checked, and an embedder that has the
tensors carries it in its own id, `…+tuned-<id>`.

Tuning spreads the vectors: what belongs together stays nearest, but everything moves apart. Whether
to answer is decided on cosines, by what they are in the untuned model, so the file holds a number
`SCALE` too, the part of every distance 1 − cosine that is kept (`Scaling`).
"""

import hashlib
import os
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from indexing.embedders.base import Vectors
from indexing.embedders.e5_weights import Blocks, E5Weights, Floats
from indexing.errors import EmbedderError

SCALE = "cosine.scale"

_MARK = "+tuned-"
_DIGITS = 16

Halves = NDArray[np.float16]


@dataclass(frozen=True)
class Scaling:
    """Brings unit vectors nearer to each other; rankings stay as they are.

    Every vector is moved towards the same one: √scale·x + √(1 − scale)·axis. Where x has nothing of
    the axis, the cosine of two is 1 − scale · (1 − cosine), and lengths stay 1.

    Such an axis is left free by the model's last layer norm, (h − mean) / spread · w + b: what it
    makes fulfils Σ (x − b)/w = 0, so in the direction of 1/w all texts are the same.

    Attributes:
        scale: The part of every distance that is kept, 0 to 1.
        axis: The free direction, a unit vector of shape (width,).
    """

    scale: float
    axis: Vectors

    def vectors(self, vectors: Vectors) -> Vectors:
        """Return vectors of shape (count, width), scaled."""
        free = vectors - np.outer(vectors @ self.axis, self.axis)
        free /= np.linalg.norm(free, axis=1, keepdims=True)
        moved: Vectors = np.sqrt(self.scale) * free + np.sqrt(1 - self.scale) * self.axis
        return moved.astype(np.float32)

    def cosine(self, cosine: float) -> float:
        """Return what the cosine of two vectors becomes."""
        return 1 - self.scale * (1 - cosine)


class TunedWeights(E5Weights):
    """The wheel's weights with tuned tensors laid over them.

    Attributes:
        id: Of the tensors.
        scaling: How vectors made with them are scaled.

    Args:
        cache_dir: Where `save` wrote them.
        tuned_id: What `save` returned.

    Raises:
        EmbedderError: The file is missing, or isn't what was written.
    """

    def __init__(self, cache_dir: Path, tuned_id: str) -> None:
        """Read and check the tensors."""
        super().__init__()
        self.id = tuned_id
        self._tuned = _read(tuned_path(cache_dir, tuned_id), tuned_id)
        scale = float(self._tuned.pop(SCALE)[0])
        free = 1 / self.floats(f"l{self.shape.layers - 1}.oln.w")
        self.scaling = Scaling(scale, free / np.linalg.norm(free))

    def floats(self, name: str) -> Floats:
        """Return a tensor of 32-bit numbers, flat."""
        tuned = self._tuned.get(name)
        return super().floats(name) if tuned is None else tuned.ravel().astype(np.float32)

    def blocks(self, name: str) -> Blocks:
        """Return a matrix of the wheel; its values are the tuned ones where there are any."""
        blocks, tuned = super().blocks(name), self._tuned.get(name)
        return blocks if tuned is None else _TunedBlocks(blocks.nibbles, blocks.scales, tuned)


@dataclass(frozen=True)
class _TunedBlocks(Blocks):
    """The wheel's blocks of a matrix, and what training made of them."""

    tuned: Halves

    def values(self) -> Floats:
        return self.tuned.astype(np.float32)


def save(tensors: Mapping[str, Floats | Halves], scale: float, cache_dir: Path) -> str:
    """Keep tensors, by the wheel's names, and the scale; return their id.

    Raises:
        OSError: The directory can't be written.
    """
    kept: dict[str, Any] = {name: each.astype(np.float16) for name, each in tensors.items()}
    kept[SCALE] = np.array([scale], np.float16)
    tuned_id = _digest(kept)
    path = tuned_path(cache_dir, tuned_id)
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_suffix(f".{uuid4()}.part")
    try:
        with partial.open("xb") as file:
            np.savez(file, **kept)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
    return tuned_id


def prune(cache_dir: Path, used: Collection[str]) -> None:
    """Remove tensors that aren't used any more, and the model files made with them."""
    for path in (cache_dir / "tuned").glob("*.npz"):
        if path.stem not in used:
            path.unlink()
            for model in cache_dir.glob(f"*-tuned-{path.stem}.onnx"):
                model.unlink()


def save_scaled(tuned_id: str, scale: float, cache_dir: Path) -> str:
    """Keep tensors with another scale, and return their id.

    Raises:
        EmbedderError: There are no such tensors.
        OSError: The directory can't be written.
    """
    tensors = _read(tuned_path(cache_dir, tuned_id), tuned_id)
    del tensors[SCALE]
    return save(tensors, scale, cache_dir)


def tuned_path(cache_dir: Path, tuned_id: str) -> Path:
    """Return where tensors are kept."""
    return cache_dir / "tuned" / f"{tuned_id}.npz"


def with_tuned(embedder_id: str, tuned_id: str) -> str:
    """Return the id of an embedder with tuned tensors."""
    return f"{embedder_id}{_MARK}{tuned_id}"


def tuned_id_of(embedder_id: str) -> str:
    """Return the id of the tensors that an embedder's id names, empty if it names none."""
    return embedder_id.partition(_MARK)[2]


def untuned(embedder_id: str) -> str:
    """Return the id of an embedder without its tuned tensors."""
    return embedder_id.partition(_MARK)[0]


def _read(path: Path, tuned_id: str) -> dict[str, Halves]:
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as archive:
            tensors: dict[str, Halves] = dict(archive)
    except FileNotFoundError:
        raise EmbedderError("tuning.no_file", path=path) from None
    except (OSError, ValueError, BadZipFile):
        raise EmbedderError("tuning.bad_file", path=path) from None
    if _digest(tensors) != tuned_id:
        raise EmbedderError("tuning.bad_file", path=path)
    return tensors


def _digest(tensors: Mapping[str, Halves]) -> str:
    digest = hashlib.sha256()
    for name, tensor in sorted(tensors.items()):
        digest.update(f"{name} {tensor.dtype} {tensor.shape}\n".encode())
        digest.update(np.ascontiguousarray(tensor).tobytes())
    return digest.hexdigest()[:_DIGITS]
