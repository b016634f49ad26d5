"""Snapshots of an index directory: whole or not at all, published atomically, kept."""

import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from corpus.document import Document
from indexing.errors import BuildLockedError, SnapshotError
from indexing.index import Index
from indexing.search import Engines
from indexing.snapshots import UNFINISHED, Snapshots
from tests.building import NOON, build, make_faq

DOCUMENTS = [make_faq("ごみの日は？", "火曜日です。")]


@pytest.fixture
def add(snapshots: Snapshots, engines: Engines) -> Callable[[], str]:
    """Builds one more snapshot, a minute younger than the last."""

    def one_more(documents: list[Document] | None = None) -> str:
        now = NOON + timedelta(minutes=len(snapshots.ids()))
        return build(snapshots, engines, documents or DOCUMENTS, now=now)

    return one_more


def test_directory_that_isnt_there_is_empty(snapshots: Snapshots) -> None:
    """Before the first build there is nothing, and looking makes nothing."""
    assert snapshots.ids() == []
    assert snapshots.current() is None
    assert not snapshots.layout.root.exists()
    with pytest.raises(SnapshotError) as caught:
        snapshots.previous()
    assert caught.value.key == "snapshot.no_previous"
    assert snapshots.prune(1) == []


def test_ids_are_times_in_order(add: Callable[[], str], snapshots: Snapshots) -> None:
    """Sorted by name they are sorted by age."""
    made = [add() for _ in range(3)]
    assert made == ["20260401T120000-000", "20260401T120100-000", "20260401T120200-000"]
    assert snapshots.ids() == made


def test_two_builds_in_a_second_have_two_ids(snapshots: Snapshots, engines: Engines) -> None:
    """No snapshot is overwritten."""
    made = [build(snapshots, engines, DOCUMENTS) for _ in range(2)]
    assert made == ["20260401T120000-000", "20260401T120000-001"]


def test_building_publishes_nothing(add: Callable[[], str], snapshots: Snapshots) -> None:
    """What residents see changes by publishing only."""
    add()
    assert snapshots.current() is None
    assert not snapshots.layout.current.exists()


def test_publishing_names_the_current_one(add: Callable[[], str], snapshots: Snapshots) -> None:
    """`CURRENT` holds the id, and nothing is left beside it."""
    first, second = add(), add()
    for name in (first, second, first):
        snapshots.publish(name)
        assert snapshots.current() == name
        assert snapshots.layout.current.read_text(encoding="utf-8") == f"{name}\n"
    assert {path.name for path in snapshots.layout.root.iterdir()} == {
        "CURRENT",
        "LOCK",
        "snapshots",
    }


@pytest.mark.parametrize("name", ["20200101T000000-000", "", "..", "."])
def test_what_isnt_there_cant_be_published(
    add: Callable[[], str], snapshots: Snapshots, name: str
) -> None:
    """A typing error leaves the current one in place."""
    snapshots.publish(add())
    with pytest.raises(SnapshotError) as caught:
        snapshots.publish(name)
    assert caught.value.key == "snapshot.unknown"
    assert snapshots.current() == snapshots.ids()[0]


def test_damaged_snapshot_cant_be_published(add: Callable[[], str], snapshots: Snapshots) -> None:
    """It is checked before anybody sees it."""
    good, bad = add(), add()
    snapshots.publish(good)
    snapshots.layout.snapshot(bad).chunks.write_text("", encoding="utf-8")
    with pytest.raises(SnapshotError) as caught:
        snapshots.publish(bad)
    assert caught.value.key == "snapshot.damaged"
    assert snapshots.current() == good


def test_rolling_back(add: Callable[[], str], snapshots: Snapshots) -> None:
    """The one before the current one, until there is none left."""
    first, second, third = add(), add(), add()
    snapshots.publish(third)
    assert snapshots.previous() == second
    snapshots.publish(second)
    assert snapshots.previous() == first
    snapshots.publish(first)
    with pytest.raises(SnapshotError):
        snapshots.previous()


def test_rolled_back_snapshot_answers(
    add: Callable[..., str], snapshots: Snapshots, engines: Engines
) -> None:
    """An older snapshot still is what it was."""
    old = add([make_faq("ごみの日は？", "月曜日です。")])
    snapshots.publish(add())
    snapshots.publish(snapshots.previous())
    index = Index(snapshots.layout.snapshot(old), engines)
    (hit,) = index.search("ごみの日は？", day=NOON.date()).hits
    assert (index.id, hit.chunk.text) == (snapshots.current(), "月曜日です。")


def test_pruning_keeps_the_newest(add: Callable[[], str], snapshots: Snapshots) -> None:
    """The last N stay, the rest is gone from the disk."""
    made = [add() for _ in range(4)]
    snapshots.publish(made[3])
    assert snapshots.prune(2) == made[:2]
    assert snapshots.ids() == made[2:]
    assert not snapshots.layout.snapshot(made[0]).root.exists()
    assert snapshots.prune(2) == []


@pytest.mark.parametrize("keep", [0, 1, 2])
def test_pruning_never_removes_the_current_one(
    add: Callable[[], str], snapshots: Snapshots, keep: int
) -> None:
    """After a rollback the current one is old, and is what residents are answered from."""
    made = [add() for _ in range(4)]
    snapshots.publish(made[0])
    snapshots.prune(keep)
    assert snapshots.ids() == [made[0], *made[4 - keep :]]


def test_leftovers_of_a_dead_build(add: Callable[[], str], snapshots: Snapshots) -> None:
    """A build that was killed leaves a folder nobody reads; the next build removes it."""
    snapshots.publish(add())
    leftover = snapshots.layout.snapshots / f"{UNFINISHED}20260401T110000-000"
    leftover.mkdir()
    (leftover / "chunks.jsonl").write_text("half", encoding="utf-8")
    assert snapshots.ids() == [snapshots.current()]
    with pytest.raises(SnapshotError):
        snapshots.publish(leftover.name)
    add()
    assert not leftover.exists()
    assert len(snapshots.ids()) == 2


def test_unfinished_writing_leaves_nothing(snapshots: Snapshots) -> None:
    """An error, or Ctrl-C, in the middle takes the half snapshot away."""

    def write_half(error: type[BaseException]) -> None:
        with snapshots.locked(), snapshots.writing(NOON) as layout:
            layout.chunks.write_text("half", encoding="utf-8")
            raise error

    for error in (OSError, KeyboardInterrupt):
        with pytest.raises(error):
            write_half(error)
    assert list(snapshots.layout.snapshots.iterdir()) == []


def test_snapshot_appears_when_it_is_whole(snapshots: Snapshots) -> None:
    """While it is written nobody can see it."""
    with snapshots.locked(), snapshots.writing(NOON) as layout:
        layout.chunks.write_text("text", encoding="utf-8")
        assert snapshots.ids() == []
    assert snapshots.ids() == ["20260401T120000-000"]


HOLD = """
import sys
from pathlib import Path
from indexing.snapshots import Snapshots
with Snapshots(Path(sys.argv[1])).locked():
    print("held", flush=True)
    sys.stdin.read()
"""


def test_one_build_at_a_time(snapshots: Snapshots) -> None:
    """A second build of this process is refused; afterwards it may."""
    with snapshots.locked():
        with pytest.raises(BuildLockedError) as caught, snapshots.locked():
            pass
        assert str(snapshots.layout.root) in str(caught.value)
    with snapshots.locked():
        pass


def test_lock_of_another_process(snapshots: Snapshots) -> None:
    """It holds while the process lives, and kill -9 frees it: no file is to be deleted by hand."""
    with subprocess.Popen(  # noqa: S603  # our own interpreter and our own text
        [sys.executable, "-c", HOLD, snapshots.layout.root],
        cwd=Path(__file__).parents[2],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"held\n"
        with pytest.raises(BuildLockedError), snapshots.locked():
            pass
        process.kill()
    with snapshots.locked():
        pass


@pytest.mark.parametrize("content", [b"", b"\n", b"\xff\xfe", b"\0" * 20, b"../../etc\n"])
def test_damaged_current_names_nothing_that_is_there(
    add: Callable[[], str], snapshots: Snapshots, engines: Engines, content: bytes
) -> None:
    """Whatever a broken disk left in `CURRENT`, asking for it raises no surprise."""
    add()
    snapshots.layout.current.write_bytes(content)
    name = snapshots.current()
    if name is not None:
        with pytest.raises(SnapshotError):
            snapshots.manifest(name)
        with pytest.raises(SnapshotError):
            Index(snapshots.layout.snapshot(name), engines)


def test_times_are_utc(snapshots: Snapshots) -> None:
    """Ids don't jump when the clocks of another zone change."""
    with snapshots.locked(), snapshots.writing(datetime(2026, 1, 1, 0, 0, 1, tzinfo=UTC)):
        pass
    assert snapshots.ids() == ["20260101T000001-000"]
