"""The textbook pipeline: LangChain's recursive splitter and a FAISS store of whole texts.

`RecursiveCharacterTextSplitter` with the 500 characters and 50 of overlap of its tutorials, one
vector for each piece, the same embedder (with its prefixes), exact search.

The store is written here. LangChain's own FAISS store lives in langchain-community, which is
sunset; langchain-faiss-vectorstore, which one person put on PyPI in August 2026, names no licence.
So it is FAISS's flat index behind langchain-core's `VectorStore`, with as little between them as
LangChain's has: vectors as lists of numbers, and documents looked up by their row.

Needs the extra `[bench]`.
"""

from collections.abc import Iterable, Sequence
from importlib import import_module
from typing import Any

import faiss
import numpy as np
from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings
from langchain_core.vectorstores import VectorStore

from eval.errors import EvalError

try:
    _splitters = import_module("langchain_text_splitters")
except ImportError as missing:
    raise EvalError("bench.no_extra", package="langchain-text-splitters") from missing

SIZE, OVERLAP = 500, 50
PIECES = 5
"""Pieces looked at for each document wanted: several may belong to one."""


class FaissStore(VectorStore):
    """Texts and their vectors, searched exactly by inner product."""

    def __init__(self, embedding: Embeddings) -> None:
        """Begin empty; what embeds texts and questions makes unit vectors."""
        self._embedding = embedding
        self._index: faiss.IndexFlatIP | None = None
        self._documents: list[Document] = []

    @property
    def embeddings(self) -> Embeddings:
        """What embeds texts and questions."""
        return self._embedding

    def add_texts(
        self,
        texts: Iterable[str],
        metadatas: list[dict[str, Any]] | None = None,
        *,
        ids: list[str] | None = None,
        **kwargs: Any,  # noqa: ANN401  # LangChain's signature
    ) -> list[str]:
        """Embed and keep texts; return their ids, by default their places."""
        del kwargs
        texts = list(texts)
        vectors = np.array(self._embedding.embed_documents(texts), dtype=np.float32)
        if self._index is None:
            self._index = faiss.IndexFlatIP(vectors.shape[1])
        self._index.add(vectors)
        first = len(self._documents)
        ids = ids or [str(first + place) for place in range(len(texts))]
        self._documents += [
            Document(page_content=text, metadata=metadata, id=name)
            for text, metadata, name in zip(
                texts, metadatas or [{} for _ in texts], ids, strict=True
            )
        ]
        return ids

    def similarity_search(
        self,
        query: str,
        k: int = 4,
        **kwargs: Any,  # noqa: ANN401  # LangChain's signature
    ) -> list[Document]:
        """Return the `k` nearest texts, best first."""
        del kwargs
        if self._index is None:
            return []
        vector = np.array([self._embedding.embed_query(query)], dtype=np.float32)
        _, rows = self._index.search(vector, k)
        return [self._documents[row] for row in rows[0] if row >= 0]

    @classmethod
    def from_texts(
        cls,
        texts: list[str],
        embedding: Embeddings,
        metadatas: list[dict[str, Any]] | None = None,
        *,
        ids: list[str] | None = None,
        **kwargs: Any,  # noqa: ANN401  # LangChain's signature
    ) -> "FaissStore":
        """Return a store of some texts."""
        store = cls(embedding)
        store.add_texts(texts, metadatas, ids=ids, **kwargs)
        return store


class Textbook:
    """Documents in a store, found by questions.

    Args:
        texts: Id and text of each document.
        embedding: What embeds pieces and questions.
    """

    def __init__(self, texts: Sequence[tuple[str, str]], embedding: Embeddings) -> None:
        """Split, embed and keep."""
        documents = [Document(page_content=text, metadata={"id": name}) for name, text in texts]
        splitter = _splitters.RecursiveCharacterTextSplitter(chunk_size=SIZE, chunk_overlap=OVERLAP)
        pieces: list[Document] = splitter.split_documents(documents)
        self._store = FaissStore.from_documents(pieces, embedding)

    def search(self, question: str, limit: int) -> list[str]:
        """Return the ids of the best documents."""
        pieces = self._store.similarity_search(question, k=PIECES * limit)
        return list(dict.fromkeys(piece.metadata["id"] for piece in pieces))[:limit]
