"""Arrays read piece by piece: what is read is what numpy would have loaded."""

from pathlib import Path

import numpy as np
import pytest

from indexing.array_file import ArrayFile


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where an array is kept."""
    return tmp_path / "array.npy"


@pytest.mark.parametrize("array", [np.arange(12, dtype=np.int32), np.eye(5, dtype=np.float16)])
def test_pieces_are_those_of_the_array(path: Path, array: np.ndarray) -> None:
    """A span, single rows in any order and twice, and nothing."""
    np.save(path, array)
    file = ArrayFile(path)
    assert (len(file), file.shape, file.dtype) == (len(array), array.shape, array.dtype)
    assert np.array_equal(file[1:4], array[1:4])
    assert np.array_equal(file[0:0], array[0:0])
    rows = np.array([3, 0, 3])
    assert np.array_equal(file.take(rows), array[rows])
    assert np.array_equal(file.take(rows[:0]), array[:0])


def test_cut_file_is_refused(path: Path) -> None:
    """One byte less or more than the header says."""
    np.save(path, np.arange(4))
    whole = path.read_bytes()
    for damaged in (whole[:-1], whole + b"\0", b"no array"):
        path.write_bytes(damaged)
        with pytest.raises(ValueError):  # noqa: PT011  # numpy's own words, or the path
            ArrayFile(path)
