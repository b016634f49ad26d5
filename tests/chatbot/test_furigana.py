"""ふりがな: which readings stand above which kanji."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatbot.furigana import furigana
from indexing.tokenizer import SudachiTokenizer


@pytest.fixture(scope="module")
def tokenizer() -> SudachiTokenizer:
    """The real one."""
    return SudachiTokenizer()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("引っ越し", [("引", "ひ"), ("っ", ""), ("越", "こ"), ("し", "")]),
        ("株式会社", [("株式", "かぶしき"), ("会社", "がいしゃ")]),
        ("ごみを出す", [("ごみ", ""), ("を", ""), ("出", "だ"), ("す", "")]),
        ("30分", [("30", ""), ("分", "")]),
        ("名前（なまえ）", [("名前（なまえ）", "")]),
        ("カード", [("カード", "")]),
        ("", []),
    ],
)
def test_readings(tokenizer: SudachiTokenizer, text: str, expected: list[tuple[str, str]]) -> None:
    """Kana stay outside; counters, kana and what the text reads itself have none."""
    assert furigana(tokenizer.readings(text)) == expected


def test_nothing_is_lost(tokenizer: SudachiTokenizer) -> None:
    """Whatever the text, its pieces joined are the text."""

    @given(st.text(alphabet="引越市役所のっしア（）々〆A1 \n。😀"))
    def check(text: str) -> None:
        assert "".join(surface for surface, _ in furigana(tokenizer.readings(text))) == text

    check()
