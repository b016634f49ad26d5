"""What stands for an embedder that can't be opened, so that all else still serves."""

from collections.abc import Sequence

from indexing.embedders.base import Embedder, Role, Vectors
from indexing.errors import EmbedderError

BROKEN = "broken"


class BrokenEmbedder(Embedder):
    """Embeds nothing; no snapshot is of it, so nothing is searched either.

    Args:
        error: Why the embedder can't be opened; told to whoever asks for a vector.
    """

    def __init__(self, error: EmbedderError) -> None:
        """Keep the reason."""
        self._error = error

    @property
    def id(self) -> str:
        """No embedder's id."""
        return BROKEN

    @property
    def dimension(self) -> int:
        """No width."""
        return 0

    def encode(self, texts: Sequence[str], role: Role) -> Vectors:  # noqa: ARG002  # as it is called
        """Raise why there is no embedder.

        Raises:
            EmbedderError: Always.
        """
        raise self._error
