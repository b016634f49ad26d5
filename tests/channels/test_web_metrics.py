"""GET /metrics."""

import time
from collections.abc import Callable
from datetime import UTC, datetime

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families

from chatbot.disaster.feed.counts import OUTCOMES
from chatbot.llm.language_model import Trouble
from chatbot.llm.usage import Usage
from chatbot.service import Chatbot
from chatbot.verification.fault import Fault
from tests import jma_feed


def samples(client: httpx.Client) -> dict[tuple[str, ...], float]:
    """Return the values by name and the labels' values, these in the order of their names."""
    families = text_string_to_metric_families(client.get("/metrics").text)
    return {
        (sample.name, *(sample.labels[name] for name in sorted(sample.labels))): sample.value
        for family in families
        for sample in family.samples
    }


def counted(client: httpx.Client, expected: dict[tuple[str, ...], float]) -> bool:
    """Return whether the values become those: a request is counted just after its response."""
    for _ in range(100):
        if expected.items() <= samples(client).items():
            return True
        time.sleep(0.02)
    return False


@pytest.fixture
def fresh(chatbot: Chatbot, serving: Callable[[Chatbot], httpx.Client]) -> httpx.Client:
    """A client of a server that has counted nothing yet."""
    return serving(chatbot)


def test_requests_and_answers_are_counted(fresh: httpx.Client) -> None:
    """By route, method and status; by status, reason, language and mode."""
    fresh.post("/api/chat", json={"message": "こんにちは"})
    fresh.post("/api/chat", json={"message": 1})
    fresh.post("/api/chat", content="x")

    requests = ("annai_requests_total", "POST", "/api/chat")
    answers = ("annai_answers_total", "ja", "normal", "small_talk.greeting", "clarify")
    expected = {(*requests, status): 1.0 for status in ("200", "422", "415")}
    assert counted(
        fresh, expected | {answers: 1.0, ("annai_request_seconds_count", "/api/chat"): 3.0}
    )


def test_a_caller_can_not_make_up_labels(fresh: httpx.Client) -> None:
    """Unknown paths and methods count together, files under their folder."""
    fresh.get("/one")
    fresh.get("/two?q=住所")
    fresh.request("BREW", "/three")
    fresh.get("/demo/demo.css")

    assert counted(
        fresh,
        {
            ("annai_requests_total", "GET", "other", "404"): 2.0,
            ("annai_requests_total", "other", "other", "404"): 1.0,
            ("annai_requests_total", "GET", "/demo/{path:path}", "200"): 1.0,
        },
    )


def test_the_snapshot_being_served_is_told(fresh: httpx.Client, chatbot: Chatbot) -> None:
    """Read when the metrics are, since a new one can be taken up at any time."""
    values = samples(fresh)

    assert values["annai_snapshot_info", chatbot.readiness().snapshot] == 1
    assert values["annai_store_up",] == 1


def test_how_the_feeds_are_read_is_told(
    make_chatbot: Callable[..., Chatbot], serving: Callable[[Chatbot], httpx.Client]
) -> None:
    """Once they have been read well."""
    with jma_feed.serving(lambda: datetime.now(UTC)) as jma:
        client = serving(make_chatbot(jma_feed_url=jma.url))
        outcomes: dict[tuple[str, ...], float] = {
            ("annai_jma_telegrams_total", one): 0.0 for one in OUTCOMES
        }
        assert counted(client, outcomes)
        for _ in range(200):
            age = samples(client).get(("annai_jma_feed_age_seconds",))
            if age is not None:
                break
            time.sleep(0.05)
    assert age is not None
    assert 0 <= age < 60


def test_without_feeds_nothing_is_told_of_them(fresh: httpx.Client) -> None:
    """An alert on their age isn't for a city that brings telegrams itself."""
    assert not [name for name, *_ in samples(fresh) if name.startswith("annai_jma")]


def test_an_unreachable_feed_leaves_the_server_ready(
    make_chatbot: Callable[..., Chatbot], serving: Callable[[Chatbot], httpx.Client]
) -> None:
    """Residents are answered without it; there is no age of what was never read."""
    client = serving(make_chatbot(jma_feed_url="http://127.0.0.1:9/feed"))

    assert client.get("/readyz").status_code == 200
    assert ("annai_jma_feed_age_seconds",) not in samples(client)


def test_each_app_counts_for_itself(client: httpx.Client, fresh: httpx.Client) -> None:
    """Two apps in one process share no registry."""
    client.get("/healthz")

    assert ("annai_requests_total", "GET", "/healthz", "200") not in samples(fresh)


def test_the_language_model_is_told(
    make_chatbot: Callable[..., Chatbot], serving: Callable[[Chatbot], httpx.Client]
) -> None:
    """What it was asked and used, what it failed at, what wasn't shown, by kind."""
    chatbot = make_chatbot(llm="openai:m", llm_base_url="http://127.0.0.1:9/v1")
    assert chatbot.llm is not None
    counts = chatbot.llm.counts
    counts.count_call(Usage(1200, 34), 0.25)
    counts.count_trouble(Trouble.TIMEOUT)
    counts.count_fault(Fault.NUMBER)
    counts.count_outcome("fallback.timeout")

    expected: dict[tuple[str, ...], float] = {
        ("annai_llm_calls_total",): 1,
        ("annai_llm_input_tokens_total",): 1200,
        ("annai_llm_output_tokens_total",): 34,
        ("annai_llm_cost_total",): 0.25,
        ("annai_llm_troubles_total", "timeout"): 1,
        ("annai_llm_dropped_sentences_total", "number"): 1,
        ("annai_llm_answers_total", "fallback.timeout"): 1,
        ("annai_llm_breaker_open",): 0,
        ("annai_llm_tokens_today",): 1234,
        ("annai_llm_cost_today",): 0.25,
    }
    assert expected.items() <= samples(serving(chatbot)).items()


def test_without_a_language_model_nothing_is_told_of_one(fresh: httpx.Client) -> None:
    """There are no counters of what there isn't."""
    assert not [name for name, *_ in samples(fresh) if name.startswith("annai_llm")]
