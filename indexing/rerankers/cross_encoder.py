"""Cross-encoders of sentence-transformers, by name or from a folder. Needs the extra `[models]`."""

from collections.abc import Sequence
from importlib import import_module

from indexing.errors import IndexingError
from indexing.rerankers.base import Reranker

try:
    _library = import_module("sentence_transformers")
except ImportError as missing:
    raise IndexingError("reranker.no_extra", extra="models") from missing

_BATCH = 16


class CrossEncoderReranker(Reranker):
    """A cross-encoder on this machine; it must give one number for question and text.

    Args:
        model: Name on Hugging Face, fetched when it isn't on this machine, or a folder.

    Raises:
        IndexingError: The model can't be found, loaded or run, or gives more than one number.
    """

    def __init__(self, model: str) -> None:
        """Load the model and try it."""
        self._name = model
        try:
            self._model = _library.CrossEncoder(model)
        except Exception as error:  # hub, file and format errors have no common base but this
            raise IndexingError("reranker.no_model", model=model) from error
        self.scores("?", ["?"])

    def scores(self, question: str, texts: Sequence[str]) -> list[float]:
        """Return the model's number for each text."""
        try:
            scores = self._model.predict(
                [(question, text) for text in texts], batch_size=_BATCH, show_progress_bar=False
            )
            return [float(score) for score in scores]
        except Exception as error:  # torch's errors have no common base but this
            raise IndexingError("reranker.failed", model=self._name) from error
