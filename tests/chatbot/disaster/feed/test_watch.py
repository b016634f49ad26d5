"""The thread: it polls by itself, outlives its database, and ends when told."""

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from threading import Barrier, Thread

import pytest

from chatbot.disaster.alerts.alert_log import AlertLog
from chatbot.disaster.alerts.importing import Taken, TelegramDesk
from chatbot.disaster.feed.watch import FeedWatch
from chatbot.disaster.journal import Journal
from chatbot.errors import StoreError
from chatbot.store.store import Store
from corpus.city import JmaSettings
from tests.jma_feed import AREAS, Clock, Jma, Reader, warning


class MortalStore(Store):
    """A store that can die."""

    def __init__(self, store: Store) -> None:
        """Take over a real one."""
        super().__init__(store._engine, "test")  # noqa: SLF001  # a test's stand-in
        self.dead = False

    @contextmanager
    def _session(self, *arguments: object) -> Iterator[object]:  # type: ignore[override]
        if self.dead:
            raise StoreError("store.unreachable", place="test", code="test")
        with super()._session(*arguments) as session:  # type: ignore[arg-type]
            yield session


def _until(truth: Callable[[], bool]) -> None:
    began = time.monotonic()
    while not truth():
        assert time.monotonic() - began < 30
        time.sleep(0.01)


def _desk(store: Store, folder: Path, clock: Clock, areas: JmaSettings = AREAS) -> TelegramDesk:
    return TelegramDesk(AlertLog(store), Journal(store, folder), areas, clock, imports=False)


@pytest.fixture
def watching(jma: Jma, clock: Clock) -> Iterator[Callable[..., FeedWatch]]:
    """Makes watches and closes them."""
    with ExitStack() as opened:

        def watch(store: Store, desk: TelegramDesk, tick: float = 5) -> FeedWatch:
            watch = FeedWatch(jma.url, store, desk, clock, tick=tick, chance=lambda: 0.0)
            opened.callback(watch.close)
            return watch

        yield watch


@pytest.fixture
def desk(store: Store, tmp_path: Path, clock: Clock) -> TelegramDesk:
    """Takes telegrams into the store."""
    return _desk(store, tmp_path, clock)


Watching = Callable[..., FeedWatch]


def test_it_polls_in_the_background(
    jma: Jma, store: Store, desk: TelegramDesk, watching: Watching
) -> None:
    """And stops at once."""
    jma.publish(warning())
    watch = watching(store, desk, tick=0.01)
    watch.start()
    _until(lambda: len(desk.journal.events()) == 1)
    began = time.monotonic()
    watch.close()

    assert time.monotonic() - began < 5


def test_a_dead_database_is_told_once_and_outlived(
    jma: Jma, desk: TelegramDesk, clock: Clock, watching: Watching, caplog: pytest.LogCaptureFixture
) -> None:
    """What came meanwhile is taken afterwards."""
    caplog.set_level(logging.INFO, "chatbot.disaster.feed.watch")
    mortal = MortalStore(desk.journal.store)
    watch = watching(mortal, desk)
    watch.round()
    mortal.dead = True
    jma.publish(warning())
    for _ in range(3):
        clock.pass_(minutes=2)
        assert watch.round() is False
    mortal.dead = False
    watch.round()

    assert len(desk.journal.events()) == 1
    told = [record for record in caplog.records if record.name.endswith("watch")]
    assert [record.levelname for record in told] == ["ERROR", "INFO"]


def test_what_nobody_foresaw_does_not_stop_it(
    jma: Jma,
    desk: TelegramDesk,
    clock: Clock,
    watching: Watching,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A telegram that we read wrongly is given up like one that is broken; the others are taken."""
    bad, _ = jma.publish(b"bad"), jma.publish(warning())
    real = TelegramDesk.take

    def take(desk: TelegramDesk, data: bytes, name: str = "") -> Taken:
        if data == b"bad":
            raise ZeroDivisionError
        return real(desk, data, name)

    monkeypatch.setattr(TelegramDesk, "take", take)
    watch = watching(desk.journal.store, desk)
    for _ in range(18):
        watch.round()
        clock.pass_(minutes=1)

    assert len(desk.journal.events()) == 1
    assert jma.count(bad) == 5


def test_two_processes_that_take_one_telegram_act_once(
    store: Store, clock: Clock, tmp_path: Path
) -> None:
    """At the same moment, with different bytes of the same stream too."""
    copies = [warning(), warning(), warning(("継続", "継続 "))]
    barrier = Barrier(len(copies))

    def take(data: bytes) -> None:
        desk = _desk(store, tmp_path, clock)
        barrier.wait(30)
        desk.take(data)

    threads = [Thread(target=take, args=(data,)) for data in copies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    journal = Journal(store, tmp_path)
    digests = [event.telegram for event in journal.events()]
    assert len(digests) == len(set(digests))
    assert 1 <= len(digests) <= 2


def test_two_watchers_fetch_each_telegram_once(jma: Jma, read: Callable[..., Reader]) -> None:
    """On one store, at the same time."""
    paths = [jma.publish(warning(("継続", f"継続{' ' * n}"))) for n in range(10)]
    readers = [read(), read()]
    barrier = Barrier(len(readers))

    def work(reader: Reader) -> None:
        barrier.wait(30)
        for _ in range(3):
            reader.poller.round()

    threads = [Thread(target=work, args=(reader,)) for reader in readers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [jma.count(path) for path in paths] == [1] * 10
    assert (jma.count("/extra.xml"), jma.count("/extra_l.xml")) == (1, 1)
    assert readers[0].kept == 10
