"""Vectors and words of recombined texts, from those of their parts."""

from pathlib import Path

import numpy as np
import pytest

from eval.bench.multiply import multiplied, parts_of
from eval.bench.part_vectors import PartStore
from eval.bench.recombined import NOISE, LineTokenizer, RecombinedEmbedder
from eval.bench.texts import read_newsletters
from indexing.chunking import chunks_of
from indexing.embedding import field_texts
from indexing.tokenizer import SudachiTokenizer
from tests.building import silent
from tests.hashed_embedder import HashedEmbedder
from tests.newsletters import write_newsletters

COUNT = 60


@pytest.fixture
def real() -> HashedEmbedder:
    """The embedder that the parts and all other texts go to."""
    return HashedEmbedder()


@pytest.fixture
def news(tmp_path: Path) -> Path:
    """A folder of newsletters."""
    return write_newsletters(tmp_path / "news")


@pytest.fixture
def recombined(real: HashedEmbedder, news: Path, tmp_path: Path) -> RecombinedEmbedder:
    """The embedder of an index of `COUNT` chunks; what it embedded to begin with is forgotten."""
    parts = parts_of(read_newsletters(news).articles, COUNT)
    vectors = PartStore(tmp_path / "parts", real).vectors(parts, silent)
    real.batches.clear()
    return RecombinedEmbedder(real, vectors)


def test_a_text_is_the_mean_of_its_parts(
    recombined: RecombinedEmbedder, real: HashedEmbedder, news: Path
) -> None:
    """Within the noise, and of length 1; the label's parts are its two titles."""
    (document, *_) = multiplied(parts_of(read_newsletters(news).articles, COUNT), COUNT)
    (chunk, *_) = chunks_of(document)
    title, heading = chunk.label.split(" ")
    for text, parts in (
        (chunk.text, chunk.text.split("\n")),
        (chunk.passage, [title, heading, *chunk.text.split("\n")]),
    ):
        mean = real.encode(parts, "passage").sum(axis=0)
        (vector,) = recombined.encode([text], "passage")

        assert np.linalg.norm(vector) == pytest.approx(1, abs=1e-5)
        assert np.linalg.norm(vector - mean / np.linalg.norm(mean)) < 1.5 * NOISE


def test_the_build_asks_the_real_embedder_for_nothing(
    recombined: RecombinedEmbedder, real: HashedEmbedder, news: Path
) -> None:
    """All that production code embeds of recombined text is made of parts, and differs."""
    documents = multiplied(parts_of(read_newsletters(news).articles, COUNT), COUNT)
    fields = [field_texts(chunk) for each in documents for chunk in chunks_of(each)]
    passages = [passage for _, (_, passage), _ in fields]
    vectors = recombined.encode(passages, "passage")
    for column in zip(*fields, strict=True):
        for role, text in column:
            recombined.encode([text], role)

    assert real.batches == []
    assert len(np.unique(vectors.round(6), axis=0)) == COUNT


def test_other_texts_get_their_real_vector(
    recombined: RecombinedEmbedder, real: HashedEmbedder
) -> None:
    """A question above all; id and dimension are the real ones too."""
    question = "犬を飼い始めました"
    vectors = recombined.encode([question], "query")

    assert np.allclose(vectors, real.encode([question], "query"), atol=1e-6)
    assert (recombined.id, recombined.dimension) == (real.id, real.dimension)


def test_parts_are_embedded_once(real: HashedEmbedder, news: Path, tmp_path: Path) -> None:
    """A second time they are read; a damaged file is made anew."""
    store = PartStore(tmp_path / "parts", real)
    parts = parts_of(read_newsletters(news).articles, COUNT)
    first = store.vectors(parts, silent)
    real.batches.clear()
    assert np.array_equal(store.vectors(parts, silent).vectors, first.vectors)
    assert real.batches == []

    damaged = min((tmp_path / "parts").glob("*.npy"))
    damaged.write_bytes(damaged.read_bytes()[:200])
    assert np.array_equal(store.vectors(parts, silent).vectors, first.vectors)
    assert len(real.batches) == 1


def test_words_are_those_of_the_production_tokenizer(news: Path) -> None:
    """Though each line is cut only once."""
    documents = multiplied(parts_of(read_newsletters(news).articles, COUNT), COUNT)
    passages = [chunk.passage for each in documents for chunk in chunks_of(each)]
    ours, production = LineTokenizer(), SudachiTokenizer()

    assert [ours.words(text) for text in passages] == [production.words(text) for text in passages]
    assert ours.id == production.id
