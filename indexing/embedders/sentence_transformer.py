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
_PROMPTS: dict[Role, str] = {"query": "query", "passage": "document"}  # the library's own names


class SentenceTransformerEmbedder(Embedder):
    """A model of sentence-transformers on this machine.

    Prefixes are those of the model's family, else the prompts the model brings, else none.

    Args:
        model: Name on Hugging Face, fetched when it isn't on this machine, or a folder.

    Raises:
        EmbedderError: The model can't be found, loaded or run.
    """

    def __init__(self, model: str) -> None:
        """Load the model and try it, which also tells its width."""
        self._name = model
        try:
            self._model = _library.SentenceTransformer(model)
            self._width: int = self._vectors(["?"], "").shape[1]
        except Exception as error:  # hub, file and format errors have no common base but this
            raise EmbedderError("embedder.no_model", model=model) from error

    @property
    def id(self) -> str:
        """The name it was opened by."""
        return f"sentence-transformers:{self._name}"

    @property
    def dimension(self) -> int:
        """Width of the model's vectors."""
        return self._width

    def encode(self, texts: Sequence[str], role: Role) -> Vectors:
        """Return unit vectors, shape (len(texts), dimension)."""
        if not texts:
            return np.empty((0, self._width), np.float32)
        prompt = prefix(self._name, role) or self._model.prompts.get(_PROMPTS[role]) or ""
        return self._vectors(texts, prompt)

    def _vectors(self, texts: Sequence[str], prompt: str) -> Vectors:
        vectors = self._model.encode(
            list(texts),
            prompt=prompt,
            batch_size=_BATCH,
            normalize_embeddings=True,
            show_progress_bar=False,
        )
        return np.asarray(vectors, np.float32)
