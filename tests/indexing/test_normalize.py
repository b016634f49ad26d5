"""One form for texts that are compared."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from indexing.normalize import normalize


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("ＡＢＣ１２３", "abc123"),
        ("ﾏｲﾅﾝﾊﾞｰｶｰﾄﾞ", "マイナンバーカード"),
        ("㈱①㍻", "(株)1平成"),
        ("がぎ", "がぎ"),
        ("！？～：", "!?~:"),
        ("髙﨑", "髙﨑"),
        ("", ""),
    ],
)
def test_width_and_case_dont_matter(text: str, normal: str) -> None:
    """Full and half width, large and small, joined and split marks are one."""
    assert normalize(text) == normal


@given(st.text())
@example("W̊")
@example("İ̖")
def test_twice_is_once(text: str) -> None:
    """A normal form is its own normal form, so that both sides of a comparison may be."""
    normal = normalize(text)
    assert normalize(normal) == normal
    assert unicodedata.is_normalized("NFKC", normal)
