"""`annai eval …` with the bundled embedder on a tiny test set."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from chatbot.settings import Settings
from tests.conftest import Ended

CORPUS = """
{"_id": "1", "title": "粗大ごみの出し方を教えてください。", "text": "電話で申し込みます。"}
{"_id": "2", "title": "犬の登録はどこでしますか。", "text": "動物愛護の担当でします。"}
{"_id": "3", "title": "市立図書館の休館日はいつですか。", "text": "月曜日です。"}
"""
QUERIES = """
{"_id": "q1", "text": "大きいごみを出したい"}
{"_id": "q2", "text": "犬の登録"}
"""
QRELS = "query-id\tcorpus-id\tscore\nq1\t1\t1\nq2\t2\t1\n"


@pytest.fixture
def beir(tmp_path: Path) -> Path:
    """A folder in BEIR's layout with the split `small`."""
    folder = tmp_path / "tiny"
    (folder / "qrels").mkdir(parents=True)
    (folder / "corpus.jsonl").write_text(CORPUS.lstrip(), encoding="utf-8")
    (folder / "queries.jsonl").write_text(QUERIES.lstrip(), encoding="utf-8")
    (folder / "qrels" / "small.tsv").write_text(QRELS, encoding="utf-8")
    return folder


@pytest.fixture
def questions(tmp_path: Path) -> tuple[str, ...]:
    """Options naming questions in scope and out of it."""
    inside, outside = tmp_path / "in.jsonl", tmp_path / "out.txt"
    inside.write_text('{"text": "粗大ごみの出し方を教えてください"}\n', encoding="utf-8")
    outside.write_text("徳川家康の生年は\n富士山の高さは\n", encoding="utf-8")
    return ("--in-scope", str(inside), "--out-of-scope", str(outside))


def test_retrieval_prints_the_figures(
    annai: Callable[..., Ended], city_settings: Settings, beir: Path, tmp_path: Path
) -> None:
    """Those of DESIGN §8 by these names; the index stays for the next run, rows on request."""
    rows = tmp_path / "rows.jsonl"
    options = ("--beir", str(beir), "--split", "small")
    ended = annai("eval", "retrieval", *options, "--json", "--rows", str(rows))
    figures = json.loads(ended.out)

    assert ended.status == 0
    assert list(figures) == [
        "split",
        "questions",
        "ndcg@10",
        "recall@10",
        "mrr",
        "success@1",
        "success@5",
        "ms_per_query_p50",
        "ms_per_query_p95",
        "embedder",
        "run",
    ]
    assert (figures["questions"], figures["recall@10"], figures["success@1"]) == (2, 1, 1)
    lines = rows.read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["id"] for line in lines] == ["q1", "q2"]
    assert (city_settings.data_dir / "eval" / "tiny" / "CURRENT").is_file()
    assert "ndcg@10\t1.0000" in annai("eval", "retrieval", *options).out


@pytest.mark.usefixtures("city_settings")
def test_answers_on_a_test_set(
    annai: Callable[..., Ended], beir: Path, questions: tuple[str, ...]
) -> None:
    """The figures at the shipped threshold and those that don't depend on it."""
    options = (*questions, "--beir", str(beir), "--split", "small", "--json")
    ended = annai("eval", "answers", *options)
    figures = json.loads(ended.out)

    assert ended.status == 0
    assert (figures["in_scope"], figures["out_of_scope"]) == (1, 2)
    assert (figures["answered_rate"], figures["clarify_rate"]) == (1, 0)
    assert (figures["refused_rate"], figures["auroc"]) == (1, 1)
    assert (figures["refused_at_95_answered"], figures["refused_polite_rate"]) == (1, 1)


def test_answers_on_the_published_index(
    annai: Callable[..., Ended], published_settings: Settings, questions: tuple[str, ...]
) -> None:
    """Without a test set it is the city that is measured, with a row for each question."""
    rows = published_settings.data_dir / "rows.jsonl"
    ended = annai("eval", "answers", *questions, "--rows", str(rows))

    assert ended.status == 0
    assert "answered_rate\t1.0000" in ended.out
    assert len(rows.read_text(encoding="utf-8").splitlines()) == 1 + 2 + 2


def test_a_run_is_stored_and_compared(
    annai: Callable[..., Ended], city_settings: Settings, beir: Path
) -> None:
    """With the one before it: one question now has another right document, which isn't found."""
    options = ("eval", "retrieval", "--beir", str(beir), "--split", "small")
    first = json.loads(annai(*options, "--json").out)
    folder = city_settings.data_dir / "eval" / "runs" / first["run"]
    run = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    assert (run["command"], run["dataset"]) == ("retrieval", "tiny/small")
    assert run["parameters"] == {"beir": str(beir), "split": "small"}
    assert run["figures"]["ndcg@10"] == first["ndcg@10"]
    assert run["versions"]["embedder"] == first["embedder"]
    assert run["versions"]["snapshot"]

    (beir / "qrels" / "small.tsv").write_text(QRELS.replace("q2\t2", "q2\t3"), encoding="utf-8")
    told = annai(*options, "--compare", "last")
    assert "同じ質問 2 問" in told.out
    assert "悪くなった質問 1 問" in told.out
    assert "\nq2\t1 → " in told.out
    assert "runs" in told.err
    record = json.loads(annai(*options, "--json", "--compare", str(folder)).out)["comparison"]
    assert (record["matched"], record["better_total"], record["worse_total"]) == (2, 0, 1)
    assert [metric["p"] for metric in record["metrics"] if metric["metric"] == "mrr"] == [1.0]


@pytest.mark.usefixtures("city_settings")
def test_what_cannot_be_compared_is_told_before_the_work(
    annai: Callable[..., Ended], beir: Path
) -> None:
    """There is no run before, or none of that name."""
    options = ("eval", "retrieval", "--beir", str(beir), "--split", "small", "--compare")
    for name in ("last", "20990101T000000Z-retrieval"):
        ended = annai(*options, name)
        assert (ended.status, ended.out) == (1, "")
        assert "記録" in ended.err


@pytest.mark.usefixtures("city_settings")
def test_what_cannot_be_measured_is_told(
    annai: Callable[..., Ended], beir: Path, questions: tuple[str, ...]
) -> None:
    """A split that isn't there; no index; questions that are none."""
    missing = annai("eval", "retrieval", "--beir", str(beir), "--split", "none")
    assert (missing.status, "tiny" in missing.err) == (1, True)
    unbuilt = annai("eval", "answers", *questions)
    assert (unbuilt.status, "annai index build" in unbuilt.err) == (1, True)
    nothing = annai("eval", "answers", "--in-scope", "/dev/null", "--out-of-scope", "/dev/null")
    assert (nothing.status, "質問がありません" in nothing.err) == (1, True)
