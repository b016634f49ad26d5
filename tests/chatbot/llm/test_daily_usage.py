"""What was used on each day, in SQLite and PostgreSQL, and while there is neither."""

import logging
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Thread

import pytest

from chatbot.llm.counts import LlmCounts
from chatbot.llm.daily_usage import DailyUsage
from chatbot.llm.language_model import Trouble
from chatbot.llm.usage import Usage, estimated
from chatbot.store.opening import open_store, open_store_at_all
from chatbot.store.store import Store
from chatbot.verification.fault import Fault
from tests.building import NOON

TODAY = NOON.date()


def test_processes_add_up(store: Store) -> None:
    """Two processes on one store count together, each day for itself."""
    one, other = (DailyUsage(store, lambda: NOON) for _ in range(2))
    yesterday = DailyUsage(store, lambda: NOON - timedelta(days=1))
    yesterday.add({"calls": 7})
    yesterday.keep()
    one.add({"calls": 1, "cost": 0.25})
    one.keep()
    other.add({"calls": 2})
    other.add({"fault.number": 1})
    other.keep()

    assert other.today("calls") == 3
    assert one.days(TODAY - timedelta(days=1), TODAY) == {
        TODAY: {"calls": 3, "cost": 0.25, "fault.number": 1},
        TODAY - timedelta(days=1): {"calls": 7},
    }
    assert list(one.days(TODAY, TODAY)) == [TODAY]


def test_writers_do_not_get_in_each_others_way(store: Store) -> None:
    """Many at once lose nothing."""
    usages = [DailyUsage(store, lambda: NOON) for _ in range(4)]

    def use(usage: DailyUsage) -> None:
        for _ in range(5):
            usage.add({"calls": 1, "input_tokens": 10})
            usage.keep()

    threads = [Thread(target=use, args=(usage,)) for usage in usages]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    kept = DailyUsage(store, lambda: NOON).days(TODAY, TODAY)
    assert kept == {TODAY: {"calls": 20, "input_tokens": 200}}


def test_a_day_is_the_citys(store: Store) -> None:
    """At midnight of the city's clock the counts of today begin at zero."""
    moment = [datetime(2026, 3, 31, 23, 59, tzinfo=UTC)]
    usage = DailyUsage(store, lambda: moment[0])
    usage.add({"calls": 3})
    usage.keep()
    assert usage.today("calls") == 3

    moment[0] += timedelta(minutes=1)
    assert usage.today("calls") == 0


def test_a_dead_store_stops_no_counting(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """It goes on in memory, is told once, and is brought to the store when that is back."""
    caplog.set_level(logging.ERROR)
    place = tmp_path / "annai.db"
    place.mkdir()
    with closing(open_store_at_all(f"sqlite:///{place}")) as store:
        caplog.clear()
        usage = DailyUsage(store, lambda: NOON)
        for _ in range(2):
            usage.add({"calls": 1})
            usage.keep()

        assert usage.today("calls") == 2
        assert len(caplog.records) == 1
        place.rmdir()
        open_store(f"sqlite:///{place}").close()
        usage.keep()
        assert usage.days(TODAY, TODAY) == {TODAY: {"calls": 2}}
        assert usage.today("calls") == 2


def test_what_is_counted(store: Store) -> None:
    """Calls with tokens and cost, troubles, faults and outcomes by kind."""
    usage = DailyUsage(store, lambda: NOON)
    counts = LlmCounts(usage)
    counts.count_call(Usage(100, 20), 0.5)
    counts.count_trouble(Trouble.TIMEOUT)
    counts.count_fault(Fault.NUMBER)
    counts.count_fault(Fault.NUMBER)
    counts.count_outcome("fallback.timeout")

    expected = {
        "calls": 1,
        "input_tokens": 100,
        "output_tokens": 20,
        "cost": 0.5,
        "trouble.timeout": 1,
        "fault.number": 2,
        "outcome.fallback.timeout": 1,
    }
    assert counts.totals() == expected
    assert usage.days(TODAY, TODAY) == {TODAY: expected}


def test_tokens_are_estimated() -> None:
    """A Japanese character is one, four Latin letters are one; texts are added."""
    assert estimated("ごみの日", "abcdefgh") == 4 + 2
    assert estimated("", "") == 0
