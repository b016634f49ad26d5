"""What the pages show of what residents asked."""

from collections.abc import Callable
from datetime import timedelta
from html import unescape

import pytest

from chatbot.answer import Question, Status
from tests.channels.admin.conftest import Staff

Asked = Callable[..., str]

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "</td></table><iframe src=//evil.example>",
    "<svg/onload=alert(1)>",
    "&lt;script&gt;&#60;b&#62;",
    "javascript:alert(1)",
    "{0} {csrf} %s ${x} {{7*7}}",
    "</title><style>*{display:none}</style>",
)


def rate(staff: Staff, answer_id: str, *, helpful: bool, comment: str = "") -> None:
    """Say as a resident what was thought of an answer."""
    staff.chatbot.give_feedback(answer_id, helpful=helpful, reason="old", comment=comment)


def test_the_overview_counts_what_was_asked(staff: Staff, asked: Asked) -> None:
    """By outcome, topic, desk, language and channel; what is older than the period isn't in it."""
    helpful = asked()
    asked("屋上緑化の補助", status=Status.NO_ANSWER, topic="公園課", language="en", channel="line")
    asked("先月", asked_at=staff.chatbot.now() - timedelta(days=8), topic="先月の分類")
    rate(staff, helpful, helpful=True)
    page = staff.text("/admin?days=7")

    assert "<dt>質問</dt><dd>2</dd>" in page
    assert "<dt>答えた</dt><dd>1（50.0%）</dd>" in page
    assert "<dt>答えられなかった</dt><dd>1（50.0%）</dd>" in page
    assert "<dt>役に立った</dt><dd>1（100.0%）</dd>" in page
    for shown in ("ごみ", "公園課", "英語", "LINE", "屋上緑化の補助", "最近7日"):
        assert shown in page
    assert "先月の分類" not in page
    assert "先月の分類" in staff.text("/admin?days=30")


def test_a_chart_has_its_numbers_in_a_table(staff: Staff, asked: Asked) -> None:
    """A row for each day, also those on which nothing was asked."""
    asked()
    today = staff.chatbot.now().date()
    page = staff.text("/admin?days=7")

    assert f'<th scope="row">{today}</th><td>1</td><td>1</td><td>0</td>' in page
    assert f'<th scope="row">{today - timedelta(days=6)}</th><td>0</td>' in page
    assert '<svg viewBox="0 0 900 221" role="img"' in page


def test_the_overview_of_an_empty_store(staff: Staff) -> None:
    """Nothing was asked yet, and that is said."""
    page = staff.text("/admin")

    assert "<dt>質問</dt><dd>0</dd>" in page
    assert "この期間にはありません" in page


def test_the_overview_tells_the_snapshot(staff: Staff) -> None:
    """Which one answers, when it was made, and how much is in it."""
    snapshot = staff.chatbot.readiness().snapshot
    page = staff.text("/admin")

    assert f"<dd>{snapshot}</dd>" in page
    assert "<dt>文書</dt><dd>7</dd>" in page


def test_a_question_counts_under_its_first_sources_desk(staff: Staff) -> None:
    """The category of the document, else its desk; without an answer the desk that was named."""
    staff.chatbot.ask(Question("粗大ごみの出し方を教えてください。"))
    page = staff.text("/admin/questions")

    assert "<td>粗大ごみの出し方を教えてください。</td><td>答えた</td><td>ごみ課</td>" in page


@pytest.mark.parametrize("text", HOSTILE)
def test_what_residents_wrote_is_text(staff: Staff, asked: Asked, text: str) -> None:
    """On every page where it is shown, and in the fields that repeat it."""
    failed = asked(text, status=Status.NO_ANSWER, topic=text)
    staff.chatbot.store.give_feedback(
        failed, helpful=False, reason=text, comment=text, now=staff.chatbot.now()
    )
    for path in ("/admin", "/admin/unanswered", "/admin/questions", "/admin/feedback"):
        page = staff.text(path)
        assert text in unescape(page)
        for sign in ("<script", "<img", "<iframe", "<style", "onload=alert(1)>", "'alert(1)"):
            assert sign not in page
    found = staff.client.get("/admin/questions", params={"words": text}).text
    assert text in unescape(found)
    assert "<script" not in found


def test_unanswered_questions_are_grouped(staff: Staff, asked: Asked) -> None:
    """As `annai unanswered list` does: with counts, the most frequent first; by kind if wanted."""
    for question in ("WiFiは？", "ＷｉＦｉは", "wifiは。"):
        asked(question, status=Status.NO_ANSWER)
    rate(staff, asked("火葬の予約"), helpful=False)
    page = staff.text("/admin/unanswered")
    only = staff.text("/admin/unanswered?trouble=unhelpful")

    assert "<td>3</td><td>答えなし</td>" in page
    assert page.index("<td>3</td>") < page.index("火葬の予約")
    assert "火葬の予約" in only
    assert "<td>3</td>" not in only


def test_questions_are_listed_page_by_page(staff: Staff, asked: Asked) -> None:
    """Newest first; the next page begins where this one ends, and there is a way back."""
    now = staff.chatbot.now()
    for number in range(60):
        asked(f"質問その{number:02}", asked_at=now - timedelta(minutes=number))
    first = staff.text("/admin/questions?days=7")
    following = unescape(first.partition('<nav aria-label="ページ"')[2]).partition('href="')[2]
    second = staff.text(following.partition('"')[0])

    assert [f"質問その{number:02}" in first for number in (0, 49, 50)] == [True, True, False]
    assert [f"質問その{number:02}" in second for number in (49, 50, 59)] == [False, True, True]
    assert "60 件" in first
    assert "最初のページ" in second
    assert "次の 50 件" not in second


def test_questions_are_narrowed(staff: Staff, asked: Asked) -> None:
    """By how they ended and by a word; the fields show what was chosen."""
    asked("図書館の休館日")
    asked("図書館の寄付", status=Status.NO_ANSWER)
    asked("住民票", status=Status.NO_ANSWER)
    page = staff.text("/admin/questions?status=no_answer&words=図書館")

    assert "図書館の寄付" in page
    assert "図書館の休館日" not in page
    assert "住民票" not in page
    assert '<option value="no_answer" selected="">' in page
    assert 'value="図書館"' in page


def test_feedback_comes_with_its_comment(staff: Staff, asked: Asked) -> None:
    """Masked, newest first; all or one kind."""
    rate(staff, asked("粗大ごみ"), helpful=False, comment="電話は090-1234-5678です")
    rate(staff, asked("図書館"), helpful=True)
    page = staff.text("/admin/feedback")
    only = staff.text("/admin/feedback?rated=true")

    assert "〔電話番号〕" in page
    assert "090-1234-5678" not in page
    assert "<td>古い</td>" in page
    assert ("図書館" in only, "粗大ごみ" in only) == (True, False)


@pytest.mark.parametrize(
    "query",
    [
        "days=x",
        "days=0",
        "days=-5",
        "days=99999999999",
        "from=2026-02-30",
        "from=2026-03-01&to=2026-02-01",
        "from=1990-01-01&to=2026-01-01",
        "from=%00",
    ],
)
def test_a_period_that_can_not_be(staff: Staff, query: str) -> None:
    """The usual one is shown, and said to be."""
    page = staff.text(f"/admin?{query}")

    assert "最近30日を表示しています" in page
    assert 'role="alert"' in page


def test_a_period_from_one_day_to_another(staff: Staff, asked: Asked) -> None:
    """Both days are in it, and the form keeps them."""
    now = staff.chatbot.now()
    asked("その日", asked_at=now - timedelta(days=100), status=Status.NO_ANSWER)
    day = (now - timedelta(days=100)).date()
    page = staff.text(f"/admin/unanswered?from={day}&to={day}")

    assert "その日" in page
    assert f'name="from" value="{day}"' in page
    assert f"from={day}&amp;to={day}" in page


@pytest.mark.parametrize(
    "query", ["status=x", "after=x", "after=1-1&status=answered", "words=%ff", "trouble=&rated="]
)
def test_an_address_may_say_anything(staff: Staff, asked: Asked, query: str) -> None:
    """What isn't known narrows nothing; no page fails."""
    asked()
    for path in ("/admin", "/admin/questions", "/admin/unanswered", "/admin/feedback"):
        assert staff.get(f"{path}?{query}").status_code == 200
