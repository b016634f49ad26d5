"""Vectors of one field: exact search, standardized scores, neighbours."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from indexing.dense import DenseField
from indexing.embedders.base import Vectors

WIDTH = 8


def _unit(count: int, seed: int = 0) -> Vectors:
    rows = np.random.default_rng(seed).normal(size=(count, WIDTH)).astype(np.float32)
    vectors: Vectors = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    return vectors


def _all(count: int) -> NDArray[np.bool_]:
    return np.ones(count, dtype=np.bool_)


@given(st.integers(1, 40), st.integers(1, 50), st.integers(0, 99))
def test_search_is_exact(count: int, wanted: int, seed: int) -> None:
    """The best rows are those a sum over all of them finds, best first, never more than exist."""
    vectors, query = _unit(count, seed), _unit(1, seed + 1)[0]
    found = DenseField.build(vectors).top(query, wanted, _all(count))
    expected = np.argsort(-(vectors @ query), kind="stable")[:wanted]
    assert found.tolist() == expected.tolist()


@given(st.lists(st.booleans(), min_size=1, max_size=40), st.integers(1, 10))
def test_only_allowed_rows_are_found(allowed: list[bool], wanted: int) -> None:
    """A document that isn't in force takes no place among the best."""
    vectors, query = _unit(len(allowed)), _unit(1, 1)[0]
    mask = np.array(allowed)
    found = DenseField.build(vectors).top(query, wanted, mask)
    ranked = [row for row in np.argsort(-(vectors @ query), kind="stable") if mask[row]]
    assert found.tolist() == ranked[:wanted]


def test_scores_of_chosen_rows() -> None:
    """Inner products in the order asked for."""
    vectors, query = _unit(5), _unit(1, 1)[0]
    rows = np.array([4, 0, 4])
    scores = DenseField.build(vectors).scores(query, rows)
    assert scores.tolist() == pytest.approx((vectors @ query)[rows].tolist(), abs=1e-6)


@given(st.integers(2, 60), st.integers(0, 99))
def test_standardized_scores_need_no_scan(count: int, seed: int) -> None:
    """Mean and spread from the moments are those of the scores of all rows."""
    vectors, query = _unit(count, seed), _unit(1, seed + 1)[0]
    scores = vectors @ query
    standardized = DenseField.build(vectors).standardized(query, scores)
    expected = (scores - scores.mean()) / (scores.std() + 1e-9)
    assert np.allclose(standardized, expected, atol=1e-3)


def test_one_row_has_no_spread() -> None:
    """A city of one chunk is no reason to divide by zero."""
    vectors = _unit(1)
    field = DenseField.build(vectors)
    assert np.isfinite(
        field.standardized(vectors[0], field.scores(vectors[0], np.array([0])))
    ).all()


def test_neighbours_are_the_nearest_of_the_same_group() -> None:
    """Languages don't mix, and no chunk is its own neighbour while there are others."""
    vectors, groups = _unit(12), np.array([0, 1] * 6, dtype=np.int32)
    near = DenseField.build(vectors).neighbours(3, groups)
    for row in range(12):
        others = np.array([other for other in range(row % 2, 12, 2) if other != row])
        nearest = others[np.argsort(-(vectors[others] @ vectors[row]))][:3]
        assert near[row].tolist() == nearest.tolist()


def test_lonely_chunk_is_its_own_neighbour() -> None:
    """Where a group is small, the chunk itself fills the row."""
    near = DenseField.build(_unit(3)).neighbours(2, np.array([0, 1, 1], dtype=np.int32))
    assert near.tolist() == [[0, 0], [2, 1], [1, 2]]


def test_equal_vectors_are_neighbours() -> None:
    """The same text twice doesn't confuse a chunk with its double."""
    vectors = np.repeat(_unit(1), 4, axis=0)
    near = DenseField.build(vectors).neighbours(2, np.zeros(4, dtype=np.int32))
    assert all(row not in near[row] for row in range(4))


def test_saved_field_is_the_same(tmp_path: Path) -> None:
    """What is loaded holds the same vectors."""
    vectors = _unit(7)
    DenseField.build(vectors).save(tmp_path / "field.faiss")
    loaded = DenseField.load(tmp_path / "field.faiss")
    assert np.array_equal(loaded.vectors, vectors)
    assert loaded.top(vectors[3], 1, _all(7)).tolist() == [3]


def test_vectors_outlive_the_index() -> None:
    """FAISS frees its memory with the index: what was taken out must not point there."""
    vectors = _unit(2000)
    taken = [DenseField.build(vectors).vectors for _ in range(20)]
    assert all(np.array_equal(one, vectors) for one in taken)


def test_cut_file_is_an_error(tmp_path: Path) -> None:
    """A file that FAISS can't read isn't an empty field."""
    path = tmp_path / "field.faiss"
    DenseField.build(_unit(7)).save(path)
    path.write_bytes(path.read_bytes()[:-5])
    with pytest.raises(RuntimeError):
        DenseField.load(path)
