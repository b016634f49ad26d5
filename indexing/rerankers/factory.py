"""Makes the reranker that a setting names; its library stays unloaded where there is none."""

from indexing.errors import IndexingError
from indexing.rerankers.base import Reranker


def open_reranker(spec: str) -> Reranker | None:
    """Return the reranker that `spec` names, None for an empty one.

    Args:
        spec: `cross-encoder:<name or path>`.

    Raises:
        IndexingError: No such kind, its extra isn't installed, or it can't be opened.
    """
    kind, _, model = spec.partition(":")
    if not spec:
        return None
    if kind == "cross-encoder" and model:
        from indexing.rerankers.cross_encoder import (  # noqa: PLC0415 - an extra, and slow to import
            CrossEncoderReranker,
        )

        return CrossEncoderReranker(model)
    raise IndexingError("reranker.unknown", spec=spec)
