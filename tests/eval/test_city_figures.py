"""The figures of a city's set, worked by hand."""

from dataclasses import replace

import pytest

from chatbot.decision import ANSWER
from eval.city_figures import summary
from eval.city_run import QuestionRow, RefusedRow

RIGHT = QuestionRow(
    id="q1",
    text="犬の登録",
    language="ja",
    style="short",
    group="",
    documents=("a",),
    ranking=("a",),
    rank=1,
    right_first=1,
    right_in_3=1,
    reciprocal_rank=1,
    status="answered",
    reason="guidance",
    cited=("a",),
    answered=1,
    answered_right=1,
    confidence=0.9,
    found_title="",
    right_title="",
)
SECOND = replace(
    RIGHT, right_first=0, rank=2, status="clarify", answered=0, answered_right=None, style="kana"
)
REFUSED = RefusedRow(
    id="r1",
    text="天気は",
    language="ja",
    kind="chat",
    status="no_answer",
    reason="guidance",
    cited=(),
    refused=1,
    confidence=0.1,
    found_title="",
)


def test_the_figures_by_hand() -> None:
    """Five questions: three right first, one second, one English answered wrongly and not found.

    g1 is wholly right, g2 half. Four are answered, three of them rightly. Of three to refuse one is
    answered, one asked back.
    """
    wrong = replace(
        RIGHT, language="en", style="foreign", right_first=0, right_in_3=0, answered_right=0
    )
    questions = [
        replace(RIGHT, group="g1"),
        replace(RIGHT, group="g1"),
        replace(RIGHT, group="g2"),
        replace(SECOND, group="g2"),
        wrong,
    ]
    refused = [
        REFUSED,
        replace(REFUSED, kind="opinion", status="answered", refused=0),
        replace(REFUSED, kind="opinion", status="clarify"),
    ]

    assert summary(questions, refused) == {
        "questions": 5,
        "right_first": 3 / 5,
        "right_in_3": 4 / 5,
        "answered_rate": 4 / 5,
        "answered_right": 3 / 4,
        "clarify_rate": 1 / 5,
        "groups": 2,
        "groups_right": 1 / 2,
        "non_japanese": 1,
        "non_japanese_right_first": 0,
        "right_first_by_language": {"en": 0, "ja": 3 / 4},
        "right_first_by_style": {"foreign": 0, "kana": 0, "short": 1},
        "threshold": ANSWER,
        "refused_questions": 3,
        "refused_rate": pytest.approx(2 / 3),
        "refused_clarify_rate": pytest.approx(1 / 3),
        "refused_rate_by_kind": {"chat": 1, "opinion": 1 / 2},
        "refused_clarify_rate_by_kind": {"chat": 0, "opinion": 1 / 2},
    }


def test_a_rate_over_nothing_is_not_applicable() -> None:
    """No group, no question in another language, nothing answered: None, which isn't 0."""
    figures = summary([SECOND], [REFUSED])

    assert (figures["groups"], figures["non_japanese"]) == (0, 0)
    names = ("groups_right", "non_japanese_right_first", "answered_right")
    assert [figures[name] for name in names] == [None, None, None]
