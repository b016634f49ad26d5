"""The disaster set: what is read, what counts as right, and telegrams against expected rows."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import pytest

from chatbot.answer import Answer, Question, Source, Status
from eval.comparison import compare
from eval.disaster.asking import MEASURES, Asked, answered_by, ask_all, summary
from eval.disaster.dataset import Split, Wording, read_needs, read_none
from eval.disaster.telegrams import check_telegrams, read_expected, telegram_figures
from eval.errors import EvalError

NEEDS = """need,guide,language,wording
n001,pets,ja,犬も行ける？
n001,pets,en,can I bring my dog
n002,shelters,ja,近くの避難所
n003,toilet,ja,流せない
"""
SAMPLES = Path(__file__).parents[1] / "chatbot" / "disaster" / "jma" / "telegrams"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three needs, and one message that no guide answers."""
    (tmp_path / "needs.csv").write_text(NEEDS, encoding="utf-8")
    (tmp_path / "none.csv").write_text("language,wording\nja,住民票\n", encoding="utf-8")
    return tmp_path


def _answer(status: Status, reason: str, *sources: str) -> Answer:
    cited = tuple(Source(1, name, "", "", "", None, "", None, "") for name in sources)
    at = datetime(2026, 4, 1, tzinfo=UTC)
    return Answer(
        "a", "c", status, "", "ja", at, sources=cited, reason=reason, timing_ms={"total": 2.0}
    )


def _always(answer: Answer) -> Callable[[Question], Answer]:
    def ask(question: Question) -> Answer:
        assert question.language is None
        return answer

    return ask


def _asked(need: str, got: str, language: str = "ja", ms: float = 1.0) -> Asked:
    return Asked(need + language, need, language, "", "pets", got, int(got == "pets"), ms)


def test_halves_are_of_whole_needs(folder: Path) -> None:
    """Odd numbers are for tuning, even ones only measured; no need is in both."""
    halves = [{one.need for one in read_needs(folder, split)} for split in Split]
    assert halves == [{"n001", "n002", "n003"}, {"n001", "n003"}, {"n002"}]
    assert read_none(folder) == [Wording("", "menu", "ja", "住民票")]


@pytest.mark.parametrize("text", ["need,guide\nn001,pets\n", "\ufffe", None])
def test_set_of_another_layout_is_told(folder: Path, text: str | None) -> None:
    """A missing file, other columns, another encoding."""
    path = folder / "needs.csv"
    path.unlink()
    if text is not None:
        path.write_bytes(text.encode("utf-16"))
    with pytest.raises(EvalError):
        read_needs(folder)


@pytest.mark.parametrize(
    ("answer", "got"),
    [
        (_answer(Status.DISASTER, "disaster.guide.pets", "pets"), "pets"),
        (_answer(Status.DISASTER, "disaster.menu"), "menu"),
        (_answer(Status.DISASTER, "disaster.where"), "shelters"),
        (_answer(Status.DISASTER, "disaster.shelters", "shelters"), "shelters"),
        (_answer(Status.DISASTER, "disaster.no_shelter"), "shelters"),
        (_answer(Status.DISASTER, "disaster.in_force.none"), "warnings"),
        (_answer(Status.DISASTER, "disaster.safety"), "safety"),
        (_answer(Status.EMERGENCY, "emergency.life", "hospital"), "hospital"),
        (_answer(Status.EMERGENCY, "emergency.life"), "emergency"),
        (_answer(Status.REFUSED, "refused.injection"), "refused"),
    ],
)
def test_what_answered(answer: Answer, got: str) -> None:
    """A guide under the number to call counts as that guide."""
    assert answered_by(answer) == got


def test_every_wording_is_asked_without_its_language(folder: Path) -> None:
    """Residents don't say which language they write."""
    asked = ask_all(
        read_needs(folder), _always(_answer(Status.DISASTER, "disaster.guide.pets", "pets"))
    )
    assert [(one.got, one.right, one.ms) for one in asked] == [
        ("pets", 1, 2.0),
        ("pets", 1, 2.0),
        ("pets", 0, 2.0),
        ("pets", 0, 2.0),
    ]


def test_group_is_right_only_as_a_whole() -> None:
    """n1: both right. n2: one of two right. n3: both the same wrong guide. Worked by hand."""
    needs = [
        _asked("n1", "pets"),
        _asked("n1", "pets", "en"),
        _asked("n2", "pets"),
        _asked("n2", "menu", "en"),
        _asked("n3", "toilet"),
        _asked("n3", "toilet", "en", ms=9.0),
    ]
    figures = summary(needs, [])
    assert figures["groups_right"] == pytest.approx(1 / 3)
    assert figures["groups_consistent"] == pytest.approx(2 / 3)
    assert figures["right"] == pytest.approx(3 / 6)
    assert figures["right_by_language"] == {
        "ja": pytest.approx(2 / 3),
        "en": pytest.approx(1 / 3),
    }
    assert figures["menu_instead"] == pytest.approx(1 / 6)
    assert figures["others_menu"] is None


def test_rows_compare_with_an_earlier_run() -> None:
    """What got better and worse is told wording by wording."""
    before = [asdict(_asked("n1", "pets")), asdict(_asked("n2", "menu"))]
    after = [asdict(_asked("n1", "menu")), asdict(_asked("n2", "pets"))]
    found = compare(before, after, MEASURES)
    assert (found.matched, found.better_total, found.worse_total) == (2, 1, 1)


def test_telegram_rows_are_looked_for(tmp_path: Path) -> None:
    """A row that is read counts; a wrong one, and one of a missing file, don't."""
    name = next(path.name for path in sorted(SAMPLES.glob("*.xml")))
    table = tmp_path / "expected.csv"
    table.write_text(f"file,status\n{name},通常\n{name},なし\nmissing.xml,通常\n", encoding="utf-8")
    rows = check_telegrams(SAMPLES, read_expected(table))
    assert [row.right for row in rows] == [1, 0, 0]
    assert telegram_figures(rows) == {"telegram_rows": 3, "telegram_rows_right": 1}


def test_expected_rows_without_file_are_told(tmp_path: Path) -> None:
    """The column `file` says which telegram."""
    table = tmp_path / "expected.csv"
    table.write_text("status\n通常\n", encoding="utf-8")
    with pytest.raises(EvalError):
        read_expected(table)
