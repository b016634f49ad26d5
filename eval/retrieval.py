"""How well search finds: a BEIR set built and searched by the code residents use."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from math import ceil
from pathlib import Path
from statistics import fmean, median
from time import perf_counter

from corpus.department import read_departments
from corpus.layout import CityLayout
from corpus.vocabulary import read_synonyms
from eval.beir import BeirSet
from eval.comparison import Measures
from eval.metrics import first_rank, ndcg, recall, reciprocal_rank, success
from indexing.build import Builder, Source
from indexing.embedding import Progress
from indexing.index import Index
from indexing.records import CityWords
from indexing.search import Engines
from indexing.snapshots import Snapshots

DEPTH = 10
HITS = 30
"""Hits asked for: several may belong to one document."""

MEASURES = Measures(
    ("ndcg_at_10", "recall_at_10", "mrr", "success_at_1", "success_at_5"), ("rank",)
)


@dataclass(frozen=True, slots=True)
class QuestionResult:
    """What was found for one question, best document first.

    Attributes:
        rank: Of the first relevant document within `DEPTH`, or None.
        ms: Milliseconds the search took.
    """

    id: str
    text: str
    ranking: tuple[str, ...]
    rank: int | None
    ndcg_at_10: float
    recall_at_10: float
    mrr: float
    success_at_1: float
    success_at_5: float
    ms: float


def read_city_words(city: CityLayout) -> CityWords:
    """Return what a city adds to a test set's documents: desks and synonyms, no wordings.

    Raises:
        CityError: A table of the city is not valid.
    """
    return CityWords(read_departments(city.departments), read_synonyms(city.synonyms))


def open_beir_index(
    beir: BeirSet, folder: Path, engines: Engines, words: CityWords, progress: Progress
) -> Index:
    """Build the set's documents into an index in `folder` and open it."""
    snapshots = Snapshots(folder)
    builder = Builder(snapshots, engines.embedder, engines.tokenizer, lambda: datetime.now(UTC))
    snapshot = builder.build(Source("BEIR", beir.documents, words), progress)
    snapshots.publish(snapshot)
    snapshots.prune(1)
    return Index(snapshots.layout.snapshot(snapshot), engines)


def run_retrieval(
    beir: BeirSet, index: Index, day: date, clock: Callable[[], float] = perf_counter
) -> list[QuestionResult]:
    """Ask every question of the split once."""
    return [
        _ask(index, query_id, text, beir, day, clock) for query_id, text in beir.queries.items()
    ]


def summary(results: list[QuestionResult]) -> dict[str, float]:
    """Return means over the questions, and milliseconds per query (median and 95th centile)."""
    times = sorted(result.ms for result in results)
    return {
        "questions": len(results),
        "ndcg@10": fmean(result.ndcg_at_10 for result in results),
        "recall@10": fmean(result.recall_at_10 for result in results),
        "mrr": fmean(result.mrr for result in results),
        "success@1": fmean(result.success_at_1 for result in results),
        "success@5": fmean(result.success_at_5 for result in results),
        "ms_per_query_p50": median(times),
        "ms_per_query_p95": times[ceil(0.95 * len(times)) - 1],
    }


def _ask(  # noqa: PLR0913, PLR0917
    index: Index, query_id: str, text: str, beir: BeirSet, day: date, clock: Callable[[], float]
) -> QuestionResult:
    began = clock()
    hits = index.search(text, day=day, limit=HITS).hits
    ms = (clock() - began) * 1000
    ranking = tuple(dict.fromkeys(hit.chunk.document_id for hit in hits))
    grades = beir.grades[query_id]
    return QuestionResult(
        id=query_id,
        text=text,
        ranking=ranking[:DEPTH],
        rank=first_rank(ranking[:DEPTH], grades),
        ndcg_at_10=ndcg(ranking, grades, DEPTH),
        recall_at_10=recall(ranking, grades, DEPTH),
        mrr=reciprocal_rank(ranking[:DEPTH], grades),
        success_at_1=success(ranking, grades, 1),
        success_at_5=success(ranking, grades, 5),
        ms=ms,
    )
