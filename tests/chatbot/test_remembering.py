"""What came of a text is remembered, unless the text may be somebody's own."""

import pytest

from chatbot.remembering import LONGEST, remembered


def counted(text: str) -> int:
    """Return how often the work is done when a text comes twice."""
    done: list[str] = []

    def work(given: str) -> int:
        done.append(given)
        return len(given)

    recall = remembered(work)
    assert recall(text) == recall(text) == len(text)
    return len(done)


@pytest.mark.parametrize("text", ["避難所はどこ", "警戒レベル3とは 119", "What do I do? " * 8])
def test_common_questions_are_remembered(text: str) -> None:
    """In any script, with the numbers that everybody calls."""
    assert counted(text) == 1


@pytest.mark.parametrize(
    "text",
    ["090-1234-5678 です", "０９０１２", "taro@example.jp", "taro＠example", "あ" * (LONGEST + 1)],
)
def test_what_may_be_personal_is_not(text: str) -> None:
    """Numbers of five figures, mail addresses, stories."""
    assert counted(text) == 2
