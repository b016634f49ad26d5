"""Keeping exchanges in the background, and what is told when the store fails."""

import logging
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic, sleep
from uuid import uuid4

import pytest

from chatbot.answer import Mode, Status
from chatbot.exchange_log import LONGEST_WAIT_S, MANY, ExchangeLog
from chatbot.store import Exchange
from chatbot.store.opening import open_store, open_store_at_all

PATIENCE_S = 10.0


def _exchange() -> Exchange:
    return Exchange(
        answer_id=str(uuid4()),
        conversation_id="c",
        asked_at=datetime(2026, 4, 1, tzinfo=UTC),
        channel="web",
        language="ja",
        mode=Mode.DISASTER,
        status=Status.DISASTER,
        reason="disaster.menu",
        question_masked="停電",
        answer_text="停電",
        sources=(),
        contact=None,
        timing_ms={"total": 1.0},
        confidence=None,
    )


def test_what_waits_is_written_before_closing(tmp_path: Path) -> None:
    """More than one batch of it, and nothing twice."""
    store = open_store(f"sqlite:///{tmp_path / 'a.db'}")
    log = ExchangeLog(store)
    log.start()
    for _ in range(451):
        log.keep(_exchange())
    log.close()
    assert store.counts(None)[Status.DISASTER] == 451
    store.close()


def test_store_that_fails_is_told_once_and_once_that_it_is_back(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Not for each question."""
    path = tmp_path / "a.db"
    path.write_bytes(b"no database at all, but long enough to be taken for one" * 50)
    store = open_store_at_all(f"sqlite:///{path}")
    log = ExchangeLog(store)
    with caplog.at_level(logging.INFO, logger="chatbot.exchange_log"):
        for _ in range(3):
            log.keep(_exchange())
            log.flush()
        store.close()
        path.unlink()
        again = open_store(f"sqlite:///{path}")
        log.keep(_exchange())
        log.flush()
    said = [record for record in caplog.records if record.name == "chatbot.exchange_log"]
    assert [record.levelname for record in said] == ["ERROR", "INFO"]
    assert again.counts(None)[Status.DISASTER] == 1
    again.close()
    store.close()


def test_what_waits_is_written_in_the_rush_too(tmp_path: Path) -> None:
    """Soon after the rush, and while it lasts at the latest when it has waited long enough."""
    store = open_store(f"sqlite:///{tmp_path / 'a.db'}")
    log = ExchangeLog(store)
    log.start()
    until = monotonic() + PATIENCE_S
    while monotonic() < until and not store.counts(None).get(Status.DISASTER):
        log.keep(_exchange())
        sleep(0.05)
    assert store.counts(None)[Status.DISASTER] > 0
    log.close()
    store.close()


def test_not_too_many_wait(tmp_path: Path) -> None:
    """A flood that fills half of the memory for them is written while it lasts."""
    store = open_store(f"sqlite:///{tmp_path / 'a.db'}")
    log = ExchangeLog(store)
    for _ in range(MANY):
        log.keep(_exchange(), LONGEST_WAIT_S)
    log.start()
    until = monotonic() + PATIENCE_S
    while monotonic() < until and not store.counts(None).get(Status.DISASTER):
        log.keep(_exchange(), LONGEST_WAIT_S)
        sleep(0.05)
    assert store.counts(None)[Status.DISASTER] > 0
    log.close()
    store.close()


def test_flush_writes_at_once(tmp_path: Path) -> None:
    """What residents say of an answer finds the answer."""
    store = open_store(f"sqlite:///{tmp_path / 'a.db'}")
    log = ExchangeLog(store)
    exchange = _exchange()
    log.keep(exchange)
    log.flush()
    store.give_feedback(
        exchange.answer_id, helpful=True, reason="", comment="", now=exchange.asked_at
    )
    assert store.counts(None)[Status.DISASTER] == 1
    store.close()
