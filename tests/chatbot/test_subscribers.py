"""Who can be written to is kept, changed and forgotten, on SQLite and PostgreSQL alike."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from chatbot.store.opening import open_store
from chatbot.store.subscribers import Subscriber, Subscribers

NOW = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)
HANAKO = Subscriber(
    channel="line",
    user_id="U1",
    language="vi",
    topics=frozenset({"waste", "disaster"}),
    blocked=False,
    drill=True,
    since=NOW,
)


@pytest.fixture
def subscribers(database_url: str) -> Iterator[Subscribers]:
    """Give the subscribers of an empty store."""
    store = open_store(database_url)
    yield Subscribers(store)
    store.close()


def test_a_subscriber_comes_back_as_saved(subscribers: Subscribers) -> None:
    """Every field survives; a channel and a user make one entry, the last saved counts."""
    subscribers.save(HANAKO)
    subscribers.save(replace(HANAKO, channel="other", language=None))
    changed = replace(HANAKO, language="en", topics=frozenset(), blocked=True, drill=False)

    assert subscribers.get("line", "U1") == HANAKO
    subscribers.save(changed)
    assert subscribers.get("line", "U1") == changed
    assert subscribers.get("line", "U2") is None


def test_the_forgotten_leave_nothing(subscribers: Subscribers) -> None:
    """Only the one who leaves is deleted; forgetting a stranger is no error."""
    other = replace(HANAKO, user_id="U2")
    subscribers.save(HANAKO)
    subscribers.save(other)
    subscribers.forget("line", "U1")
    subscribers.forget("line", "U3")

    assert subscribers.get("line", "U1") is None
    assert subscribers.get("line", "U2") == other
