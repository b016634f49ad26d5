"""Splitting texts that are longer than the model reads."""

import numpy as np
import pytest

from indexing.embedders.windows import Window, Windows


def test_texts_are_split_between_marks() -> None:
    """With 5 tokens in a window, 3 are pieces; the rest of a text goes on in the next window."""
    windows = Windows(start=90, end=91, limit=5)

    assert windows.split([[1, 2, 3, 4], [5]]) == [
        Window(0, [90, 1, 2, 3, 91]),
        Window(0, [90, 4, 91]),
        Window(1, [90, 5, 91]),
    ]


def test_windows_are_averaged_by_their_pieces() -> None:
    """3 pieces of (1, 0) and 1 piece of (0, 1) make (3, 1), of length 1 (3, 1) / sqrt(10)."""
    windows = Windows(start=90, end=91, limit=5)
    parts = [Window(0, [90, 1, 2, 3, 91]), Window(0, [90, 4, 91]), Window(1, [90, 5, 91])]
    means = np.array([[1, 0], [0, 1], [0, 2]], np.float32)

    joined = windows.join(parts, means, 2)

    assert joined == pytest.approx(np.array([[3 / 10**0.5, 1 / 10**0.5], [0, 1]]))
