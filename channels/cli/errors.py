"""The command line's own error: see the tree in `corpus.errors`."""

from corpus.errors import AnnaiError
from corpus.messages import Catalogue


class UsageError(AnnaiError):
    """A command was called in a way that can't mean anything."""

    catalogue = Catalogue("channels.cli")
