"""Errors of evaluating: see the tree in `corpus.errors`."""

from corpus.errors import AnnaiError
from corpus.messages import Catalogue


class EvalError(AnnaiError):
    """A test set can't be read or asked."""

    catalogue = Catalogue("eval")
