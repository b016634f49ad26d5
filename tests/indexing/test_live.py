"""The index of a running server: new snapshots are taken up, damaged ones refused."""

import logging
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from functools import partial

import pytest

from indexing.errors import EmbedderError, SnapshotError
from indexing.live import LiveIndex
from indexing.search import Engines
from indexing.snapshots import Snapshots
from indexing.tokenizer import SudachiTokenizer
from tests.building import CITY, NOON, build, make_faq
from tests.hashed_embedder import HashedEmbedder

QUESTION = "ごみの日は？"
DAY = NOON.date()


@pytest.fixture
def add(snapshots: Snapshots, engines: Engines) -> Callable[[str], str]:
    """Builds one more snapshot, whose only answer is the given one."""

    def one_more(answer: str) -> str:
        now = NOON + timedelta(minutes=len(snapshots.ids()))
        return build(snapshots, engines, [make_faq(QUESTION, answer)], now=now)

    return one_more


@pytest.fixture
def live(snapshots: Snapshots, engines: Engines) -> LiveIndex:
    """A server's index before the first snapshot."""
    return LiveIndex(snapshots, engines, CITY)


@contextmanager
def _watching(live: LiveIndex) -> Iterator[None]:
    live.start()
    try:
        yield
    finally:
        live.close()


def _answer(live: LiveIndex) -> str:
    (hit,) = live.current().search(QUESTION, day=DAY).hits
    return hit.chunk.text


def _wait(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_before_the_first_snapshot(live: LiveIndex, snapshots: Snapshots) -> None:
    """The server starts, and tells what is to be done."""
    with pytest.raises(SnapshotError) as caught:
        live.current()
    assert caught.value.key == "snapshot.none"
    assert str(snapshots.layout.root) in str(caught.value)


def test_what_is_published_is_taken_up(
    live: LiveIndex, snapshots: Snapshots, add: Callable[[str], str]
) -> None:
    """The first snapshot, a newer one, and an older one after a rollback; building isn't enough."""
    first, second = add("火曜日"), add("水曜日")
    live.refresh()
    with pytest.raises(SnapshotError):
        live.current()
    for name, answer in ((first, "火曜日"), (second, "水曜日"), (first, "火曜日")):
        snapshots.publish(name)
        live.refresh()
        assert (live.current().id, _answer(live)) == (name, answer)


def test_same_snapshot_isnt_opened_twice(
    live: LiveIndex, snapshots: Snapshots, add: Callable[[str], str]
) -> None:
    """Looking costs nothing while nothing has changed."""
    snapshots.publish(add("火曜日"))
    live.refresh()
    index = live.current()
    live.refresh()
    assert live.current() is index


@pytest.mark.parametrize("part", ["chunks.jsonl", "text.npy", "manifest.json"])
def test_damaged_snapshot_keeps_the_last_good_one(
    live: LiveIndex,
    snapshots: Snapshots,
    add: Callable[[str], str],
    caplog: pytest.LogCaptureFixture,
    part: str,
) -> None:
    """Residents go on being answered; staff read of it once, and the next good one is taken up."""
    snapshots.publish(add("火曜日"))
    live.refresh()
    bad = add("水曜日")
    snapshots.publish(bad)
    path = snapshots.layout.snapshot(bad).root / part
    path.write_bytes(path.read_bytes()[:-1])
    for _ in range(3):
        live.refresh()
    assert _answer(live) == "火曜日"
    told = [record for record in caplog.records if record.levelno == logging.ERROR]
    assert len(told) == 1
    assert bad in told[0].getMessage()
    good = add("木曜日")
    snapshots.publish(good)
    live.refresh()
    assert _answer(live) == "木曜日"


@pytest.mark.parametrize("content", [b"\xff\xfe\0", b"20200101T000000-000\n", b"\0\0"])
def test_damaged_current_keeps_the_last_good_one(
    live: LiveIndex, snapshots: Snapshots, add: Callable[[str], str], content: bytes
) -> None:
    """So does a `CURRENT` that names nothing, or is gone."""
    snapshots.publish(add("火曜日"))
    live.refresh()
    snapshots.layout.current.write_bytes(content)
    live.refresh()
    assert _answer(live) == "火曜日"
    snapshots.layout.current.unlink()
    live.refresh()
    assert _answer(live) == "火曜日"


def test_server_that_starts_on_a_damaged_snapshot(
    snapshots: Snapshots, engines: Engines, add: Callable[[str], str]
) -> None:
    """It starts and tells which one; what is published later is taken up."""
    bad = add("火曜日")
    snapshots.publish(bad)
    snapshots.layout.snapshot(bad).chunks.write_bytes(b"")
    live = LiveIndex(snapshots, engines, CITY)
    with pytest.raises(SnapshotError) as caught:
        live.current()
    assert caught.value.key == "snapshot.refused"
    assert bad in str(caught.value)
    snapshots.publish(add("水曜日"))
    live.refresh()
    assert _answer(live) == "水曜日"


def test_snapshot_of_another_embedder_is_refused(
    snapshots: Snapshots, tokenizer: SudachiTokenizer, add: Callable[[str], str]
) -> None:
    """A setting that was changed without a new build doesn't compare what can't be compared."""
    snapshots.publish(add("火曜日"))
    live = LiveIndex(snapshots, Engines(HashedEmbedder("other"), tokenizer), CITY)
    with pytest.raises(SnapshotError):
        live.current()


def test_snapshot_of_another_embedder_is_opened_with_it(
    snapshots: Snapshots, engines: Engines, add: Callable[[str], str]
) -> None:
    """Where it is known how: the new snapshot is asked with its own embedder, the old with its."""
    other = Engines(HashedEmbedder("other", 64), engines.tokenizer)
    known = {each.embedder.id: each for each in (engines, other)}
    live = LiveIndex(snapshots, engines, CITY, lambda name, _: known[name])
    first = add("火曜日")
    second = build(snapshots, other, [make_faq(QUESTION, "水曜日")], now=NOON + timedelta(hours=1))
    for name, answer in ((first, "火曜日"), (second, "水曜日"), (first, "火曜日")):
        snapshots.publish(name)
        live.refresh()
        assert (live.current().id, _answer(live)) == (name, answer)


def test_snapshot_whose_embedder_cannot_be_opened_is_refused(
    snapshots: Snapshots,
    engines: Engines,
    add: Callable[[str], str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    """The last good one stays, and staff read of it once."""

    def known(name: str, engines: Engines) -> Engines:
        if name != engines.embedder.id:
            raise EmbedderError("tuning.no_file", path=name)
        return engines

    snapshots.publish(add("火曜日"))
    live = LiveIndex(snapshots, engines, CITY, known)
    other = Engines(HashedEmbedder("other"), engines.tokenizer)
    later = NOON + timedelta(hours=1)
    snapshots.publish(build(snapshots, other, [make_faq(QUESTION, "水曜日")], now=later))
    for _ in range(3):
        live.refresh()
    assert _answer(live) == "火曜日"
    (told,) = [record for record in caplog.records if record.levelno == logging.ERROR]
    assert "other" in told.getMessage()


def test_snapshot_of_another_city_is_refused(
    snapshots: Snapshots, engines: Engines, add: Callable[[str], str]
) -> None:
    """Two cities that were given the same data directory by mistake don't answer for each other."""
    snapshots.publish(add("火曜日"))
    live = LiveIndex(snapshots, engines, "別の市")
    with pytest.raises(SnapshotError):
        live.current()


def test_open_index_outlives_its_files(
    live: LiveIndex, snapshots: Snapshots, add: Callable[[str], str]
) -> None:
    """Pruning takes the files; who still holds the index can search it."""
    snapshots.publish(add("火曜日"))
    live.refresh()
    held = live.current()
    snapshots.publish(add("水曜日"))
    live.refresh()
    assert snapshots.prune(1) == [held.id]
    assert [hit.chunk.text for hit in held.search(QUESTION, day=DAY).hits] == ["火曜日"]


def test_watcher_takes_snapshots_up_by_itself(
    live: LiveIndex,
    snapshots: Snapshots,
    add: Callable[[str], str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A running server needs no restart, and survives a directory it can't read."""
    monkeypatch.setattr("indexing.live.INTERVAL", 0.01)
    looked = threading.Event()
    current = snapshots.current

    def unreadable() -> str | None:
        looked.set()
        raise PermissionError(13, "Permission denied")

    with _watching(live):
        monkeypatch.setattr(snapshots, "current", unreadable)
        assert looked.wait(20)
        monkeypatch.setattr(snapshots, "current", current)
        name = add("火曜日")
        snapshots.publish(name)
        _wait(lambda: live._index is not None)  # noqa: SLF001  # current() raises until then
        assert _answer(live) == "火曜日"


def test_no_search_fails_while_snapshots_change(
    live: LiveIndex,
    snapshots: Snapshots,
    add: Callable[[str], str],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Threads ask without a pause while six snapshots are published, one of them damaged."""
    monkeypatch.setattr("indexing.live.INTERVAL", 0.01)
    snapshots.publish(add("その0"))
    live.refresh()
    caplog.set_level(logging.ERROR, "indexing.live")
    over = threading.Event()

    def taken_up(name: str) -> bool:
        return live.current().id == name

    def ask() -> list[str]:
        answers = []
        while not over.is_set():
            answers.append(_answer(live))
        return answers

    with ThreadPoolExecutor(4) as pool, _watching(live):
        asking = [pool.submit(ask) for _ in range(4)]
        try:
            for number in range(1, 6):
                name = add(f"その{number}")
                snapshots.publish(name)
                _wait(partial(taken_up, name))
                if number == 3:
                    damaged = add("壊れた")
                    snapshots.layout.snapshot(damaged).chunks.write_bytes(b"")
                    snapshots.layout.current.write_text(damaged, encoding="utf-8")
                    _wait(lambda: "snapshot refused" in caplog.text)
                snapshots.prune(2)
        finally:
            over.set()
        told = [future.result() for future in asking]
    for answers in told:
        assert answers == sorted(answers)
        assert set(answers) <= {f"その{number}" for number in range(6)}
    assert {answers[-1] for answers in told} <= {"その4", "その5"}


def test_closing_twice_or_unstarted_does_no_harm(live: LiveIndex) -> None:
    """A server that fails half way through its start closes what it has."""
    live.close()
    live.start()
    live.close()
    live.close()
