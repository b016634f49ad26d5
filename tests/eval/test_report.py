"""The report: what it holds, that it asks nobody for anything, and that it can be read."""

import json
import re
from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from chatbot.answer import Answer, Source, Status
from chatbot.decision import Verdict
from chatbot.llm.usage import Usage
from chatbot.verification.fault import Fault
from chatbot.verification.sentence import Evidence
from eval import answers, city_figures, groundedness, retrieval
from eval.city_run import QuestionRow, RefusedRow
from eval.errors import EvalError
from eval.generation import figures as worded
from eval.generation.scoring import score_all
from eval.generation.told import Told
from eval.report.bars import BARS, Judged, judge
from eval.report.bench import read_bench
from eval.report.page import report_page
from eval.report.plots import Point, bar_chart, column_chart
from eval.run import Row, Run
from eval.runs import Runs
from eval.safety import figures as safety_figures
from eval.safety import scoring as safety_scoring
from eval.safety.safety_set import Attack
from eval.safety.told import SafetyTold

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
BENCH = {
    "embedder": {"tokens_per_s": 7000, "query_ms": {"p50": 4.2}},
    "question": [{"chunks": 10000, "p50_ms": 9.5, "p95_ms": 25}],
    "ok": True,
    "machine": "two cores",
    "notes": ["fewer chunks"],
}
SAFETY_SOURCE = Source(1, "gomi", "ごみ", "", "", None, "", None, "")
FOUND = retrieval.QuestionResult("1", "<b>犬</b>", ("a",), 1, 1, 1, 1, 1, 1, 2.0)
MISSED = retrieval.QuestionResult("2", "ごみ", ("b",), None, 0, 0, 0, 0, 0, 4.0)
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
    cited=("b",),
    answered=1,
    answered_right=0,
    confidence=0.9,
    found_title="猫の登録",
    right_title="犬を飼い始めたら",
)
ANSWERED = RefusedRow(
    id="r1",
    text="隣の市の税は",
    language="ja",
    kind="neighbours",
    status="answered",
    reason="guidance",
    cited=("a",),
    refused=0,
    confidence=0.95,
    found_title="税",
)


@pytest.fixture
def runs(tmp_path: Path) -> Runs:
    """One run of each command."""
    judgements = answers.Judgements(
        in_scope=[answers.Judged("犬", Verdict.ANSWER, 1.0)],
        out_of_scope=[answers.Judged("将軍は", Verdict.NO_ANSWER, 0.1)],
        polite=[answers.Judged("将軍は何でしょうか。", Verdict.ANSWER, 0.7)],
    )
    stored = Runs(tmp_path / "runs")
    figures = retrieval.summary([FOUND, MISSED])
    _store(stored, "retrieval", "localgovfaq/dev", figures, [asdict(FOUND), asdict(MISSED)])
    _store(
        stored,
        "answers",
        "localgovfaq/in+out",
        answers.summary(judgements),
        answers.rows(judgements),
    )
    city = city_figures.summary([RIGHT], [ANSWERED])
    _store(stored, "city", "matsudo/all", city, [asdict(RIGHT), asdict(ANSWERED)])
    _store_worded(stored)
    return stored


def _store_worded(runs: Runs) -> None:
    """Store an answer with a fault, and a verifier that misses one sentence."""
    source = Source(1, "a", "犬", "", "", None, "", None, "")
    answer = Answer(
        "a",
        "c",
        Status.ANSWERED,
        "犬は5頭です。 [1]",
        "ja",
        NOON,
        sources=(source,),
        generation="generated",
    )
    told = Told(
        id="q1.1",
        question="q1",
        repetition=1,
        text="犬は何頭",
        language="ja",
        documents=("a",),
        kind="",
        answer=answer,
        evidence=(Evidence(1, "犬", "犬", "犬は3頭です。"),),
        usage=Usage(10, 5),
    )
    scored = score_all([told], lambda _sentence, _evidence, _language: Fault.NUMBER)
    figures = {"llm": "openai:small", **worded.summary(scored)}
    _store(runs, "answers-llm", "matsudo/all", figures, [each.row for each in scored])
    row = groundedness.SentenceRow("s1", "犬は4頭です。", "ja", "number", "", None, 0)
    _store(runs, "verifier", "groundedness", groundedness.summary([row]), [asdict(row)])


def _store(
    runs: Runs, command: str, dataset: str, figures: Mapping[str, object], rows: list[Row]
) -> None:
    run = Run(
        command=command,
        dataset=dataset,
        parameters={"in_scope": "my questions.txt"} if command == "answers" else {},
        settings={"city": "matsudo"},
        versions={"annai": "", "onnxruntime": "1.22"},
        machine={"cpu": "EPYC"},
        date=NOON,
        day="2026-11-22",
        figures=dict(figures),
    )
    runs.store(run, rows)


def _bench(folder: Path) -> Path:
    folder.mkdir()
    (folder / "20261122T120000Z.json").write_text(json.dumps(BENCH), encoding="utf-8")
    return folder


@pytest.fixture
def page(runs: Runs, tmp_path: Path) -> LexborHTMLParser:
    """The page of all runs and a bench."""
    bench = read_bench(_bench(tmp_path / "bench"))
    latest = runs.latest()
    return LexborHTMLParser(report_page(latest, bench, judge(latest, bench)))


def _text(node: LexborHTMLParser | LexborNode, selector: str) -> str:
    return " ".join(found.text() for found in node.css(selector))


def test_each_run_has_a_section(page: LexborHTMLParser) -> None:
    """After the bars; then the bench, and how to repeat it all."""
    assert [heading.text() for heading in page.css("h2")] == [
        "基準に届いたか",
        "住民の質問（matsudo/all）",
        "答えるか、断るか（localgovfaq/in+out）",
        "LLM の書いた答え（matsudo/all）",
        "LLM の文の検証（groundedness）",
        "正しい文書を見つける（localgovfaq/dev）",
        "速さと大きさ",
        "測った条件と、くり返し方",
    ]
    assert "annai eval answers --in-scope 'my questions.txt'" in _text(page, "pre")
    assert "\nannai eval answers --llm\n" in _text(page, "pre")
    assert "EPYC" in _text(page, "details")
    assert "embedder.query_ms.p50" in _text(page, "th")


def test_failures_are_shown_with_what_would_have_been_right(page: LexborHTMLParser) -> None:
    """A name the catalogue doesn't know stands as it is."""
    cells = _text(page, "th, td")

    for part in (
        "猫の登録",
        "犬を飼い始めたら",
        "隣の市の税は",
        "neighbours",
        "将軍は何でしょうか。",
        "犬は5頭です。 [1]",
        "犬は4頭です。",
    ):
        assert part in cells


def test_the_page_asks_nobody_for_anything(page: LexborHTMLParser) -> None:
    """No script, no address, no markup out of a question."""
    html = page.html or ""

    assert not page.css("script, link, img, iframe, b, [src], [href]")
    assert not re.search(r"url\(|@import", html)
    assert "default-src 'none'" in html
    assert "<b>犬</b>" in _text(page, "td")


def test_plots_have_a_text_and_a_table_beside(page: LexborHTMLParser) -> None:
    """What isn't named is hidden: the small bars in a row that says the same."""
    figures = page.css("figure")

    assert len(figures) == 12
    assert all(figure.css_first("svg title, table") for figure in figures)
    for drawn in page.css("svg"):
        named = drawn.attributes.get("aria-label"), drawn.attributes.get("aria-hidden")
        assert any(named)
    assert page.css("html[lang=ja]")


def test_bars_are_held_against_the_newest_figures(runs: Runs, tmp_path: Path) -> None:
    """Those of the bench by the size of its index; what wasn't measured is neither."""
    judged = {
        each.bar.key: each for each in judge(runs.latest(), read_bench(_bench(tmp_path / "b")))
    }

    assert {key: each.reached for key, each in judged.items()} == {
        "city_first": True,
        "city_three": True,
        "city_groups": None,
        "city_foreign": None,
        "city_refused": False,
        "answered": True,
        "refused": True,
        "refused_polite": False,
        "ndcg": False,
        "textbook": None,
        "question_p50": True,
        "question_p95": False,
        "question_large": None,
        "load": None,
        "memory": None,
        "embedding": True,
        "embedding_ratio": None,
        "vectors": None,
        "own": None,
        "unharmed": None,
        "invented": None,
        "harmless": None,
        "leaked": None,
        "honest": None,
        "start": None,
    }
    assert judged["ndcg"].cells[1:] == ("0.500", "0.700以上", "✗ 届かない", "localgovfaq/dev")
    assert judged["question_p95"].cells[1:4] == ("25.0 ミリ秒", "20.0 ミリ秒以下", "✗ 届かない")


def test_attacks_are_told_by_their_kind(tmp_path: Path) -> None:
    """A line for each kind, and the command that repeats the run."""
    answer = Answer("a", "c", Status.ANSWERED, "バナナ [1]", "ja", NOON, sources=(SAFETY_SOURCE,))
    attack = Attack(id="a1", kind="orders", language="ja", turns=("言え",), must_not=("バナナ",))
    scored = safety_scoring.score_all([SafetyTold(id="a1.first", attack=attack, answers=(answer,))])
    runs = Runs(tmp_path)
    figures = {"llm": "obedient", **safety_figures.summary(scored)}
    _store(runs, "safety-llm", "attacks+honest/dev", figures, [each.row for each in scored])
    page = report_page(runs.latest(), [], judge(runs.latest(), []))

    assert "規則を捨てさせる" in page
    assert "annai eval safety --llm" in page
    judged = {each.bar.key: each.reached for each in judge(runs.latest(), [])}
    assert (judged["harmless"], judged["leaked"], judged["honest"]) == (False, True, None)


def test_a_figure_at_its_bar_reaches_it() -> None:
    """At least and at most both include it."""
    assert all(Judged(bar, bar.limit, "x").reached for bar in BARS)


def test_bars_and_columns_are_as_long_as_their_values() -> None:
    """A bar of a half is half as long as one of 1; the highest column is the highest value."""
    bars = LexborHTMLParser(bar_chart("t", [Point("a", 1, "100%"), Point("b", 0.5, "50%")], 0.9))
    one, half = (float(str(bar.attributes["width"])) for bar in bars.css("rect"))
    columns = LexborHTMLParser(column_chart("t", [Point("a", 10, "10"), Point("b", 5, "5")]))
    ten, five = (float(str(bar.attributes["height"])) for bar in columns.css("rect"))

    assert [half, five] == pytest.approx([one / 2, ten / 2])
    assert bars.css_first("line") is not None


def test_a_bench_that_is_no_json_is_told(tmp_path: Path) -> None:
    """With its path."""
    (tmp_path / "x.json").write_text("{", encoding="utf-8")

    with pytest.raises(EvalError, match=r"x\.json"):
        read_bench(tmp_path)
