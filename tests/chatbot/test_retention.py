"""Logged questions are deleted when they have been kept long enough."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event
from uuid import uuid4

import pytest

from chatbot.answer import Mode, Status
from chatbot.retention import Retention
from chatbot.store import Exchange
from chatbot.store.opening import open_store
from chatbot.store.store import Store

NOW = datetime(2026, 4, 1, 12, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A store with questions of today, 29 and 31 days ago."""
    store = open_store(f"sqlite:///{tmp_path / 'store.db'}")
    for days in (0, 29, 31):
        store.record(
            Exchange(
                answer_id=str(uuid4()),
                conversation_id="c",
                asked_at=NOW - timedelta(days=days),
                channel="web",
                language="ja",
                mode=Mode.NORMAL,
                status=Status.NO_ANSWER,
                reason="guidance",
                question_masked=f"{days}日前の質問",
                answer_text="",
            )
        )
    yield store
    store.close()


def _kept(store: Store) -> list[str]:
    return sorted(exchange.question_masked for exchange in store.history("c", 10))


def test_only_what_is_older_than_the_days_is_deleted(store: Store) -> None:
    """31 days are more than 30, 29 aren't; a second time there is nothing to do."""
    retention = Retention(store, 30, lambda: NOW)

    assert retention.apply() == 1
    assert _kept(store) == ["0日前の質問", "29日前の質問"]
    assert retention.apply() == 0


def test_a_server_deletes_when_it_starts(store: Store) -> None:
    """The first deletion doesn't wait for a day."""
    asked = Event()

    def now() -> datetime:
        asked.set()
        return NOW

    retention = Retention(store, 30, now)
    retention.start()
    assert asked.wait(10)
    retention.close()

    assert _kept(store) == ["0日前の質問", "29日前の質問"]
