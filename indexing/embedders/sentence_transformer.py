"""Models of sentence-transformers, by name or from a folder. Needs the extra `[models]`."""

from collections.abc import Sequence
from importlib import import_module

import numpy as np

from indexing.embedders.base import Embedder, Role, Vectors
from indexing.embedders.prefixes import prefix
from indexing.errors import EmbedderError

try:
    _library = import_module("sentence_transformers")
except ImportError as missing:
    raise EmbedderError("embedder.no_extra", extra="models") from missing

_BATCH = 16


class SentenceTransformerEmbedder(Embedder):
    """A model of sentence-transformers on this machine.

    Args:
        model: Name on Hugging Face, fetched when it isn't on this machine, or a folder.

    Raises:
        EmbedderError: The model can't be found or loaded.
    """

    def __init__(self, model: str) -> None:
        """Load the model."""
        self._name = model
        try:
            self._model = _library.SentenceTransformer(model)
        except Exception as error:  # hub, file and format errors have no common base but this
            raise EmbedderError("embedder.no_model", model=model) from error

    @property
    def id(self) -> str:
        """The name it was opened by."""
        return f"sentence-transformers:{self._name}"

    @property
    def dimension(self) -> int:
        """Width the model says."""
        return int(self._model.get_sentence_embedding_dimension() or 0)

    def encode(self, texts: Sequence[str], role: Role) -> Vectors:
        """Return unit vectors, shape (len(texts), dimension)."""
        if not texts:
            return np.empty((0, self.dimension), np.float32)
        prefixed = [prefix(self._name, role) + text for text in texts]
        vectors: Vectors = self._model.encode(
            prefixed, batch_size=_BATCH, normalize_embeddings=True, show_progress_bar=False
        )
        return vectors.astype(np.float32)
