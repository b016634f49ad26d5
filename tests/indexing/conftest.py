"""The bundled embedder, opened once for all tests, and small indexes with a hashing one."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from corpus.document import Document
from indexing.embedders.base import Embedder
from indexing.embedders.bundled import BundledEmbedder
from indexing.index import Index
from indexing.records import CityWords
from indexing.search import Engines
from indexing.snapshots import Snapshots
from indexing.tokenizer import SudachiTokenizer
from tests.building import NO_WORDS, open_index
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


@pytest.fixture
def snapshots(tmp_path: Path) -> Snapshots:
    """An index directory that isn't there yet."""
    return Snapshots(tmp_path / "index")


@pytest.fixture
def make_index(snapshots: Snapshots, engines: Engines) -> Callable[..., Index]:
    """Builds a snapshot of some documents and opens it."""

    def make(documents: Sequence[Document], words: CityWords = NO_WORDS) -> Index:
        return open_index(snapshots, engines, documents, words)

    return make
