"""Models of sentence-transformers, with a real one small enough to be written here."""

import json
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest

from indexing.embedders.factory import open_embedder
from indexing.errors import EmbedderError

pytestmark = pytest.mark.models

_CHARACTERS = "住民票query:passagedocumentFIND "


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A model of static vectors, one for each character, three numbers wide."""
    pytest.importorskip("sentence_transformers", reason="the extra [models] isn't installed")
    return _write_model(tmp_path / "multilingual-e5-tiny", {})


def _write_model(folder: Path, prompts: Mapping[str, str]) -> Path:
    """Write the files the library reads: its modules, settings, tokenizer and weights."""
    tokenizers = pytest.importorskip("tokenizers")
    folder.mkdir()
    pieces = {character: n for n, character in enumerate(sorted(set(_CHARACTERS)))}
    tokenizer = tokenizers.Tokenizer(tokenizers.models.WordLevel(pieces, unk_token=" "))  # noqa: S106 - a piece
    tokenizer.pre_tokenizer = tokenizers.pre_tokenizers.Split("", "isolated")
    tokenizer.save(str(folder / "tokenizer.json"))
    weights = np.random.default_rng(0).standard_normal((len(pieces), 3)).astype(np.float32)
    save = pytest.importorskip("safetensors.numpy").save_file
    save({"embedding.weight": weights}, folder / "model.safetensors")
    kind = "sentence_transformers.models.StaticEmbedding"
    modules = [{"idx": 0, "name": "0", "path": "", "type": kind}]
    (folder / "modules.json").write_text(json.dumps(modules))
    (folder / "config_sentence_transformers.json").write_text(json.dumps({"prompts": prompts}))
    return folder


def test_vectors_have_length_one(folder: Path) -> None:
    """Rows have length 1 and the model's width; no texts give no rows."""
    embedder = open_embedder(f"sentence-transformers:{folder}", folder)

    vectors = embedder.encode(["住民票", "住民", "票"], "passage")

    assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(3), abs=1e-6)
    assert (embedder.dimension, vectors.dtype) == (3, np.dtype(np.float32))
    assert embedder.encode([], "query").shape == (0, 3)
    assert embedder.id == f"sentence-transformers:{folder}"


def test_the_family_decides_the_prefix(folder: Path) -> None:
    """A folder named after e5 gets e5's prefixes: a question isn't a passage."""
    embedder = open_embedder(f"sentence-transformers:{folder}", folder)

    question, passage = (embedder.encode(["住民票"], role)[0] for role in ("query", "passage"))

    assert not np.allclose(question, passage, atol=1e-3)


def test_a_models_own_prompts_are_used(folder: Path) -> None:
    """A model of no known family that brings prompts gets them, in front of questions here."""
    other = _write_model(folder.parent / "other", {"query": "FIND ", "document": ""})
    embedder = open_embedder(f"sentence-transformers:{other}", folder)

    question = embedder.encode(["住民票"], "query")
    written_out = embedder.encode(["FIND 住民票"], "passage")

    assert question == pytest.approx(written_out, abs=1e-6)


def test_a_folder_without_a_model(folder: Path) -> None:
    """A folder that holds no model is named in the error."""
    empty = folder.parent / "empty"
    empty.mkdir()

    with pytest.raises(EmbedderError, match="empty"):
        open_embedder(f"sentence-transformers:{empty}", folder)
