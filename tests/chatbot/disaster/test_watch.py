"""A process knows the state at any moment: fresh while the log can be read, and kept when not."""

import logging
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event
from typing import Protocol

import pytest

from chatbot.answer import Mode
from chatbot.disaster.event import Action, DisasterEvent
from chatbot.disaster.journal import Entry, Journal
from chatbot.disaster.watch import StateWatch
from chatbot.errors import StoreError
from chatbot.store.opening import open_store

START = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)
ON = DisasterEvent(START, "sato", Action.ON, reason="大雨", until=START + timedelta(hours=2))
OFF = DisasterEvent(START, "sato", Action.OFF, reason="収束")


class PostgresServer(Protocol):
    """What the fixture `postgres` of conftest.py gives; pytest lets nobody import from there."""

    def start(self) -> None:
        """Start it."""

    def stop(self) -> None:
        """Stop it at once."""

    def new_database(self) -> str:
        """Return the URL of an empty place."""


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        """Begin at the start."""
        self.moment = START

    def __call__(self) -> datetime:
        """Return the moment."""
        return self.moment


class DeadJournal(Journal):
    """A log whose database can be killed, and counts how often it is read."""

    dead = False
    reads = 0

    def since(self, number: int) -> tuple[Entry, ...]:
        """Fail as a database that is gone, or read."""
        self.reads += 1
        if self.dead:
            raise StoreError("store.unreachable", place="there", code="gone")
        return super().since(number)


@pytest.fixture
def clock() -> Clock:
    """Give a clock."""
    return Clock()


@pytest.fixture
def journal(database_url: str, tmp_path: Path) -> Iterator[DeadJournal]:
    """Give an empty log."""
    with closing(open_store(database_url)) as store:
        yield DeadJournal(store, tmp_path / "data")


@pytest.fixture
def watching(clock: Clock) -> Iterator[Callable[..., StateWatch]]:
    """Starts watches, and ends them."""
    with ExitStack() as started:

        def start(journal: Journal, interval: float = 0.05) -> StateWatch:
            watch = StateWatch(journal, clock, interval)
            watch.start()
            started.callback(watch.close)
            return watch

        yield start


def wait_for(mode: Mode, watch: StateWatch, seconds: float = 30) -> float:
    """Return how long it took until the watch told this mode."""
    began = time.monotonic()
    while watch.current().mode != mode:
        assert time.monotonic() - began < seconds
        time.sleep(0.005)
    return time.monotonic() - began


def test_the_first_question_meets_the_right_mode(journal: DeadJournal, clock: Clock) -> None:
    """The log is read before anybody asks."""
    journal.append(ON)

    assert StateWatch(journal, clock).current().mode == Mode.DISASTER


def test_a_switch_of_another_process_is_seen_within_a_second(
    database_url: str, journal: DeadJournal, clock: Clock, tmp_path: Path
) -> None:
    """With the interval of a server; here another connection writes."""
    watch = StateWatch(journal, clock)
    watch.start()
    with closing(open_store(database_url)) as store:
        other = Journal(store, tmp_path / "other")
        other.append(ON)
        took_on = wait_for(Mode.DISASTER, watch)
        other.append(OFF)
        took_off = wait_for(Mode.NORMAL, watch)
    watch.close()

    assert max(took_on, took_off) < 1


def test_time_ends_a_mode_without_any_event(journal: DeadJournal, clock: Clock) -> None:
    """`as_of` is the clock's."""
    journal.append(ON)
    watch = StateWatch(journal, clock)
    for minutes, mode in ((119, Mode.DISASTER), (120, Mode.NORMAL)):
        clock.moment = START + timedelta(minutes=minutes)
        state = watch.current()
        assert (state.mode, state.as_of) == (mode, clock.moment)


def test_asking_costs_microseconds_and_no_read(journal: DeadJournal, clock: Clock) -> None:
    """Even after years of events."""
    for _ in range(50):
        journal.append(ON)
    watch = StateWatch(journal, clock)
    watch.current()
    reads, began = journal.reads, time.thread_time()
    for _ in range(10_000):
        watch.current()

    assert journal.reads == reads
    assert time.thread_time() - began < 1  # 100 µs each, on the slowest machine


def test_a_dead_store_leaves_the_last_state(
    journal: DeadJournal,
    clock: Clock,
    watching: Callable[..., StateWatch],
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Told once, not at every look; `as_of` says since when nothing was read; time goes on."""
    caplog.set_level(logging.INFO, "chatbot.disaster")
    journal.append(ON)
    watch = watching(journal)
    journal.dead = True
    reads = journal.reads
    while journal.reads < reads + 5:
        time.sleep(0.01)
    clock.moment = START + timedelta(hours=1)

    assert watch.current().mode == Mode.DISASTER
    assert watch.current().as_of == START
    clock.moment = START + timedelta(hours=3)
    assert watch.current().mode == Mode.NORMAL
    assert [record.levelname for record in caplog.records] == ["ERROR"]


def test_a_store_that_comes_back_is_read_again(
    journal: DeadJournal,
    clock: Clock,
    watching: Callable[..., StateWatch],
    caplog: pytest.LogCaptureFixture,
) -> None:
    """What was missed meanwhile counts; each failure is told anew."""
    caplog.set_level(logging.INFO, "chatbot.disaster")
    watch = watching(journal)
    for event, mode in ((ON, Mode.DISASTER), (OFF, Mode.NORMAL)):
        journal.dead = True
        reads = journal.reads
        while journal.reads < reads + 3:
            time.sleep(0.01)
        journal.dead = False
        journal.append(event)
        wait_for(mode, watch)

    assert watch.current().as_of == clock.moment
    told = [one.levelname for one in caplog.records if one.name == "chatbot.disaster.watch"]
    assert told == ["ERROR", "INFO"] * 2


def test_a_process_that_starts_with_a_dead_store_reads_the_mirror(
    journal: DeadJournal, clock: Clock, watching: Callable[..., StateWatch]
) -> None:
    """And the log when it can; what only the mirror had is forgotten then."""
    journal.mirror.write(lambda: (ON,))
    journal.dead = True
    watch = watching(journal)

    assert watch.current().mode == Mode.DISASTER
    clock.moment = START + timedelta(hours=1)
    journal.dead = False
    wait_for(Mode.NORMAL, watch)


def test_without_store_and_mirror_all_is_normal(journal: DeadJournal, clock: Clock) -> None:
    """Nothing is known of a disaster."""
    journal.dead = True

    assert StateWatch(journal, clock).current().mode == Mode.NORMAL


def test_every_machine_has_its_mirror(
    database_url: str,
    journal: DeadJournal,
    watching: Callable[..., StateWatch],
    tmp_path: Path,
) -> None:
    """A server that only reads writes one too."""
    with closing(open_store(database_url)) as store:
        elsewhere = Journal(store, tmp_path / "elsewhere")
        watching(elsewhere)
        journal.append(ON)
        began = time.monotonic()
        while elsewhere.mirror.read() != (ON,):
            assert time.monotonic() - began < 30
            time.sleep(0.01)


def test_asking_never_waits_for_a_database_that_hangs(
    journal: DeadJournal, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nor does stopping, for long."""
    journal.append(ON)
    watch = StateWatch(journal, clock, 0.01)
    hanging, released = Event(), Event()

    def hang(_number: int) -> tuple[Entry, ...]:
        hanging.set()
        released.wait(60)
        return ()

    monkeypatch.setattr(journal, "since", hang)
    watch.start()
    assert hanging.wait(30)
    began = time.monotonic()
    assert watch.current().mode == Mode.DISASTER
    assert time.monotonic() - began < 0.5
    watch.close()
    assert time.monotonic() - began < 5
    released.set()


def test_a_damaged_sqlite_file_leaves_the_last_state(tmp_path: Path, clock: Clock) -> None:
    """The real thing: the table is gone under a running server."""
    path = tmp_path / "annai.db"
    with closing(open_store(f"sqlite:///{path}")) as store:
        journal = Journal(store, tmp_path)
        journal.append(ON)
        watch = StateWatch(journal, clock)
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("DROP TABLE disaster_events")
        watch.refresh()

        assert watch.current().mode == Mode.DISASTER
        assert StateWatch(journal, clock).current().mode == Mode.DISASTER  # by the mirror


@pytest.mark.postgres
def test_a_server_that_dies_and_comes_back(
    postgres: PostgresServer, tmp_path: Path, watching: Callable[..., StateWatch]
) -> None:
    """A real PostgreSQL, killed and started again."""
    with closing(open_store(postgres.new_database())) as store:
        journal = Journal(store, tmp_path)
        journal.append(ON)
        watch = watching(journal)
        postgres.stop()
        try:
            watch.refresh()
            assert watch.current().mode == Mode.DISASTER
        finally:
            postgres.start()
        journal.append(OFF)
        wait_for(Mode.NORMAL, watch)
