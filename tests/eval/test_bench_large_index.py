"""Large indexes: built once by the production code, used again."""

from datetime import date
from pathlib import Path

import pytest

from eval.bench.large_index import LargeIndexes
from eval.bench.texts import read_newsletters
from indexing.index import Index
from indexing.search import Engines
from indexing.tokenizer import SudachiTokenizer
from tests.building import CITY, NO_WORDS, silent
from tests.hashed_embedder import HashedEmbedder
from tests.newsletters import write_newsletters

COUNT = 120


@pytest.fixture
def indexes(tmp_path: Path) -> LargeIndexes:
    """Indexes of newsletters, with the test's embedder."""
    articles = read_newsletters(write_newsletters(tmp_path / "news")).articles
    engines = Engines(HashedEmbedder(), SudachiTokenizer())
    return LargeIndexes(tmp_path / "bench", articles, CITY, NO_WORDS, engines)


def test_it_is_an_index_like_any_other(indexes: LargeIndexes) -> None:
    """Of exactly as many chunks, published, opened and searched by production code."""
    large = indexes.open(COUNT, silent)
    index = Index(large.layout, indexes.engines)
    result = index.search("図書館の相談会", day=date(2026, 4, 1), limit=5)

    assert large.chunks == COUNT
    assert len(result.hits) == 5
    assert "図書館" in result.hits[0].chunk.passage
    assert large.megabytes > 0.1


def test_it_is_used_again(indexes: LargeIndexes) -> None:
    """The same folder and snapshot; other text or another size is another index."""
    first = indexes.open(COUNT, silent)
    again = indexes.open(COUNT, silent)
    other = indexes.open(COUNT + 5, silent)

    assert again.layout == first.layout
    assert other.root != first.root
    assert first.root.name.startswith(f"index-{COUNT}-")


def test_a_damaged_one_is_built_anew(indexes: LargeIndexes) -> None:
    """And the one it replaces is removed."""
    first = indexes.open(COUNT, silent)
    next(iter(first.layout.files())).write_bytes(b"")
    indexes.open(COUNT, silent)

    assert len(list(indexes.folder.glob("index-*"))) == 1
    again = indexes.open(COUNT, silent)
    assert len(Index(again.layout, indexes.engines).chunks) == COUNT
