"""What a clause says of its verbs: that it is so, isn't, or needn't be."""

import pytest

from chatbot.verification.predicate import Sign, predicates_of
from indexing.tokenizer import SudachiTokenizer


@pytest.mark.parametrize(
    ("clause", "word", "sign", "final"),
    [
        ("窓口で投票できます。", "投票", Sign.IS, True),
        ("窓口では投票できません。", "投票", Sign.NOT, True),
        ("投票することはできません。", "投票", Sign.NOT, True),
        ("必ず持ち帰らなければなりません。", "帰", Sign.IS, True),
        ("注射済票を付けなくてもかまいません。", "付", Sign.NEEDNT, True),
        ("市役所に届け出る必要はありません。", "出", Sign.NEEDNT, True),
        ("写しは不要です。", "写", Sign.NEEDNT, True),
        ("ごみを出してはいけません。", "出", Sign.NOT, True),
        ("カードを持っていない人は", "持", Sign.NOT, False),
    ],
)
def test_a_predicate_has_a_sign(clause: str, word: str, sign: Sign, *, final: bool) -> None:
    """Two negations are none; needn't is neither."""
    found = predicates_of(SudachiTokenizer().tagged(clause))
    assert (word, sign, final) in {(each.word, each.sign, each.final) for each in found}
