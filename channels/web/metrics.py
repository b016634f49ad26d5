"""Prometheus metrics: counts and times, no personal data, no label that a caller can make up.

Each app has a registry of its own, so that two apps in one process (tests, several cities) don't
count together.
"""

from collections.abc import Iterator
from functools import lru_cache

from fastapi import APIRouter, Request, Response
from prometheus_client import CollectorRegistry, Counter, Histogram, ProcessCollector
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from prometheus_client.registry import Collector

from chatbot.answer import Answer
from chatbot.llm.breaker import BreakerState
from chatbot.llm.counts import Measure, of_kind
from chatbot.service import Chatbot

_METHODS = frozenset({"GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE"})
_SECONDS = (0.0025, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)
"""Upper bounds of the latency classes, around the bars of DESIGN §11 (10 ms, 20 ms)."""

_SERIES = 1000
"""Series that are found without being looked up anew at each request; there are fewer."""

_LLM_SUMS = (
    ("annai_llm_calls", Measure.CALLS, "Requests to the language model, repeated ones too."),
    ("annai_llm_input_tokens", Measure.INPUT_TOKENS, "Tokens that it read."),
    ("annai_llm_output_tokens", Measure.OUTPUT_TOKENS, "Tokens that it wrote."),
    ("annai_llm_cost", Measure.COST, "What they cost, by the prices in the settings."),
)
_LLM_KINDS = (
    (
        "annai_llm_troubles",
        Measure.TROUBLE,
        "trouble",
        "Questions it didn't answer in full.",
    ),
    ("annai_llm_dropped_sentences", Measure.FAULT, "fault", "Sentences that weren't shown."),
    ("annai_llm_answers", Measure.OUTCOME, "outcome", "Answers by how much of them it wrote."),
)


class Metrics:
    """The metrics of one app.

    Args:
        chatbot: Asked for its snapshot and store whenever the metrics are read.

    Attributes:
        registry: Where other parts of the app add metrics of their own.
    """

    def __init__(self, chatbot: Chatbot) -> None:
        """Make the registry."""
        self.registry = CollectorRegistry()
        self._requests = Counter(
            "annai_requests",
            "HTTP requests.",
            ("route", "method", "status"),
            registry=self.registry,
        )
        self._seconds = Histogram(
            "annai_request_seconds",
            "Time from a request's arrival to the end of its response.",
            ("route",),
            buckets=_SECONDS,
            registry=self.registry,
        )
        self._answers = Counter(
            "annai_answers",
            "Answers to residents.",
            ("status", "reason", "language", "mode"),
            registry=self.registry,
        )
        self._request_of = lru_cache(_SERIES)(self._requests.labels)
        self._seconds_of = lru_cache(_SERIES)(self._seconds.labels)
        self._answer_of = lru_cache(_SERIES)(self._answers.labels)
        self.registry.register(_ReadinessCollector(chatbot))
        self.registry.register(_FeedCollector(chatbot))
        self.registry.register(_LlmCollector(chatbot))
        ProcessCollector(registry=self.registry)

    def observe_request(self, route: str, method: str, status: int, seconds: float) -> None:
        """Count a request; `route` is a route's pattern, never the path that was asked for."""
        known = method if method in _METHODS else "other"
        self._request_of(route, known, str(status)).inc()
        self._seconds_of(route).observe(seconds)

    def count_answer(self, answer: Answer) -> None:
        """Count an answer of the engine; its reasons are a fixed list."""
        self._answer_of(answer.status, answer.reason, answer.language, answer.mode).inc()

    def render(self) -> bytes:
        """Return all metrics in Prometheus's text format."""
        return generate_latest(self.registry)


class _ReadinessCollector(Collector):
    """Reads the state of the chatbot at the moment of the scrape: a snapshot may be taken up."""

    def __init__(self, chatbot: Chatbot) -> None:
        self._chatbot = chatbot

    def collect(self) -> Iterator[Metric]:
        readiness = self._chatbot.readiness()
        snapshot = GaugeMetricFamily(
            "annai_snapshot_info", "The index snapshot being served.", labels=["snapshot"]
        )
        if readiness.snapshot:
            snapshot.add_metric([readiness.snapshot], 1)
        yield snapshot
        yield GaugeMetricFamily(
            "annai_store_up", "Whether the database can be reached.", value=int(readiness.store)
        )


class _FeedCollector(Collector):
    """Reads how the feeds of the 気象庁 are read; nothing where they aren't."""

    def __init__(self, chatbot: Chatbot) -> None:
        self._chatbot = chatbot

    def collect(self) -> Iterator[Metric]:
        report = self._chatbot.feed_report()
        if report is None:
            return
        if report.age_s is not None:
            yield GaugeMetricFamily(
                "annai_jma_feed_age_seconds",
                "Time since all feeds of the JMA were last read well.",
                value=report.age_s,
            )
        telegrams = CounterMetricFamily(
            "annai_jma_telegrams", "Telegrams fetched from the feeds.", labels=["outcome"]
        )
        for outcome, count in report.telegrams.items():
            telegrams.add_metric([outcome], count)
        yield telegrams


class _LlmCollector(Collector):
    """Reads what the language model was asked and used; nothing where there is none."""

    def __init__(self, chatbot: Chatbot) -> None:
        self._chatbot = chatbot

    def collect(self) -> Iterator[Metric]:
        report = self._chatbot.llm_report()
        if report is None:
            return
        for name, measure, about in _LLM_SUMS:
            yield CounterMetricFamily(name, about, value=report.totals.get(measure, 0))
        for name, measure, label, about in _LLM_KINDS:
            counter = CounterMetricFamily(name, about, labels=[label])
            for kind, count in of_kind(report.totals, measure).items():
                counter.add_metric([kind], count)
            yield counter
        yield GaugeMetricFamily(
            "annai_llm_breaker_open",
            "Whether the language model isn't asked for a while, since it failed often.",
            value=int(report.breaker is not BreakerState.CLOSED),
        )
        for name, value, about in (
            ("annai_llm_tokens_today", report.tokens_today, "Tokens used today by all processes."),
            ("annai_llm_cost_today", report.cost_today, "Cost of today for all processes."),
        ):
            yield GaugeMetricFamily(name, about, value=value)


router = APIRouter(tags=["operation"])


@router.get("/metrics", response_class=Response, responses={200: {"content": {"text/plain": {}}}})
def metrics(request: Request) -> Response:
    """Return the metrics for Prometheus."""
    rendered = request.app.state.metrics.render()
    return Response(rendered, media_type=CONTENT_TYPE_LATEST)
