"""The bundled weights laid out as folders of Hugging Face's libraries.

So that the extra `[models]` is tested with a real model that needs no download: a
sentence-transformers folder of the embedding model, and a cross-encoder over the same weights with
a head of its own. Architecture and names are those of `transformers.BertModel`.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from indexing.embedders.e5_weights import E5Weights, Floats

_LAYER = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}
_Tensors = Mapping[str, NDArray[np.floating[Any]]]
_MODULES = ("Transformer", "Pooling", "Normalize")


def write_sentence_transformer(folder: Path, weights: E5Weights) -> Path:
    """Write the embedding model: BERT, mean pooling, unit length."""
    _write_bert(folder, weights, "BertModel", {})
    modules = [
        {
            "idx": at,
            "name": str(at),
            "path": f"{at}_{name}" if at else "",
            "type": f"sentence_transformers.models.{name}",
        }
        for at, name in enumerate(_MODULES)
    ]
    pooling = {"word_embedding_dimension": weights.shape.hidden, "pooling_mode_mean_tokens": True}
    _write_json(folder / "modules.json", modules)
    _write_json(folder / "1_Pooling" / "config.json", pooling)
    _write_json(folder / "2_Normalize" / "config.json", {})
    return folder


def write_cross_encoder(folder: Path, weights: E5Weights, seed: int, outputs: int = 1) -> Path:
    """Write a cross-encoder: the same BERT and a head, drawn by chance."""
    drawn = np.random.default_rng(seed)
    width = weights.shape.hidden
    head = {
        "bert.pooler.dense.weight": drawn.standard_normal((width, width)) / np.sqrt(width),
        "bert.pooler.dense.bias": np.zeros(width),
        "classifier.weight": drawn.standard_normal((outputs, width)),
        "classifier.bias": np.zeros(outputs),
    }
    _write_bert(folder, weights, "BertForSequenceClassification", head)
    return folder


def _write_bert(folder: Path, weights: E5Weights, kind: str, head: _Tensors) -> None:
    folder.mkdir()
    save = pytest.importorskip("safetensors.numpy").save_file
    prefix = "bert." if head else ""
    tensors = {f"{prefix}{name}": tensor for name, tensor in _tensors(weights).items()}
    tensors |= {name: tensor.astype(np.float32) for name, tensor in head.items()}
    save(
        {name: np.ascontiguousarray(tensor) for name, tensor in tensors.items()},
        folder / "model.safetensors",
        {"format": "pt"},
    )
    _write_json(folder / "config.json", _config(weights, kind, head))
    _write_tokenizer(folder, weights)


def _tensors(weights: E5Weights) -> dict[str, Floats]:
    width = weights.shape.hidden
    tensors = {
        "embeddings.word_embeddings.weight": weights.blocks("emb.word").values(),
        "embeddings.position_embeddings.weight": weights.floats("emb.pos"),
        "embeddings.token_type_embeddings.weight": weights.floats("emb.type")[:width],
    }
    tensors = {name: tensor.reshape(-1, width) for name, tensor in tensors.items()}
    tensors |= _norm(weights, "emb.ln", "embeddings.LayerNorm")
    for layer in range(weights.shape.layers):
        for part, name in _LAYER.items():
            ours, theirs = f"l{layer}.{part}", f"encoder.layer.{layer}.{name}"
            if part.endswith("ln"):
                tensors |= _norm(weights, ours, theirs)
            else:
                bias = weights.floats(f"{ours}.b")
                matrix = weights.blocks(f"{ours}.w").values().reshape(len(bias), -1)
                tensors |= {f"{theirs}.weight": matrix, f"{theirs}.bias": bias}
    return tensors


def _norm(weights: E5Weights, ours: str, theirs: str) -> dict[str, Floats]:
    return {
        f"{theirs}.weight": weights.floats(f"{ours}.w"),
        f"{theirs}.bias": weights.floats(f"{ours}.b"),
    }


def _config(weights: E5Weights, kind: str, head: _Tensors) -> dict[str, object]:
    shape = weights.shape
    labels = range(len(head.get("classifier.bias", ())))
    return {
        "architectures": [kind],
        "model_type": "bert",
        "hidden_size": shape.hidden,
        "num_hidden_layers": shape.layers,
        "num_attention_heads": shape.heads,
        "intermediate_size": shape.feed_forward,
        "max_position_embeddings": shape.positions,
        "layer_norm_eps": shape.epsilon,
        "type_vocab_size": 1,
        "vocab_size": len(weights.blocks("emb.word").scales) * 32 // shape.hidden,
        "pad_token_id": _id(weights, "<pad>"),
        "id2label": {str(at): str(at) for at in labels},
        "label2id": {str(at): at for at in labels},
    }


def _write_tokenizer(folder: Path, weights: E5Weights) -> None:
    """Write the unigram model, with NFKC for the model's own map of characters.

    They differ for half-width kana with a voicing mark, and other rare characters.
    """
    tokenizers = pytest.importorskip("tokenizers")
    vocabulary = weights.vocabulary
    scored = list(zip(vocabulary.pieces, vocabulary.scores, strict=True))
    tokenizer = tokenizers.Tokenizer(tokenizers.models.Unigram(scored, vocabulary.unknown))
    tokenizer.normalizer = tokenizers.normalizers.Sequence(
        [tokenizers.normalizers.NFKC(), tokenizers.normalizers.Replace("\n", " ")]
    )
    tokenizer.pre_tokenizer = tokenizers.pre_tokenizers.Metaspace()
    marks = [("<s>", vocabulary.start), ("</s>", vocabulary.end)]
    tokenizer.post_processor = tokenizers.processors.TemplateProcessing(
        single="<s> $A </s>", pair="<s> $A </s> $B </s>", special_tokens=marks
    )
    tokenizer.save(str(folder / "tokenizer.json"))
    settings = {
        "tokenizer_class": "PreTrainedTokenizerFast",
        "model_max_length": weights.shape.positions,
        "model_input_names": ["input_ids", "attention_mask"],
        "pad_token": "<pad>",
        "unk_token": "<unk>",
    }
    _write_json(folder / "tokenizer_config.json", settings)


def _id(weights: E5Weights, piece: str) -> int:
    return weights.vocabulary.pieces.index(piece)


def _write_json(path: Path, value: object) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(value), encoding="utf-8")
