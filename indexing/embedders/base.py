"""What an embedder is: LangChain's `Embeddings` with an identity, a width and array output."""

from abc import abstractmethod
from collections.abc import Sequence
from typing import Literal

import numpy as np
from langchain_core.embeddings import Embeddings
from numpy.typing import NDArray

Role = Literal["query", "passage"]
Vectors = NDArray[np.float32]


class Embedder(Embeddings):
    """Turns texts into unit vectors. Prefixes (`query: `, `passage: `) belong to the embedder."""

    @property
    @abstractmethod
    def id(self) -> str:
        """Name of model and engine; vectors of different ids must not be compared."""

    @property
    @abstractmethod
    def dimension(self) -> int:
        """Width of a vector."""

    @abstractmethod
    def encode(self, texts: Sequence[str], role: Role) -> Vectors:
        """Return an array of shape (len(texts), dimension), float32, rows of length 1.

        Raises:
            EmbedderError: The engine failed.
        """

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Embed passages, as LangChain asks for them."""
        return [list(map(float, row)) for row in self.encode(texts, "passage")]

    def embed_query(self, text: str) -> list[float]:
        """Embed one question, as LangChain asks for it."""
        return [float(value) for value in self.encode([text], "query")[0]]
