"""Meaning: one combined vector a chunk says what its three fields say, and wordings lift it."""

from pathlib import Path
from zipfile import BadZipFile

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from indexing.embedders.base import Vectors
from indexing.meaning import MeaningIndex, combine

WIDTH = 16
HALF = 5e-3
"""What rounding to 16 bits may change of an inner product of vectors of about length 3."""


def _unit(count: int, seed: int = 0) -> Vectors:
    rows = np.random.default_rng(seed).normal(size=(count, WIDTH)).astype(np.float32)
    vectors: Vectors = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    return vectors


def _all(count: int) -> NDArray[np.bool_]:
    return np.ones(count, dtype=np.bool_)


def _owners(*chunks: int) -> NDArray[np.int32]:
    return np.array(chunks, dtype=np.int32)


NO_WORDING = np.zeros((0, WIDTH), dtype=np.float32)


def test_combined_vectors_by_hand() -> None:
    """In two dimensions, with a wording of the second chunk.

    Labels (1, 0) and (0, 1): their mean is (½, ½), each is √½ from it, so the spread is √½, and
    the standardized labels are (½, −½) / √½ = (√½, −√½) and (−√½, √½). Label with text (1, 0) and
    (−1, 0): mean 0, spread 1. Text: both (0, 1), which tells nothing and adds nothing. The sums:
    (√½ + 1, −√½) and (−√½ − 1, √½). The wording (1, 0) in the place of (0, 1) moves the second by
    (1, −1) / √½ = (√2, −√2).
    """
    root = np.sqrt(0.5)
    combined = combine(
        label=np.array([[1, 0], [0, 1]], dtype=np.float32),
        passage=np.array([[1, 0], [-1, 0]], dtype=np.float32),
        text=np.array([[0, 1], [0, 1]], dtype=np.float32),
        wording=np.array([[1, 0]], dtype=np.float32),
        owners=_owners(1),
    )
    first, second = [root + 1, -root], [-root - 1, root]
    moved = [second[0] + np.sqrt(2), second[1] - np.sqrt(2)]
    assert combined.dtype == np.float32
    assert combined == pytest.approx(np.array([first, second, moved]), abs=1e-6)


@given(st.integers(2, 40), st.integers(0, 99))
def test_score_is_the_sum_of_the_standardized_fields(count: int, seed: int) -> None:
    """The inner product with the combined vector: no field has to be searched by itself."""
    fields = [_unit(count, seed + n) for n in range(3)]
    query = _unit(1, seed + 3)[0]
    expected = np.zeros(count)
    for field in fields:
        distances = np.linalg.norm(field - field.mean(axis=0), axis=1)
        cosines = field @ query
        expected += (cosines - cosines.mean()) / np.sqrt((distances**2).mean())
    combined = combine(fields[0], fields[1], fields[2], NO_WORDING, _owners())
    assert combined @ query == pytest.approx(expected, abs=1e-3)


@given(st.integers(2, 20), st.integers(0, 99), st.data())
def test_wording_stands_for_the_label_of_its_chunk(
    count: int, seed: int, data: st.DataObject
) -> None:
    """Its row is what the chunk's would be with that label; no other chunk changes."""
    label, passage, text, wording = (_unit(count, seed + n) for n in range(4))
    owner = data.draw(st.integers(0, count - 1))
    plain = combine(label, passage, text, NO_WORDING, _owners())
    combined = combine(label, passage, text, wording[:1], _owners(owner))
    spread = np.sqrt(((label - label.mean(axis=0)) ** 2).sum(axis=1).mean())
    others = plain[owner] - (label[owner] - label.mean(axis=0)) / spread
    expected = others + (wording[0] - label.mean(axis=0)) / spread
    assert np.array_equal(combined[:count], plain)
    assert combined[count] == pytest.approx(expected, abs=1e-4)


def test_wording_lifts_its_chunk_and_only_it() -> None:
    """Asked word for word, the wording's row is nearest; the chunks' own scores stay."""
    label, passage, text = (_unit(9, seed) for seed in range(3))
    wording = _unit(1, 3)
    plain = MeaningIndex.build(combine(label, passage, text, NO_WORDING, _owners()), 9)
    lifted = MeaningIndex.build(combine(label, passage, text, wording, _owners(4)), 9)
    rows = np.arange(9)
    assert lifted.scores(wording[0], rows).tolist() == plain.scores(wording[0], rows).tolist()
    near = lifted.near(wording[0], 1, _all(10))
    assert near.rows.tolist() == [9]
    assert near.scores[0] > lifted.scores(wording[0], np.array([4]))[0] + 1


@pytest.mark.parametrize("count", [1, 3])
def test_equal_labels_dont_drown_a_wording(count: int) -> None:
    """A city of one document may have one label for all chunks: nothing is infinite, or lost."""
    label, wording = np.repeat(_unit(1), count, axis=0), _unit(1, 1)
    field = _unit(count, 2)
    combined = combine(label, field, field, wording, _owners(0))
    index = MeaningIndex.build(combined, count)
    near = index.near(wording[0], count + 1, _all(count + 1))
    assert sorted(near.rows.tolist()) == list(range(count + 1))
    assert np.abs(near.scores).max() < 10
    assert np.isfinite(index.moments(wording[0]).standardized(near.scores)).all()
    own, asked = index.scores(wording[0], np.array([0, count]))
    assert asked - own == pytest.approx(1 - float(label[0] @ wording[0]), abs=HALF)


@given(st.integers(1, 40), st.integers(1, 50), st.integers(0, 99))
def test_search_is_exact(count: int, wanted: int, seed: int) -> None:
    """The best rows are those a look at all of them finds, best first, never more than exist."""
    rows, query = _unit(count, seed).astype(np.float16).astype(np.float32), _unit(1, seed + 1)[0]
    near = MeaningIndex.build(rows, count).near(query, wanted, _all(count))
    expected = np.argsort(-(rows @ query), kind="stable")[:wanted]
    assert near.rows.tolist() == expected.tolist()
    assert near.scores == pytest.approx((rows @ query)[expected], abs=1e-5)


@given(st.lists(st.booleans(), min_size=1, max_size=40), st.integers(1, 10))
def test_only_allowed_rows_are_found(allowed: list[bool], wanted: int) -> None:
    """What isn't in force takes no place among the nearest."""
    rows, query = _unit(len(allowed)).astype(np.float16).astype(np.float32), _unit(1, 1)[0]
    mask = np.array(allowed)
    near = MeaningIndex.build(rows, len(allowed)).near(query, wanted, mask)
    ranked = [row for row in np.argsort(-(rows @ query), kind="stable") if mask[row]]
    assert near.rows.tolist() == ranked[:wanted]


def test_scores_of_chosen_rows() -> None:
    """Inner products in the order asked for; of no row none."""
    rows, query = _unit(5), _unit(1, 1)[0]
    index, at = MeaningIndex.build(rows, 5), np.array([4, 0, 4])
    assert index.scores(query, at) == pytest.approx((rows @ query)[at], abs=HALF)
    assert index.scores(query, np.zeros(0, dtype=np.int64)).shape == (0,)


@given(st.integers(8, 60), st.integers(0, 5), st.integers(0, 99))
def test_standardized_scores_need_no_scan(chunks: int, wordings: int, seed: int) -> None:
    """Mean and spread are those of the scores of all chunks; wordings don't count."""
    rows, query = _unit(chunks + wordings, seed), _unit(1, seed + 1)[0]
    scores = rows @ query
    own = scores[:chunks]
    standardized = MeaningIndex.build(rows, chunks).moments(query).standardized(scores)
    assert standardized.dtype == np.float32
    assert np.allclose(standardized, (scores - own.mean()) / own.std(), rtol=1e-3, atol=1e-3)


def test_one_chunk_has_no_spread() -> None:
    """A city of one chunk is no reason to divide by zero: its score stays near 0."""
    rows = _unit(1)
    index = MeaningIndex.build(rows, 1)
    scores = index.scores(rows[0], np.array([0]))
    assert index.moments(rows[0]).standardized(scores) == pytest.approx(np.zeros(1), abs=HALF)


def test_saved_index_is_the_same(tmp_path: Path) -> None:
    """Rows, mean and spread."""
    rows, query = _unit(9), _unit(1, 1)[0]
    built = MeaningIndex.build(rows, 7)
    built.save(tmp_path / "meaning.faiss", tmp_path / "moments.npz")
    loaded = MeaningIndex.load(tmp_path / "meaning.faiss", tmp_path / "moments.npz")
    assert len(loaded) == len(built) == 9
    first, again = built.near(query, 9, _all(9)), loaded.near(query, 9, _all(9))
    assert (again.rows.tolist(), again.scores.tolist()) == (
        first.rows.tolist(),
        first.scores.tolist(),
    )
    assert np.array_equal(
        loaded.moments(query).standardized(first.scores),
        built.moments(query).standardized(first.scores),
    )


def test_damaged_files_are_errors(tmp_path: Path) -> None:
    """A file that can't be read isn't an empty index."""
    index, moments = tmp_path / "meaning.faiss", tmp_path / "moments.npz"
    MeaningIndex.build(_unit(7), 7).save(index, moments)
    for path, error in ((index, RuntimeError), (moments, BadZipFile)):
        whole = path.read_bytes()
        path.write_bytes(whole[:-30])
        with pytest.raises(error):
            MeaningIndex.load(index, moments)
        path.write_bytes(whole)
    np.savez(moments, mean=np.zeros(WIDTH))
    with pytest.raises(KeyError):
        MeaningIndex.load(index, moments)


def test_disk_that_refuses_is_an_os_error(tmp_path: Path) -> None:
    """FAISS itself would raise what a build doesn't expect."""
    (tmp_path / "meaning.faiss").mkdir()
    with pytest.raises(IsADirectoryError):
        MeaningIndex.build(_unit(7), 7).save(tmp_path / "meaning.faiss", tmp_path / "moments.npz")
