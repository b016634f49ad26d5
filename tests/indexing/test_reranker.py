"""Reranking without a model: what the seam does, and what is said when a model can't be opened."""

import sys
from collections.abc import Sequence

import pytest

from indexing.chunk import Chunk, Hit
from indexing.errors import IndexingError
from indexing.rerankers.base import Reranker
from indexing.rerankers.factory import open_reranker


class _Shortest(Reranker):
    """Prefers short passages."""

    def scores(self, question: str, texts: Sequence[str]) -> list[float]:
        assert texts, question
        return [-float(len(text)) for text in texts]


def _hit(text: str, score: float) -> Hit:
    return Hit(Chunk(text, 0, text, "題"), score, lexical=0.0)


def test_the_order_is_the_models_and_the_scores_stay_in_place() -> None:
    """So that a hit's score still tells how far it is behind the one before; ties keep order."""
    hits = [_hit("長い文章です", 3.0), _hit("犬", 2.5), _hit("中くらい", 1.0), _hit("猫", -1.0)]

    reranked = _Shortest().rerank("？", hits)

    assert [(hit.chunk.text, hit.score) for hit in reranked] == [
        ("犬", 3.0),
        ("猫", 2.5),
        ("中くらい", 1.0),
        ("長い文章です", -1.0),
    ]


def test_no_hits() -> None:
    """The model isn't asked."""
    assert _Shortest().rerank("？", []) == ()


def test_no_reranker() -> None:
    """An empty setting is none."""
    assert open_reranker("") is None


@pytest.mark.parametrize("spec", ["cross-encoder", "cross-encoder:", "bge:large", "reranker"])
def test_an_unknown_kind_is_refused(spec: str) -> None:
    """With what can be set."""
    with pytest.raises(IndexingError, match="cross-encoder:名前"):
        open_reranker(spec)


def test_a_missing_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without sentence-transformers the error says which extra to install."""
    monkeypatch.setitem(sys.modules, "sentence_transformers", None)
    monkeypatch.delitem(sys.modules, "indexing.rerankers.cross_encoder", raising=False)

    with pytest.raises(IndexingError, match=r"annai\[models\]"):
        open_reranker("cross-encoder:hotchpotch/japanese-reranker-xsmall-v2")
