"""What LINE's metrics count: webhooks, events, and how answers were sent. No personal data."""

from collections.abc import Callable, Iterator
from datetime import datetime

from prometheus_client import CollectorRegistry, Counter
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from chatbot.errors import StoreError
from chatbot.store.inbox import Inbox


class LineCounts:
    """The counters of one app; may be used from several threads."""

    def __init__(
        self, registry: CollectorRegistry, inbox: Inbox, now: Callable[[], datetime]
    ) -> None:
        """Register them; the queue is read whenever the metrics are."""
        self._webhooks = Counter(
            "annai_line_webhooks", "Webhooks by outcome.", ("outcome",), registry=registry
        )
        self._events = Counter(
            "annai_line_events",
            "Events by type and what became of them.",
            ("type", "outcome"),
            registry=registry,
        )
        self._retries = Counter(
            "annai_line_retries", "Attempts that will be repeated.", ("reason",), registry=registry
        )
        registry.register(_QueueCollector(inbox, now))

    def webhook(self, outcome: str) -> None:
        """Count a webhook: `stored`, `signature`, `too_large`, `malformed`, `store`."""
        self._webhooks.labels(outcome).inc()

    def event(self, kind: str, outcome: str) -> None:
        """Count an event: `stored`, `duplicate`, `ignored` with a reason, or how it ended."""
        self._events.labels(kind, outcome).inc()

    def retry(self, reason: str) -> None:
        """Count an attempt that failed and will be repeated."""
        self._retries.labels(reason).inc()


class _QueueCollector(Collector):
    def __init__(self, inbox: Inbox, now: Callable[[], datetime]) -> None:
        self._inbox = inbox
        self._now = now

    def describe(self) -> Iterator[Metric]:
        """Name nothing beforehand: registering must not ask the database."""
        return iter(())

    def collect(self) -> Iterator[Metric]:
        try:
            queue = self._inbox.queue()
        except StoreError:
            return
        age = (self._now() - queue.oldest).total_seconds() if queue.oldest else 0.0
        events = GaugeMetricFamily(
            "annai_line_inbox", "Events in the inbox by how far they are.", labels=["status"]
        )
        for status in ("waiting", "working", "failed"):
            events.add_metric([status], getattr(queue, status))
        yield events
        yield GaugeMetricFamily(
            "annai_line_oldest_seconds", "How long the oldest open event waits.", value=max(age, 0)
        )
