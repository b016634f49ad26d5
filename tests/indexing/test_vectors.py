"""Vectors in a file: what is read is what was written, in half precision."""

from pathlib import Path

import numpy as np
import pytest

from indexing.embedders.base import Vectors
from indexing.vectors import VectorFile, singles, write_vectors

WIDTH = 384


def _unit(count: int, seed: int = 0) -> Vectors:
    rows = np.random.default_rng(seed).normal(size=(count, WIDTH)).astype(np.float32)
    vectors: Vectors = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    return vectors


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file to write."""
    return tmp_path / "field.npy"


def test_what_is_written_is_what_will_be_read(path: Path) -> None:
    """A build goes on with the rounded vectors, so that it finds what a server will find."""
    vectors = _unit(7)
    written = write_vectors(path, vectors)
    file = VectorFile(path)
    assert len(file) == 7
    assert {str(array.dtype) for array in (written, file.all())} == {"float32"}
    assert np.array_equal(written, vectors.astype(np.float16))
    assert np.array_equal(file.all(), written)


def test_written_again_nothing_changes(path: Path) -> None:
    """Vectors that are taken over from snapshot to snapshot are rounded once."""
    write_vectors(path, _unit(7))
    once = path.read_bytes()
    write_vectors(path, VectorFile(path).all())
    assert path.read_bytes() == once


def test_cosines_keep_their_meaning(path: Path) -> None:
    """Thresholds were chosen on whole vectors: no cosine moves by 0.001."""
    vectors, queries = _unit(200), _unit(200, 1)
    halves = write_vectors(path, vectors)
    queries += vectors  # from far to near
    queries /= np.linalg.norm(queries, axis=1, keepdims=True)
    assert np.abs(halves @ queries.T - vectors @ queries.T).max() < 1e-3


def test_rows_and_scores_in_the_order_asked_for(path: Path) -> None:
    """A row may be asked for twice, or none at all."""
    halves, query = write_vectors(path, _unit(5)), _unit(1, 1)[0]
    file, at = VectorFile(path), np.array([4, 0, 4])
    assert np.array_equal(file.rows(at), halves[at])
    assert file.scores(query, at).tolist() == pytest.approx((halves[at] @ query).tolist())
    none = np.zeros(0, dtype=np.int64)
    assert file.rows(none).shape == (0, WIDTH)
    assert file.scores(query, none).shape == (0,)


def test_every_finite_half_becomes_the_same_single() -> None:
    """Zeros of both signs and the smallest numbers too."""
    every = np.arange(2**16, dtype=np.uint16).view(np.float16)
    finite = every[np.isfinite(every)]
    assert singles(finite).dtype == np.float32
    assert np.array_equal(singles(finite), finite.astype(np.float32))
    assert np.array_equal(np.signbit(singles(finite)), np.signbit(finite))


def test_file_without_rows(path: Path) -> None:
    """A city without wordings has one."""
    write_vectors(path, np.zeros((0, WIDTH), dtype=np.float32))
    file = VectorFile(path)
    assert (len(file), file.all().shape) == (0, (0, WIDTH))


@pytest.mark.parametrize("kept", [40, 200, -1])
def test_cut_file_is_an_error(path: Path, kept: int) -> None:
    """In its heading or in its rows."""
    write_vectors(path, _unit(5))
    path.write_bytes(path.read_bytes()[:kept])
    with pytest.raises(ValueError, match=r".+"):
        VectorFile(path)


@pytest.mark.parametrize(
    "array",
    [
        np.zeros((2, 3), dtype=np.float32),
        np.zeros(3, dtype=np.float16),
        np.zeros((2, 3, 4), dtype=np.float16),
        np.array(["a"]),
    ],
    ids=["whole", "row", "cube", "text"],
)
def test_other_arrays_are_refused(path: Path, array: np.ndarray) -> None:
    """A matrix of halves was written, nothing else is one."""
    np.save(path, array)
    with pytest.raises(ValueError, match=path.name):
        VectorFile(path)


@pytest.mark.parametrize("content", [b"not an array at all", b"\0" * 64])
def test_what_is_no_array_is_refused(path: Path, content: bytes) -> None:
    """Nor is it unpickled."""
    path.write_bytes(content)
    with pytest.raises(ValueError, match=r".+"):
        VectorFile(path)


def test_missing_file_is_an_error(path: Path) -> None:
    """It isn't taken for an empty one."""
    with pytest.raises(FileNotFoundError):
        VectorFile(path)
