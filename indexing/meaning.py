"""Meaning: what is near a question in any of a chunk's fields, found in one look.

A question is embedded once, and its score is the sum of its standardized cosines with label, label
and text, and text. Such a sum is itself an inner product: with x the vector of a field, m the mean
and s the spread of that field's vectors, the sum of q·(x − m)/s over the fields is q·Σ(x − m)/s. So
one combined vector a chunk is searched instead of three (nDCG@10 on Amagasaki's `dev` 0.7245
against 0.723 with the spread taken per question).

A wording residents use for a chunk stands for its label: the combined vector again, with the
wording's vector in the place of the label's. A chunk is as near as the nearest of its rows.

FAISS holds the rows as 16-bit floats and looks at all of them: exact, and at municipal sizes
(100,000 rows, 77 MB) a few milliseconds. One thread a question: two are slower and keep both cores
busy waiting for each other.
"""

from dataclasses import dataclass
from math import sqrt
from pathlib import Path
from typing import NamedTuple

import faiss
import numpy as np
from numpy.typing import NDArray

from indexing.embedders.base import Vectors
from indexing.vectors import Rows, singles

_EQUAL = 1e-4
"""Vectors or scores that spread less are taken for equal, and aren't divided by their spread: what
tells no chunks apart must not become the largest part of a wording's vector."""


@dataclass(frozen=True, slots=True)
class Near:
    """Chunks near a question.

    Attributes:
        rows: Rows of chunks and wordings, nearest first.
        scores: Their inner products with the question.
    """

    rows: Rows
    scores: Vectors


class Moments(NamedTuple):
    """Mean and spread of a question's scores over all chunks; the spread isn't 0."""

    mean: float
    spread: float

    def standardized(self, scores: Vectors) -> Vectors:
        """Return scores as standard deviations from the mean."""
        standard: Vectors = (scores - np.float32(self.mean)) / np.float32(self.spread)
        return standard


class MeaningIndex:
    """Combined vectors of all chunks and wordings. May be used from several threads."""

    def __init__(self, index: faiss.Index, mean: Vectors, covariance: Vectors) -> None:
        """Take a built or loaded index and the moments of its chunks."""
        self._index = index
        self._halves = _codes(index)
        self._mean = mean
        self._covariance = covariance

    @classmethod
    def build(cls, combined: Vectors, chunks: int) -> "MeaningIndex":
        """Index an array of shape (rows, dimension) of which the first `chunks` are chunks."""
        kind = faiss.ScalarQuantizer.QT_fp16
        index = faiss.IndexScalarQuantizer(combined.shape[1], kind, faiss.METRIC_INNER_PRODUCT)
        index.add(np.ascontiguousarray(combined))
        mean = combined[:chunks].mean(axis=0)
        centred = combined[:chunks] - mean
        return cls(index, mean, centred.T @ centred / chunks)

    @classmethod
    def load(cls, path: Path, moments: Path) -> "MeaningIndex":
        """Open what `save` wrote.

        Raises:
            RuntimeError: FAISS can't read the file.
            OSError: A file can't be read.
            EOFError: The moments are empty.
            BadZipFile: They are cut off.
            ValueError: They are something else.
            KeyError: One is missing.
        """
        index = faiss.read_index(str(path))
        with moments.open("rb") as file, np.load(file, allow_pickle=False) as saved:
            return cls(index, saved["mean"], saved["covariance"])

    def save(self, path: Path, moments: Path) -> None:
        """Write index and moments.

        Raises:
            OSError: The disk refuses; FAISS itself would raise something else.
        """
        path.write_bytes(faiss.serialize_index(self._index).tobytes())
        np.savez(moments, mean=self._mean, covariance=self._covariance)

    def __len__(self) -> int:
        """Return the number of rows."""
        return int(self._index.ntotal)

    def near(self, query: Vectors, count: int, allowed: NDArray[np.bool_]) -> Near:
        """Return the `count` nearest allowed rows for a query of shape (dimension,)."""
        parameters = None
        if not allowed.all():
            bits = np.packbits(allowed, bitorder="little")
            parameters = faiss.SearchParameters(sel=faiss.IDSelectorBitmap(bits))
        faiss.omp_set_num_threads(1)
        scores, rows = self._index.search(query[None, :], count, params=parameters)
        found = rows[0] >= 0
        return Near(rows[0][found], scores[0][found])

    def scores(self, query: Vectors, rows: Rows) -> Vectors:
        """Return the inner products of the query with some rows, shape (len(rows),)."""
        if not len(rows):
            return np.zeros(0, dtype=np.float32)
        products: Vectors = singles(self._halves[rows]) @ query
        return products

    def moments(self, query: Vectors) -> Moments:
        """Return mean and spread of a query's scores over all chunks.

        They follow from the chunks' mean m and covariance C: q·m and √(q·C·q).
        """
        spread = sqrt(max(float(query @ self._covariance @ query), 0.0))
        return Moments(float(query @ self._mean), _divisor(spread))


def _codes(index: faiss.Index) -> NDArray[np.float16]:
    """Return a view of an index's rows; FAISS decodes them one by one, six times as slowly."""
    count, width = int(index.ntotal), int(index.d)
    if not count:
        return np.zeros((0, width), dtype=np.float16)
    codes = faiss.rev_swig_ptr(index.codes.data(), count * int(index.code_size))
    halves: NDArray[np.float16] = codes.view(np.float16).reshape(count, width)
    return halves


def combine(
    label: Vectors, passage: Vectors, text: Vectors, wording: Vectors, owners: NDArray[np.int32]
) -> Vectors:
    """Return the combined vectors of chunks and then of wordings.

    Args:
        label: Vectors of the labels, shape (chunks, dimension).
        passage: Vectors of label and text.
        text: Vectors of the text.
        wording: Vectors of the wordings, shape (wordings, dimension).
        owners: The chunk of each wording.
    """
    chunks = _standard(label) + _standard(passage) + _standard(text)
    wordings = chunks[owners] + (wording - label[owners]) / _spread(label)
    combined: Vectors = np.concatenate([chunks, wordings]).astype(np.float32)
    return combined


def _standard(field: Vectors) -> Vectors:
    standard: Vectors = _centred(field) / _spread(field)
    return standard


def _centred(field: Vectors) -> Vectors:
    centred: Vectors = field - field.mean(axis=0)
    return centred


def _spread(field: Vectors) -> float:
    """Return the root mean square distance of a field's vectors from their mean."""
    return _divisor(float(np.sqrt((_centred(field) ** 2).sum(axis=1).mean())))


def _divisor(spread: float) -> float:
    return spread if spread > _EQUAL else 1.0
