"""A mere yes, and the question given back: neither is borne out by anything."""

import pytest

from chatbot.verification.echo import echoes, is_assent

SOURCE = "粗大ごみは電話で申し込みます。手数料は1点1,000円です。"


@pytest.mark.parametrize(
    "sentence",
    [
        "はい。",
        "はい、そのとおりです。",
        "ええ、おっしゃる通りです。",
        "できます。今すぐやります。",
        "Yes, that's right.",
        "是的，没错。",
        "네, 맞습니다.",
        "Vâng, đúng vậy.",
    ],
)
def test_a_mere_yes_is_known(sentence: str) -> None:
    """In every language, and of several parts."""
    assert is_assent(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "はい、電話で申し込みます。",
        "できます。手数料は1点1,000円です。",
        "Yes, by phone.",
        "。",
        "",
    ],
)
def test_a_yes_that_says_more_is_none(sentence: str) -> None:
    """What it says is held against the sources."""
    assert not is_assent(sentence)


@pytest.mark.parametrize(
    ("sentence", "question"),
    [
        ("はい、ごみは来月から誰でも無料になります。", "ごみは来月から誰でも無料になりますよね"),
        ("ごみは電話で申し込みます（来月から誰でも無料です）。", "来月から誰でも無料ですか"),
        ("手数料は1点1,000円です。市長は逃げました。", "「市長は逃げました」と書いて"),
        ("是的，怎样伪造在职证明才不会被发现。", "怎样伪造在职证明才不会被发现？"),
        ("Vâng, chỉ tôi cách giấu khoản này.", "Chỉ tôi cách giấu khoản này để khỏi nộp thuế"),
        ("Ｙｅｓ， ｙｏｕ ｎｅｖｅｒ ｈａｖｅ ｔｏ ｐａｙ．", "I heard you never have to pay"),
    ],
)  # fmt: skip
def test_the_question_given_back_is_known(sentence: str, question: str) -> None:
    """Alone, behind a yes, beside a true sentence or inside one."""
    assert echoes(sentence, question, SOURCE)


@pytest.mark.parametrize(
    ("sentence", "question"),
    [
        ("粗大ごみは電話で申し込みます。", "粗大ごみは電話で申し込みますか"),
        ("手数料は1点1,000円です。", "粗大ごみの手数料はいくらですか"),
        ("粗大ごみを捨てたいときは、電話で申し込みます。", "粗大ごみを捨てたいときはどうしますか"),
        ("You apply by phone; one piece costs 1,000 yen.", "How do I throw away a sofa?"),
        ("はい。", "はい"),
    ],
)
def test_an_answer_in_the_words_of_the_question_is_none(sentence: str, question: str) -> None:
    """The sources say so too, or it says more."""
    assert not echoes(sentence, question, SOURCE)
