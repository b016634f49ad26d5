"""The bundled model's ONNX file: built once for a machine, kept in a cache directory.

The name carries the format of the graph, the weights' SHA-256 and the id of tuned tensors, so
another version of annai or of the wheel, and each tuned model, builds a file of its own. The file
is written beside its place, synced and moved there: a reader sees all of it or nothing. A file that
ONNX Runtime can't open is built anew.
"""

import hashlib
import logging
import os
from pathlib import Path
from uuid import uuid4

import onnxruntime as ort  # type: ignore[import-untyped]  # it ships no types

from indexing.embedders.e5_weights import E5Weights
from indexing.embedders.tuned import TunedWeights
from indexing.errors import EmbedderError

FORMAT = 4
_DIGITS = 16
_log = logging.getLogger(__name__)


def open_model(weights: E5Weights, cache_dir: Path, threads: int = 1) -> ort.InferenceSession:
    """Return a session over the model of `weights`.

    Args:
        weights: The weights.
        cache_dir: Where its file is kept.
        threads: How many threads a run takes; one is the calling thread only.

    Raises:
        EmbedderError: ONNX Runtime can't open the model it was given.
        ImportError: The model must be built and `onnx` is missing.
        OSError: The model must be built and `cache_dir` can't be written.
    """
    path = model_path(weights, cache_dir)
    if path.is_file():
        try:
            return _session(path, threads)
        except EmbedderError as error:
            _log.warning("%s", error)
    _build(weights, path)
    return _session(path, threads)


def model_path(weights: E5Weights, cache_dir: Path) -> Path:
    """Return where the model of `weights` is kept."""
    with weights.path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    tuned = f"-tuned-{weights.id}" if isinstance(weights, TunedWeights) else ""
    return cache_dir / f"e5-small-int8-v{FORMAT}-{digest[:_DIGITS]}{tuned}.onnx"


def _session(path: Path, threads: int) -> ort.InferenceSession:
    options = ort.SessionOptions()
    options.intra_op_num_threads = threads
    options.add_session_config_entry("session.force_spinning_stop", "1")  # not beyond a run
    options.enable_mem_pattern = False  # one pattern is kept for each length of text
    options.graph_optimization_level = ort.GraphOptimizationLevel.ORT_DISABLE_ALL  # see e5_graph
    try:
        return ort.InferenceSession(path, options, providers=["CPUExecutionProvider"])
    except Exception as error:  # its errors have no common base but this
        raise EmbedderError("embedder.bad_model", path=path) from error


def _build(weights: E5Weights, path: Path) -> None:
    from indexing.embedders.e5_graph import build_graph  # noqa: PLC0415 - once for a machine

    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_suffix(f".{uuid4()}.part")
    try:
        with partial.open("xb") as file:
            file.write(build_graph(weights).SerializeToString())
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
