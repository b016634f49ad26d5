"""Multiplied text: every chunk different, every sentence real."""

from itertools import pairwise
from pathlib import Path

import pytest

from eval.bench.multiply import Parts, Sentence, multiplied, parts_of
from eval.bench.texts import Article, read_newsletters
from eval.errors import EvalError
from indexing.chunk import Chunk
from indexing.chunking import CHUNK_CHARS, chunks_of
from tests.newsletters import write_newsletters

COUNT = 403


@pytest.fixture
def articles(tmp_path: Path) -> tuple[Article, ...]:
    """Fifty articles."""
    return read_newsletters(write_newsletters(tmp_path / "news")).articles


@pytest.fixture
def chunks(articles: tuple[Article, ...]) -> list[Chunk]:
    """What the production code cuts the multiplied documents into."""
    documents = multiplied(parts_of(articles, COUNT), COUNT)
    return [chunk for document in documents for chunk in chunks_of(document)]


def test_no_two_chunks_are_equal(chunks: list[Chunk]) -> None:
    """Neither their texts nor their labels; there are exactly as many as were wanted."""
    assert len(chunks) == COUNT
    assert len({chunk.text for chunk in chunks}) == COUNT
    assert len({chunk.label for chunk in chunks}) == COUNT


def test_a_chunk_joins_sentences_of_different_articles(
    articles: tuple[Article, ...], chunks: list[Chunk]
) -> None:
    """Each line was written in an article, and no two in the same one."""
    written = {line: at for at, each in enumerate(articles) for line in each.body.split("\n")}
    for chunk in chunks:
        lines = chunk.text.split("\n")
        places = {written[line] for line in lines}
        assert 2 <= len(lines) == len(places)


def test_nobody_cuts_a_chunk(chunks: list[Chunk]) -> None:
    """With its titles it has no more characters than a chunk or the textbook's piece may have."""
    assert max(len(f"{chunk.label}\n{chunk.text}") for chunk in chunks) <= CHUNK_CHARS


def test_it_is_the_same_every_time(articles: tuple[Article, ...]) -> None:
    """An index may be kept."""
    parts = parts_of(articles, COUNT)

    assert multiplied(parts, COUNT) == multiplied(parts, COUNT)


def test_a_small_index_has_the_first_parts_of_a_large_one(articles: tuple[Article, ...]) -> None:
    """So a large one takes over vectors; 4 · √n titles, 30 · √n sentences while there are any."""
    sizes = [parts_of(articles, chunks) for chunks in (25, 100, 400)]

    for small, large in pairwise(sizes):
        assert large.titles[: len(small.titles)] == small.titles
        assert large.sentences[: len(small.sentences)] == small.sentences
    assert [len(parts.titles) for parts in sizes] == [20, 40, 50]
    assert len(sizes[0].sentences) == 150


@pytest.mark.parametrize(
    "parts",
    [
        Parts((), (), (50,)),
        Parts(("題",), (Sentence("文。", 0), Sentence("別。", 1)), (50,)),
        Parts(("題", "別題"), (Sentence("文。", 0), Sentence("同じ記事。", 0)), (50,)),
        Parts(("題", "別題"), (Sentence("文。", 0), Sentence("別。", 1)), (50,)),
    ],
    ids=["nothing", "one title", "one article", "two sentences"],
)
def test_too_little_text_is_told(parts: Parts) -> None:
    """Rather than made up, or looked for without end."""
    with pytest.raises(EvalError, match="5 個"):
        multiplied(parts, 5)
