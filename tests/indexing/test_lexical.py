"""BM25 against sums worked by hand."""

from math import log
from pathlib import Path

import numpy as np
import pytest

from indexing.lexical import LexicalIndex

TEXTS = [["犬", "登録", "犬"], ["猫"], ["犬", "猫", "鳥", "登録"], []]
# N = 4 texts; an empty one counts as one placeholder, so the lengths are 3, 1, 4, 1, mean 9/4.
# Lucene's BM25 with k1 = 1.5, b = 0.75: idf · f / (f + k1 · (1 − b + b · length / mean)).
MEAN = 9 / 4
IDF_DOG = log(1 + (4 - 2 + 0.5) / (2 + 0.5))  # 犬 stands in 2 texts
IDF_BIRD = log(1 + (4 - 1 + 0.5) / (1 + 0.5))  # 鳥 in 1


def _part(idf: float, frequency: int, length: int) -> float:
    return idf * frequency / (frequency + 1.5 * (1 - 0.75 + 0.75 * length / MEAN))


def test_scores_are_those_of_the_formula() -> None:
    """Every text is scored, one without the words with 0."""
    index = LexicalIndex.build(TEXTS)
    expected = [_part(IDF_DOG, 2, 3), 0.0, _part(IDF_DOG, 1, 4) + _part(IDF_BIRD, 1, 4), 0.0]
    scores = index.scores(["犬", "鳥"])
    assert scores.dtype == np.float32
    assert scores.tolist() == pytest.approx(expected, rel=1e-5)


def test_unknown_words_score_nothing() -> None:
    """A question of words nobody wrote finds nothing, and disturbs nothing."""
    index = LexicalIndex.build(TEXTS)
    assert index.scores(["象"]).tolist() == [0, 0, 0, 0]
    assert index.scores([]).tolist() == [0, 0, 0, 0]
    assert index.scores(["象", "犬"]).tolist() == index.scores(["犬"]).tolist()


def test_rarity_of_words() -> None:
    """A word in no text counts with n = 0, and several words add up."""
    index = LexicalIndex.build(TEXTS)
    idf_unknown = log(1 + (4 + 0.5) / 0.5)
    assert index.idf(["犬"]) == pytest.approx(IDF_DOG)
    assert index.idf(["鳥"]) == pytest.approx(IDF_BIRD)
    assert index.idf(["象"]) == pytest.approx(idf_unknown)
    assert index.idf(["犬", "鳥", "象"]) == pytest.approx(IDF_DOG + IDF_BIRD + idf_unknown)
    assert index.idf([]) == 0


@pytest.mark.parametrize("texts", [TEXTS, [[]], [["犬"]], []])
def test_saved_index_is_the_same(tmp_path: Path, texts: list[list[str]]) -> None:
    """What is loaded scores as what was built, also when there is nothing in it."""
    built = LexicalIndex.build(texts)
    built.save(tmp_path / "lexical")
    loaded = LexicalIndex.load(tmp_path / "lexical", len(texts))
    for words in (["犬"], ["猫", "鳥"], ["象"], []):
        assert loaded.scores(words).tolist() == built.scores(words).tolist()
        assert loaded.scores(words).shape == (len(texts),)
        assert loaded.idf(words) == built.idf(words)


def test_which_words_which_chunks_hold() -> None:
    """A row for each word, in the order asked for; a word nobody wrote is held by none."""
    index = LexicalIndex.build(TEXTS)
    asked = ["登録", "象", "猫"]
    held = index.matches(asked).held(asked, np.array([2, 0, 3, 1]))
    assert held.tolist() == [
        [True, True, False, False],
        [False, False, False, False],
        [True, False, False, True],
    ]
    assert index.matches([]).held([], np.array([0, 1])).shape == (0, 2)
    assert index.matches(["犬"]).held(["犬"], np.array([], dtype=np.int64)).shape == (1, 0)


def test_words_of_the_index() -> None:
    """A word is known when a chunk holds it."""
    index = LexicalIndex.build(TEXTS)
    assert [word in index for word in ("犬", "鳥", "象")] == [True, True, False]
