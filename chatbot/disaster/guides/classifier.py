"""A linear classifier over features: ridge regression on the indicator of each class.

Texts are vectors of TF-IDF, 1 + ln(count) times ln((1 + N) / (1 + n)) + 1, of length 1. With X the
texts and T the classes (1 − 1/k for a text's own, −1/k for the others) the weights W solve

    (XᵀX + λI) W = XᵀT

by conjugate gradients (Hestenes & Stiefel 1952), all classes at once, `STEPS` of them: more change
no decision. The same texts always give the same weights; nothing is drawn at random.
"""

from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import compress
from pathlib import Path
from uuid import uuid4

import numpy as np
from numpy.typing import NDArray

from chatbot.disaster.guides.features import Features

RIDGE = 0.3
STEPS = 10
_PIECE = 3000
"""Values multiplied at once: few enough to stay in the processor's cache."""

Floats = NDArray[np.float32]
Halves = NDArray[np.float16]


@dataclass(frozen=True, slots=True)
class Classifier:
    """Scores a text for every class.

    Attributes:
        rows: Row of each feature in `weights` and `idf`.
        idf: Inverse document frequencies.
        weights: Shape (features, classes), in half precision: it changes no decision.
    """

    rows: dict[str, int]
    idf: Floats
    weights: Halves

    def scores(self, found: Features) -> Floats:
        """Return a score for each class, about 1 for a sure one; unseen features don't count."""
        known = [(self.rows[name], value) for name, value in found.items() if name in self.rows]
        if not known:
            return np.zeros(self.weights.shape[1], dtype=np.float32)
        at = np.array([row for row, _ in known])
        values = np.array([value for _, value in known], dtype=np.float32) * self.idf[at]
        scores: Floats = (values / np.linalg.norm(values)) @ self.weights[at].astype(np.float32)
        return scores

    @classmethod
    def load(cls, path: Path) -> "Classifier":
        """Open what `save` wrote.

        Raises:
            OSError: The file can't be read.
            ValueError: It is something else.
            KeyError: A part is missing.
            EOFError: It is empty.
            BadZipFile: It is cut off.
        """
        with path.open("rb") as file, np.load(file, allow_pickle=False) as saved:
            names = bytes(saved["names"]).decode("utf-8").split("\n")
            rows = {name: row for row, name in enumerate(names)}
            if not len(rows) == len(saved["idf"]) == len(saved["weights"]):
                raise ValueError(path)
            return cls(rows, saved["idf"], saved["weights"])

    def save(self, path: Path) -> None:
        """Write it beside its place and move it there: a reader sees all of it or nothing.

        Raises:
            OSError: The disk refuses.
        """
        names = np.frombuffer("\n".join(self.rows).encode(), np.uint8)
        path.parent.mkdir(parents=True, exist_ok=True)
        partial = path.with_suffix(f".{uuid4()}.part")
        try:
            with partial.open("xb") as file:
                np.savez(file, names=names, idf=self.idf, weights=self.weights)
            partial.replace(path)
        finally:
            partial.unlink(missing_ok=True)


def fit(
    texts: Iterable[Features],
    classes: Sequence[int],
    count: int,
    tells: Callable[[str, int], bool],
) -> Classifier:
    """Return the classifier of some texts.

    Args:
        texts: Their features; a text without any is left out.
        classes: The class of each, below `count`.
        count: How many classes there are.
        tells: Whether a feature that so many texts have counts at all.
    """
    read = _Texts.of(texts)
    seen = np.bincount(read.columns, minlength=len(read.names))
    used = np.fromiter(map(tells, read.names, seen.tolist()), np.bool_, len(read.names))
    matrix, kept = read.only(used)
    idf = (np.log((1 + len(kept)) / (1 + seen[used])) + 1).astype(np.float32)
    targets = np.full((len(kept), count), -1 / count, dtype=np.float32)
    targets[np.arange(len(kept)), np.array(classes)[kept]] += 1
    weights = _solve(matrix.scaled(idf), targets)
    rows = {name: row for row, name in enumerate(compress(read.names, used))}
    return Classifier(rows, idf, weights.astype(np.float16))


@dataclass(frozen=True, slots=True)
class _Texts:
    """Features of texts, one text after the other.

    Attributes:
        names: Every feature once.
        columns: Numbers of the texts' features.
        values: How much each stands in its text.
        sizes: How many features each text has.
    """

    names: Sequence[str]
    columns: NDArray[np.int64]
    values: Floats
    sizes: NDArray[np.int64]

    @classmethod
    def of(cls, texts: Iterable[Features]) -> "_Texts":
        """Read them, each once."""
        numbers: defaultdict[str, int] = defaultdict()
        numbers.default_factory = numbers.__len__
        columns, values, sizes = array("q"), array("f"), array("q")
        for text in texts:
            columns.extend(map(numbers.__getitem__, text))
            values.extend(text.values())
            sizes.append(len(text))
        return cls(
            list(numbers),
            np.frombuffer(columns, np.int64),
            np.frombuffer(values, np.float32),
            np.frombuffer(sizes, np.int64),
        )

    def only(self, used: NDArray[np.bool_]) -> tuple["_Sparse", NDArray[np.int64]]:
        """Return a matrix of the features used, and which texts its rows are."""
        stays = used[self.columns]
        texts = np.repeat(np.arange(len(self.sizes)), self.sizes)[stays]
        sizes = np.bincount(texts, minlength=len(self.sizes))
        kept = np.flatnonzero(sizes)
        begins = np.concatenate([[0], np.cumsum(sizes[kept])[:-1]]).astype(np.int64)
        columns = (np.cumsum(used) - 1)[self.columns[stays]]
        return _Sparse(self.values[stays], columns, begins, int(used.sum())), kept


@dataclass(frozen=True, slots=True)
class _Sparse:
    """A matrix by its rows: row i is `values` at `columns` from `begins[i]` on. No row is empty."""

    values: Floats
    columns: NDArray[np.int64]
    begins: NDArray[np.int64]
    width: int

    def scaled(self, weights: Floats) -> "_Sparse":
        """Return the matrix with its columns times `weights` and its rows of length 1."""
        values = self.values * weights[self.columns]
        lengths = np.sqrt(np.add.reduceat(values * values, self.begins))
        return replace(self, values=values / np.repeat(lengths, self._sizes()))

    def turned(self) -> "_Sparse":
        """Return the transpose; no column is empty either."""
        order = np.argsort(self.columns, kind="stable")
        numbers = np.repeat(np.arange(len(self.begins)), self._sizes())
        begins = np.searchsorted(self.columns[order], np.arange(self.width))
        return _Sparse(self.values[order], numbers[order], begins, len(self.begins))

    def times(self, dense: Floats) -> Floats:
        """Return the product with an array of shape (width, k): rows of one length together."""
        product = np.empty((len(self.begins), dense.shape[1]), dtype=np.float32)
        sizes = self._sizes()
        order = np.argsort(sizes, kind="stable")
        for rows in np.split(order, np.flatnonzero(np.diff(sizes[order])) + 1):
            length = sizes[rows[0]]
            at_once = max(1, _PIECE // length)
            for at in range(0, len(rows), at_once):
                some = rows[at : at + at_once]
                places = self.begins[some, None] + np.arange(length)
                values, columns = self.values[places, None], self.columns[places]
                product[some] = np.matmul(values.swapaxes(1, 2), dense[columns])[:, 0]
        return product

    def _sizes(self) -> NDArray[np.int64]:
        sizes: NDArray[np.int64] = np.diff([*self.begins, len(self.values)])
        return sizes


def _solve(vectors: _Sparse, targets: Floats) -> Floats:
    turned = vectors.turned()
    rest = turned.times(targets)
    weights, direction = np.zeros_like(rest), rest.copy()
    squares = (rest * rest).sum(axis=0)
    for _ in range(STEPS):
        moved = turned.times(vectors.times(direction)) + np.float32(RIDGE) * direction
        length = squares / np.maximum((direction * moved).sum(axis=0), 1e-12)
        weights += length * direction
        rest -= length * moved
        left = (rest * rest).sum(axis=0)
        direction = rest + left / np.maximum(squares, 1e-12) * direction
        squares = left
    return weights
