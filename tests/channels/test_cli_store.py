"""`annai unanswered …` and `annai store purge` on a store with questions in it."""

import csv
import io
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from chatbot.answer import Mode, Status
from chatbot.settings import Settings
from chatbot.store import Exchange
from chatbot.store.opening import open_store
from tests.conftest import Ended

NOW = datetime.now(UTC)
ASKED = (
    ("屋上の緑化の補助はありますか", Status.NO_ANSWER, 1),
    ("屋上の緑化の補助はありますか？", Status.NO_ANSWER, 40),
    ('=HYPERLINK("https://example.jp")', Status.NO_ANSWER, 2),
    ("助成について", Status.CLARIFY, 400),
    ("ごみの日", Status.ANSWERED, 1),
)


@pytest.fixture(autouse=True)
def _asked(city_settings: Settings) -> None:
    """Residents asked these, so many days ago."""
    store = open_store(city_settings.resolved_database_url)
    for text, status, days in ASKED:
        store.record(
            Exchange(
                answer_id=str(uuid4()),
                conversation_id="c",
                asked_at=NOW - timedelta(days=days),
                channel="web",
                language="ja",
                mode=Mode.NORMAL,
                status=status,
                reason="guidance",
                question_masked=text,
                answer_text="",
            )
        )
    store.close()


def test_the_most_frequent_come_first(annai: Callable[..., Ended]) -> None:
    """Wordings that differ in punctuation only are one question; times are the city's."""
    ended = annai("unanswered", "list", "--json")
    first, *others = json.loads(ended.out)["questions"]

    assert ended.status == 0
    assert first["question"].startswith("屋上の緑化の補助はありますか")
    assert (first["count"], first["status"]) == (2, "no_answer")
    asked = datetime.fromisoformat(first["last_asked"])
    assert asked.utcoffset() == timedelta(hours=9)
    assert abs(asked - (NOW - timedelta(days=1))) < timedelta(seconds=2)
    assert [other["status"] for other in others] == ["no_answer", "clarify"]


def test_days_and_limit_narrow_the_list(annai: Callable[..., Ended]) -> None:
    """Last month's only, and one only."""

    def counts(*options: str) -> list[int]:
        questions = json.loads(annai("unanswered", "list", "--json", *options).out)["questions"]
        return [question["count"] for question in questions]

    assert counts("--days", "30") == [1, 1]
    assert counts("--limit", "1") == [2]


def test_the_list_is_a_table(annai: Callable[..., Ended]) -> None:
    """A line for each question under the columns' names."""
    lines = annai("unanswered", "list").out.splitlines()

    assert lines[0] == "質問\t回数\t結果\t最初の日時\t最後の日時"
    assert len(lines) == 4


def test_the_export_opens_in_excel(annai: Callable[..., Ended], tmp_path: Path) -> None:
    """UTF-8 with a byte order mark; what looks like a formula is made text."""
    file = tmp_path / "unanswered.csv"
    ended = annai("unanswered", "export", str(file))

    assert (ended.status, ended.out) == (0, "")
    assert str(file) in ended.err
    raw = file.read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(raw.decode("utf-8-sig"))))
    assert rows[0] == ["質問", "回数", "結果", "最初の日時", "最後の日時"]
    assert rows[2][0] == '\'=HYPERLINK("https://example.jp")'
    assert [row[2] for row in rows[1:]] == ["答えなし", "答えなし", "聞き返した"]


def test_the_export_goes_to_standard_output_without_a_file(annai: Callable[..., Ended]) -> None:
    """The same bytes."""
    ended = annai("unanswered", "export", "--days", "30")

    assert (ended.status, ended.err) == (0, "")
    assert ended.out.startswith("\ufeff質問,")
    assert len(ended.out.splitlines()) == 3


def test_the_export_overwrites_nothing_by_itself(
    annai: Callable[..., Ended], tmp_path: Path
) -> None:
    """But with --replace."""
    file = tmp_path / "unanswered.csv"
    file.write_text("大事な表", encoding="utf-8")

    refused = annai("unanswered", "export", str(file))
    assert (refused.status, file.read_text(encoding="utf-8")) == (2, "大事な表")
    assert "--replace" in refused.err
    assert annai("unanswered", "export", str(file), "--replace").status == 0


def test_a_folder_that_is_not_there_is_told(annai: Callable[..., Ended], tmp_path: Path) -> None:
    """In Japanese, with the path and without a traceback."""
    file = tmp_path / "none" / "unanswered.csv"
    ended = annai("unanswered", "export", str(file))

    assert (ended.status, ended.out) == (1, "")
    assert ended.err == f"処理できませんでした: {file}: ありません\n"


def test_purging_follows_the_settings_or_the_days(annai: Callable[..., Ended]) -> None:
    """After a year by default; here what is older than thirty days goes next."""
    year = annai("store", "purge", "--yes", "--json")
    assert (year.status, json.loads(year.out)) == (0, {"deleted": 1, "days": 365})

    month = annai("store", "purge", "--days", "30", "--yes")
    assert month.status == 0
    assert "1 件" in month.out
    assert json.loads(annai("store", "purge", "--yes", "--json").out)["deleted"] == 0
