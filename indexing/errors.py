"""Errors of finding: see the tree in `corpus.errors`."""

from corpus.errors import AnnaiError
from corpus.messages import Catalogue


class IndexingError(AnnaiError):
    """Building, publishing or searching an index failed."""

    catalogue = Catalogue("indexing")


class EmbedderError(IndexingError):
    """The embedder can't be made or fails."""


class SnapshotError(IndexingError):
    """A snapshot is damaged, missing or of another kind."""


class CanaryError(IndexingError):
    """A new snapshot fails the city's canary questions."""


class BuildLockedError(IndexingError):
    """Another process is building an index of the same data directory."""
