"""`annai eval city` and `annai eval report` on a small city."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from chatbot.settings import Settings
from tests.building import make_faq
from tests.conftest import Ended

WASTE = make_faq("粗大ごみの出し方を教えてください。", "").id
DOG = make_faq("犬の登録はどこでしますか。", "").id


def _question(name: str, text: str, *documents: str) -> dict[str, object]:
    return {
        "id": name,
        "text": text,
        "language": "ja",
        "style": "plain",
        "group": "",
        "documents": documents,
    }


QUESTIONS = [
    _question("q1", "粗大ごみの出し方を教えてください", WASTE),
    _question("q2", "犬の登録はどこでしますか", DOG),
    _question("q3", "父が倒れて息をしていません", DOG),
]
REFUSED = [{"id": "r1", "text": "徳川家康の生年は", "language": "ja", "kind": "encyclopedia"}]


def _write(folder: Path, questions: list[dict[str, object]]) -> None:
    for name, records in (("questions", questions), ("refused", REFUSED)):
        lines = (json.dumps(record, ensure_ascii=False) + "\n" for record in records)
        (folder / f"{name}.jsonl").write_text("".join(lines), encoding="utf-8")


@pytest.fixture
def city_set(tmp_path: Path) -> Path:
    """A set of three questions and one to refuse."""
    folder = tmp_path / "small"
    folder.mkdir()
    _write(folder, QUESTIONS)
    return folder


def test_the_city_is_asked_as_residents_ask(
    annai: Callable[..., Ended], published_settings: Settings, city_set: Path, tmp_path: Path
) -> None:
    """All gates, an emergency too; nothing is left in the residents' database."""
    rows = tmp_path / "rows.jsonl"
    ended = annai("eval", "city", "--dataset", str(city_set), "--json", "--rows", str(rows))
    figures = json.loads(ended.out)

    assert ended.status == 0
    assert (figures["split"], figures["questions"], figures["refused_questions"]) == ("all", 3, 1)
    assert figures["right_first"] >= 2 / 3
    assert (figures["answered_rate"], figures["answered_right"]) == (1, 1)
    assert (figures["groups"], figures["groups_right"]) == (0, None)
    assert (figures["refused_rate"], figures["refused_rate_by_kind"]) == (1, {"encyclopedia": 1})
    records = [json.loads(line) for line in rows.read_text(encoding="utf-8").splitlines()]
    assert [(record["id"], record["status"]) for record in records] == [
        ("q1", "answered"),
        ("q2", "answered"),
        ("q3", "emergency"),
        ("r1", "no_answer"),
    ]
    assert not (published_settings.data_dir / "annai.db").exists()


@pytest.mark.usefixtures("published_settings")
def test_figures_of_a_group_are_lines_of_their_own(
    annai: Callable[..., Ended], city_set: Path
) -> None:
    """With the group's name in front; what isn't applicable is a dash."""
    told = annai("eval", "city", "--dataset", str(city_set)).out.splitlines()

    assert "refused_rate_by_kind.encyclopedia\t1.0000" in told
    assert "groups_right\t–" in told


@pytest.mark.usefixtures("published_settings")
def test_a_set_that_does_not_fit_is_told(annai: Callable[..., Ended], city_set: Path) -> None:
    """Documents the index doesn't have, by name; a split that is none is wrong use."""
    _write(city_set, [*QUESTIONS, _question("q4", "猫", "faq/cats.csv#00000000")])
    unknown = annai("eval", "city", "--dataset", str(city_set))
    assert (unknown.status, unknown.out) == (1, "")
    assert "faq/cats.csv#00000000" in unknown.err

    other = annai("eval", "city", "--dataset", str(city_set), "--split", "train")
    assert (other.status, "--split" in other.err) == (2, True)


@pytest.mark.usefixtures("city_settings")
def test_without_an_index_or_a_run_there_is_nothing_to_measure_or_report(
    annai: Callable[..., Ended], city_set: Path
) -> None:
    """Both say what to do first."""
    unbuilt = annai("eval", "city", "--dataset", str(city_set))
    assert (unbuilt.status, "annai index build" in unbuilt.err) == (1, True)
    unmeasured = annai("eval", "report")
    assert (unmeasured.status, "annai eval city" in unmeasured.err) == (1, True)


def test_the_report_is_a_page_of_the_latest_runs(
    annai: Callable[..., Ended], published_settings: Settings, city_set: Path, tmp_path: Path
) -> None:
    """It goes to the data directory or where it is told; the bars are printed too."""
    annai("eval", "city", "--dataset", str(city_set))
    told = annai("eval", "report")
    page = published_settings.data_dir / "eval" / "report.html"

    assert told.status == 0
    assert "– 測っていない" in told.out
    assert "住民の質問（small/all）" in page.read_text(encoding="utf-8")
    assert str(page) in told.err

    out = tmp_path / "page.html"
    record = json.loads(annai("eval", "report", "--out", str(out), "--json").out)
    assert record["page"] == str(out)
    assert out.is_file()
    assert {bar["reached"] for bar in record["bars"]} == {None}
