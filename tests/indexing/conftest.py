"""The bundled embedder, opened once for all tests, and small indexes with a hashing one."""

from pathlib import Path

import pytest

from indexing.embedders.base import Embedder
from indexing.embedders.bundled import BundledEmbedder
from indexing.search import Engines
from indexing.tokenizer import SudachiTokenizer
from tests.hashed_embedder import HashedEmbedder


@pytest.fixture(scope="session")
def embedder(embedder_cache: Path) -> Embedder:
    """The bundled embedder on ONNX Runtime."""
    return BundledEmbedder(embedder_cache)


@pytest.fixture(scope="session")
def tokenizer() -> SudachiTokenizer:
    """The tokenizer; its dictionary is opened once."""
    return SudachiTokenizer()


@pytest.fixture
def hashed() -> HashedEmbedder:
    """An embedder that remembers what it was asked."""
    return HashedEmbedder()


@pytest.fixture
def engines(hashed: HashedEmbedder, tokenizer: SudachiTokenizer) -> Engines:
    """What searching needs, with the hashing embedder."""
    return Engines(hashed, tokenizer)
