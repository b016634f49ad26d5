"""Each chunk's nearest chunks of its own language."""

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexing.embedders.base import Vectors
from indexing.neighbours import neighbours

WIDTH = 8


def _unit(count: int, seed: int = 0) -> Vectors:
    rows = np.random.default_rng(seed).normal(size=(count, WIDTH)).astype(np.float32)
    vectors: Vectors = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    return vectors


def _nearest(vectors: Vectors, groups: Sequence[int], row: int, count: int) -> list[int]:
    """Return what a look at every pair finds, filled up with the row itself."""
    group = (other for other in range(len(vectors)) if groups[other] == groups[row])
    others = [other for other in group if other != row]
    ordered = sorted(others, key=lambda other: -float(vectors[other] @ vectors[row]))
    return (ordered + [row] * count)[:count]


def _one_group(count: int) -> np.ndarray:
    return np.zeros(count, dtype=np.int32)


@given(st.lists(st.integers(0, 3), min_size=1, max_size=30), st.integers(1, 6), st.integers(0, 99))
def test_neighbours_are_the_nearest_of_the_group(groups: list[int], count: int, seed: int) -> None:
    """Languages don't mix, and no chunk is its own neighbour while there are others."""
    vectors = _unit(len(groups), seed)
    near = neighbours(vectors, np.array(groups, dtype=np.int32), count)
    assert near.dtype == np.int32
    assert near.tolist() == [_nearest(vectors, groups, row, count) for row in range(len(groups))]


def test_lonely_chunk_is_its_own_neighbour() -> None:
    """Where a group is small, the chunk itself fills the row."""
    near = neighbours(_unit(3), np.array([0, 1, 1], dtype=np.int32), 2)
    assert near.tolist() == [[0, 0], [2, 1], [1, 2]]


@pytest.mark.parametrize("count", [1, 3, 9])
def test_equal_vectors_are_neighbours(count: int) -> None:
    """The same text many times doesn't confuse a chunk with its double."""
    near = neighbours(np.repeat(_unit(1), 12, axis=0), _one_group(12), count)
    assert all(row not in near[row] for row in range(12))


def test_many_chunks_are_searched_in_cells(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hardly a neighbour is missed, none is of another group or the chunk itself."""
    monkeypatch.setattr("indexing.neighbours.EXACT", 400)
    monkeypatch.setattr("indexing.neighbours.CELLS", 10)
    vectors = _unit(900)
    groups = np.array([0] * 600 + [1] * 300, dtype=np.int32)
    near = neighbours(vectors, groups, 5)
    exact = [_nearest(vectors, groups.tolist(), row, 5) for row in range(900)]
    found = [len(set(row) & set(wanted)) for row, wanted in zip(near.tolist(), exact, strict=True)]
    assert sum(found[:600]) > 0.98 * 5 * 600
    assert near[600:].tolist() == exact[600:], "the smaller group is looked at in full"
    assert all(row not in near[row] for row in range(900))
    assert (groups[near] == groups[:, None]).all()


def test_cells_that_hold_too_few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the cells looked at don't hold enough, the chunk itself fills the row."""
    monkeypatch.setattr("indexing.neighbours.EXACT", 100)
    monkeypatch.setattr("indexing.neighbours.CELLS", 2)
    monkeypatch.setattr("indexing.neighbours.PROBES", 1)
    few, many = np.tile(_unit(1), (3, 1)), np.tile(-_unit(1), (120, 1))
    near = neighbours(np.concatenate([few, many]), _one_group(123), 5)
    assert [sorted(set(row)) for row in near[:3].tolist()] == [[0, 1, 2]] * 3
    assert (near[3:] >= 3).all()
