"""Makes the embedder that a setting names."""

from pathlib import Path

from indexing.embedders.base import Embedder
from indexing.errors import EmbedderError


def open_embedder(
    spec: str, cache_dir: Path, *, base_url: str | None = None, api_key: str | None = None
) -> Embedder:
    """Return the embedder `spec` names."""
    if spec == "bundled":
        from indexing.embedders.bundled import BundledEmbedder  # noqa: PLC0415

        return BundledEmbedder(cache_dir)
    raise EmbedderError("embedder.unknown", spec=spec)
