"""multilingual-e5-small as an ONNX graph over 8-bit and 4-bit weights.

The graph is written with the operators that ONNX Runtime would fuse a plain BERT into, so that
opening it needs no optimization:

- word vectors stay in the 4-bit blocks they come in (`GatherBlockQuantized`): nothing is lost and
  the table of 250,002 pieces takes 60 MB
- matrix products run on 8-bit integers (`DynamicQuantizeMatMul`): one scale for each output of the
  signed weights, activations unsigned with their own range in each call
- the mean over the tokens of a text is in the graph, the length is not: windows of a long text are
  averaged first

Input `ids` (texts, tokens) int64 and `mask` (texts, tokens) int32, 1 for a token and 0 for padding;
output `mean` (texts, hidden) float32.
"""

from collections.abc import Sequence

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from indexing.embedders.e5_weights import E5Weights, Floats

_MICROSOFT = "com.microsoft"
_OPSET = 21
_IR = 10
_BLOCK = 32
_INT8_LIMIT = 127


def build_graph(weights: E5Weights) -> onnx.ModelProto:
    """Return the model. Takes about 2 s and 400 MB, once for a machine."""
    graph = _Graph(weights)
    hidden = graph.embeddings()
    for layer in range(weights.shape.layers):
        hidden = graph.layer(f"l{layer}.", hidden)
    graph.mean(hidden)
    return graph.model()


class _Graph:
    """Nodes and tensors so far; each method adds a part and returns the name of its output."""

    def __init__(self, weights: E5Weights) -> None:
        self._weights = weights
        self._shape = weights.shape
        self._nodes: list[onnx.NodeProto] = []
        self._tensors: list[onnx.TensorProto] = []

    def embeddings(self) -> str:
        words = self._word_table()
        scales = self._weights.blocks("emb.word").scales.astype(np.float32)
        table = self._tensor("word.scales", scales.reshape(-1, self._shape.hidden // _BLOCK))
        gathered = self._contrib(
            "GatherBlockQuantized",
            [words, "ids", table],
            "word.rows",
            block_size=_BLOCK,
            quantize_axis=1,
            gather_axis=0,
        )
        placed = self._node("Add", [gathered, self._positions()], "embeddings.sum")
        return self._node(
            "LayerNormalization",
            [placed, *self._norm("emb.ln")],
            "embeddings",
            axis=-1,
            epsilon=self._shape.epsilon,
        )

    def layer(self, name: str, hidden: str) -> str:
        attended = self._attention(name, hidden)
        hidden = self._add_norm(name + "aln", hidden, attended, name + "ao.b")
        wide = self._product(name + "fi", [name + "fi"], hidden)
        active = self._contrib("BiasGelu", [wide, self._bias(name + "fi.b")], name + "gelu")
        narrow = self._product(name + "fo", [name + "fo"], active)
        return self._add_norm(name + "oln", hidden, narrow, name + "fo.b")

    def mean(self, hidden: str) -> None:
        axis = self._tensor("axis.tokens", np.array([1], np.int64))
        mask = self._node("Cast", ["mask"], "mask.float", to=TensorProto.FLOAT)
        row = self._node("Unsqueeze", [mask, axis], "mask.row")
        total = self._node("Squeeze", [self._node("MatMul", [row, hidden], "sum"), axis], "total")
        count = self._node("ReduceSum", [mask, axis], "count", keepdims=1)
        self._node("Div", [total, count], "mean")

    def model(self) -> onnx.ModelProto:
        inputs = [
            helper.make_tensor_value_info("ids", TensorProto.INT64, ["texts", "tokens"]),
            helper.make_tensor_value_info("mask", TensorProto.INT32, ["texts", "tokens"]),
        ]
        output = helper.make_tensor_value_info(
            "mean", TensorProto.FLOAT, ["texts", self._shape.hidden]
        )
        graph = helper.make_graph(self._nodes, "e5", inputs, [output], self._tensors)
        opsets = [helper.make_opsetid("", _OPSET), helper.make_opsetid(_MICROSOFT, 1)]
        return helper.make_model(graph, opset_imports=opsets, ir_version=_IR)

    def _word_table(self) -> str:
        """4-bit words, two in a byte; ONNX counts from -8, the file from 0: the top bit flips."""
        nibbles = self._weights.blocks("emb.word").nibbles.reshape(-1, 2)
        packed = (nibbles[:, 0] | (nibbles[:, 1] << 4)) ^ 0x88
        rows = nibbles.size // self._shape.hidden
        tensor = TensorProto(name="word", data_type=TensorProto.INT4, raw_data=packed.tobytes())
        tensor.dims.extend([rows, self._shape.hidden])
        self._tensors.append(tensor)
        return "word"

    def _positions(self) -> str:
        """Rows of the position table for the tokens at hand, token type 0 added."""
        hidden = self._shape.hidden
        table = self._weights.floats("emb.pos").reshape(-1, hidden)
        first_type = self._weights.floats("emb.type")[:hidden]
        zero = self._tensor("zero", np.array([0], np.int64))
        length = self._node("Shape", ["ids"], "length", start=1, end=2)
        positions = self._tensor("positions", table + first_type)
        return self._node("Slice", [positions, zero, length, zero], "positions.used")

    def _attention(self, name: str, hidden: str) -> str:
        parts = [name + part for part in "qkv"]
        bias = np.concatenate([self._weights.floats(part + ".b") for part in parts])
        joined = self._product(name + "qkv", parts, hidden, self._tensor(name + "qkv.b", bias))
        outputs = [part + ".split" for part in parts]
        self._nodes.append(helper.make_node("Split", [joined], outputs, axis=-1, num_outputs=3))
        context = self._contrib(
            "MultiHeadAttention",
            [*outputs, "", "mask"],
            name + "context",
            num_heads=self._shape.heads,
        )
        return self._product(name + "ao", [name + "ao"], context)

    def _add_norm(self, name: str, hidden: str, added: str, bias: str) -> str:
        inputs = [hidden, added, *self._norm(name), self._bias(bias)]
        return self._contrib(
            "SkipLayerNormalization", inputs, name, epsilon=self._shape.epsilon
        )

    def _product(self, name: str, parts: Sequence[str], left: str, bias: str = "") -> str:
        """Product with the weights of `parts` side by side."""
        matrices = [self._matrix(part) for part in parts]
        quantized, scales = _to_int8(np.concatenate(matrices, axis=1))
        inputs = [
            left,
            self._tensor(name + ".w", quantized),
            self._tensor(name + ".scales", scales),
            self._tensor(name + ".zeros", np.zeros(len(scales), np.int8)),
        ]
        return self._contrib("DynamicQuantizeMatMul", inputs + [bias] * bool(bias), name)

    def _matrix(self, name: str) -> Floats:
        """Weights as (in, out)."""
        rows = self._weights.floats(name + ".b").size
        return self._weights.blocks(name + ".w").values().reshape(rows, -1).T

    def _norm(self, name: str) -> list[str]:
        return [self._bias(f"{name}.{part}") for part in "wb"]

    def _bias(self, name: str) -> str:
        return self._tensor(name, self._weights.floats(name))

    def _tensor(self, name: str, values: NDArray[np.generic]) -> str:
        self._tensors.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def _contrib(self, kind: str, inputs: list[str], output: str, **attributes: float) -> str:
        return self._node(kind, inputs, output, domain=_MICROSOFT, **attributes)

    def _node(
        self, kind: str, inputs: list[str], output: str, domain: str = "", **attributes: float
    ) -> str:
        node = helper.make_node(kind, inputs, [output], output, domain=domain, **attributes)
        self._nodes.append(node)
        return output


def _to_int8(matrix: Floats) -> tuple[NDArray[np.int8], Floats]:
    """Quantize (in, out) symmetrically with one scale for each output."""
    scales = (np.abs(matrix).max(axis=0) / _INT8_LIMIT).astype(np.float32)
    return np.rint(matrix / scales).astype(np.int8), scales
