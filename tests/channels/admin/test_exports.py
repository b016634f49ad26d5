"""Files for Excel."""

import csv
import io
from collections.abc import Callable
from datetime import timedelta

import pytest

from channels.csv_text import MARK
from channels.web.admin import exports
from chatbot.answer import Status
from chatbot.review import listing
from tests.channels.admin.conftest import Staff

Asked = Callable[..., str]


def rows(staff: Staff, name: str, query: str = "days=7") -> list[list[str]]:
    """Return the rows of a file, its headings first."""
    response = staff.get(f"/admin/export/{name}.csv?{query}")
    assert response.status_code == 200
    assert response.headers["content-type"] == "text/csv; charset=utf-8"
    assert response.headers["content-disposition"].startswith(
        f'attachment; filename="annai-{name}-'
    )
    assert response.content.decode().startswith(MARK)
    assert response.content.decode().count(MARK) == 1
    return list(csv.reader(io.StringIO(response.content.decode().removeprefix(MARK), newline="")))


def test_daily_figures(staff: Staff, asked: Asked) -> None:
    """A line for each day of the period."""
    asked()
    headings, *days = rows(staff, "daily")

    assert headings[:2] == ["日", "質問"]
    assert len(days) == 7
    assert days[-1][:3] == [f"{staff.chatbot.now().date()}", "1", "1"]


def test_unanswered_questions(staff: Staff, asked: Asked) -> None:
    """All of them, counts as plain numbers."""
    for number in range(1100):
        asked("同じ質問", conversation_id=str(number), status=Status.NO_ANSWER)
    _, *found = rows(staff, "unanswered")

    assert [row[:3] for row in found] == [["同じ質問", "1100", "答えなし"]]


def test_all_questions_in_pieces(
    staff: Staff, asked: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    """More than are read or sent at once; each once, with its answer, newest first."""
    monkeypatch.setattr(exports, "_AT_ONCE", 4)
    monkeypatch.setattr(listing, "BATCH", 3)
    now = staff.chatbot.now()
    for number in range(11):
        asked(f"質問{number}", asked_at=now - timedelta(minutes=number))
    headings, *found = rows(staff, "questions")

    assert [row[1] for row in found] == [f"質問{number}" for number in range(11)]
    assert (headings[-1], found[0][-1]) == ("回答", "火曜日です。")
    assert rows(staff, "questions", "days=7&words=質問10")[1][1] == "質問10"


def test_feedback(staff: Staff, asked: Asked) -> None:
    """With what residents wrote."""
    staff.chatbot.give_feedback(asked(), helpful=False, reason="wrong", comment="違う")
    _, found = rows(staff, "feedback")

    assert found[1:5] == ["ごみの日は？", "役に立たなかった", "内容が違う", "違う"]


@pytest.mark.parametrize("first", ["=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n"])
def test_no_cell_is_a_formula(staff: Staff, asked: Asked, first: str) -> None:
    """What would be one gets an apostrophe in front, in every column a resident fills."""
    text = f'{first}HYPERLINK("https://evil.example","x")'
    failed = asked(text, status=Status.NO_ANSWER, topic=text, answer_text=text)
    staff.chatbot.store.give_feedback(
        failed, helpful=False, reason=text, comment=text, now=staff.chatbot.now()
    )
    for name in ("questions", "unanswered", "feedback"):
        cells = [cell for row in rows(staff, name) for cell in row]
        assert [cell for cell in cells if cell.startswith(first)] == []
        assert f"'{text}" in cells


def test_a_file_that_is_not_there(staff: Staff) -> None:
    """A page says so."""
    response = staff.get("/admin/export/secrets.csv")

    assert response.status_code == 404
    assert "そのファイルはありません" in response.text
