"""The bundled model's ONNX file: built once for a machine, kept in a cache directory.

The name carries the weights' SHA-256 and the format of the graph, so another wheel or another
version of annai builds its own file. The file is written beside its place and moved there, so a
reader sees all of it or nothing; a damaged one fails to open and is built anew.
"""

import hashlib
import os
import tempfile
from pathlib import Path

from indexing.embedders.e5_weights import E5Weights

FORMAT = 1


def model_path(weights: E5Weights, cache_dir: Path) -> Path:
    """Return where the model built from `weights` is kept."""
    with weights.path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return cache_dir / f"e5-small-int8-v{FORMAT}-{digest[:16]}.onnx"


def build_model(weights: E5Weights, path: Path) -> None:
    """Build the model and put it at `path`.

    Raises:
        OSError: The directory can't be written.
    """
    from indexing.embedders.e5_graph import build_graph  # noqa: PLC0415 - onnx only when building

    path.parent.mkdir(parents=True, exist_ok=True)
    handle, partial = tempfile.mkstemp(dir=path.parent, prefix=path.name, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(build_graph(weights).SerializeToString())
        Path(partial).replace(path)
    except BaseException:
        Path(partial).unlink(missing_ok=True)
        raise
