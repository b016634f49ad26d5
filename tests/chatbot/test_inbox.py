"""The inbox: nothing lost, nothing twice, one sender's events in order; SQLite and PostgreSQL."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from chatbot.store.inbox import Inbox, Incoming, Progress, Queue
from chatbot.store.opening import open_store
from chatbot.store.store import Store
from chatbot.store.tables import InboxRow

NOW = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)
LEASE = timedelta(seconds=60)


@pytest.fixture
def inbox(store: Store) -> Inbox:
    """Give an empty inbox."""
    return Inbox(store, "line")


def event(name: str, sender: str = "hanako", seconds: int = 0, **more: Any) -> Incoming:  # noqa: ANN401  # of any field
    """Make an event that happened so many seconds after `NOW`."""
    happened = NOW + timedelta(seconds=seconds)
    return Incoming(name, sender, happened, {"text": name}, **more)


def taken(inbox: Inbox, limit: int = 10, now: datetime = NOW) -> list[str]:
    """Take events and return their ids."""
    return [each.event_id for each in inbox.take(limit, now, now + LEASE)]


def test_an_event_that_comes_twice_is_one_event(inbox: Inbox) -> None:
    """Within a request, in another, and after it is done; another channel's is another one."""
    assert inbox.add([event("a"), event("a"), event("b", seconds=1)], NOW) == 2
    assert inbox.add([event("b")], NOW) == 0
    (first,) = inbox.take(10, NOW, NOW + LEASE)
    inbox.finish(first, Progress.DONE, "answered", NOW)
    assert inbox.add([event("a")], NOW) == 0
    assert taken(inbox) == ["b"]


def test_other_channels_have_their_own(store: Store, inbox: Inbox) -> None:
    """The same id on another channel is another event, which only that one takes."""
    other = Inbox(store, "other")

    assert inbox.add([event("a")], NOW) == 1
    assert other.add([event("a")], NOW) == 1
    assert taken(other) == ["a"]
    assert taken(inbox) == ["a"]


def test_a_senders_events_come_one_by_one_as_they_happened(inbox: Inbox) -> None:
    """Several senders at once, but of each only the earliest, whatever order they came in."""
    inbox.add([event("a2", "a", 2), event("b1", "b", 3), event("a1", "a", 1)], NOW)
    first, other = inbox.take(10, NOW, NOW + LEASE)

    assert [first.event_id, other.event_id] == ["a1", "b1"]
    assert taken(inbox) == []
    inbox.finish(first, Progress.DONE, "answered", NOW)
    assert taken(inbox) == ["a2"]


def test_an_event_that_comes_late_waits_for_the_one_in_work(inbox: Inbox) -> None:
    """Even if it happened earlier."""
    inbox.add([event("second", seconds=5)], NOW)
    (second,) = inbox.take(10, NOW, NOW + LEASE)
    inbox.add([event("first", seconds=1)], NOW)

    assert taken(inbox) == []
    inbox.finish(second, Progress.DONE, "answered", NOW)
    assert taken(inbox) == ["first"]


def test_no_more_are_taken_than_asked_for(inbox: Inbox) -> None:
    """The oldest first; `limit` 0 takes none."""
    inbox.add([event(f"e{n}", f"s{n}", n) for n in range(4)], NOW)

    assert taken(inbox, 0) == []
    assert taken(inbox, 3) == ["e0", "e1", "e2"]
    assert taken(inbox, 3) == ["e3"]


def test_what_a_dead_worker_took_is_taken_again(inbox: Inbox) -> None:
    """After its lease, with what it was about to send; and the dead can't write any more."""
    inbox.add([event("a")], NOW)
    (dead,) = inbox.take(1, NOW, NOW + LEASE)
    assert inbox.prepare(dead, {"via": "reply"})
    assert taken(inbox, now=NOW + LEASE - timedelta(seconds=1)) == []
    later = NOW + LEASE
    (again,) = inbox.take(1, later, later + LEASE)

    assert again.outgoing == {"via": "reply"}
    assert again.attempts == 1
    assert not inbox.prepare(dead, {})
    assert not inbox.put_off(dead, later, None)
    assert not inbox.finish(dead, Progress.DONE, "answered", later)
    assert inbox.finish(again, Progress.DONE, "answered", later)


def test_a_lease_that_is_renewed_is_not_taken(inbox: Inbox) -> None:
    """A worker that takes long keeps its event; a dead one can't renew what was taken again."""
    inbox.add([event("a")], NOW)
    (slow,) = inbox.take(1, NOW, NOW + LEASE)

    assert inbox.renew(slow, NOW + 2 * LEASE)
    assert taken(inbox, now=NOW + LEASE) == []
    assert taken(inbox, now=NOW + 2 * LEASE) == ["a"]
    assert not inbox.renew(slow, NOW + 3 * LEASE)


def test_what_is_put_off_keeps_its_turn(inbox: Inbox) -> None:
    """It is not taken before its time, and neither are the sender's later ones."""
    inbox.add([event("a"), event("b", seconds=1)], NOW)
    (first,) = inbox.take(10, NOW, NOW + LEASE)
    soon = NOW + timedelta(seconds=4)
    inbox.put_off(first, soon, {"via": "push"})

    assert taken(inbox) == []
    (again,) = inbox.take(10, soon, soon + LEASE)
    assert (again.event_id, again.attempts, again.outgoing) == ("a", 1, {"via": "push"})


def test_what_an_event_said_is_gone_when_it_is_finished(store: Store, inbox: Inbox) -> None:
    """Done or failed: only the id and how it ended stay, until they are purged."""
    inbox.add([event("a", "a"), event("b", "b", 1)], NOW)
    first, second = inbox.take(10, NOW, NOW + LEASE)
    inbox.prepare(first, {"messages": ["private"]})
    inbox.finish(first, Progress.DONE, "replied", NOW)
    inbox.finish(second, Progress.FAILED, "quota", NOW)

    with store.reading() as session:
        rows = session.query(InboxRow).order_by(InboxRow.id).all()
        kept = [(row.event_id, row.body, row.outgoing, row.status, row.outcome) for row in rows]
    assert kept == [("a", None, None, "done", "replied"), ("b", None, None, "failed", "quota")]
    assert inbox.failures(NOW) == {"quota": 1}
    assert inbox.purge(NOW) == 0
    assert inbox.purge(NOW + timedelta(seconds=1)) == 2


def test_queue_tells_what_there_is_to_do(inbox: Inbox) -> None:
    """How many wait, are in work and failed, and since when the oldest waits."""
    assert Queue(0, 0, 0, None) == inbox.queue()
    inbox.add([event("a", "a"), event("b", "b"), event("c", "c")], NOW)
    inbox.add([event("d", "d")], NOW + timedelta(seconds=9))
    first, _second = inbox.take(2, NOW, NOW + LEASE)
    inbox.finish(first, Progress.FAILED, "refused", NOW)

    assert Queue(waiting=2, working=1, failed=1, oldest=NOW) == inbox.queue()


def test_a_message_that_is_taken_back_is_not_answered(inbox: Inbox) -> None:
    """If it still waits and the same sender takes it back; nobody else can."""
    inbox.add([event("a", message_id="1"), event("b", "taro", message_id="1")], NOW)
    inbox.add([event("u", seconds=1, withdraws="1")], NOW)

    assert taken(inbox) == ["b", "u"]


def test_what_waits_from_somebody_who_leaves_is_dropped(inbox: Inbox) -> None:
    """Not what is in work, nor what they send when they come back, nor anybody else's."""
    inbox.add([event("a"), event("b", seconds=1), event("c", "taro", 1)], NOW)
    (first,) = inbox.take(1, NOW, NOW + LEASE)
    inbox.add([event("back", seconds=9), event("left", seconds=5, leaves=True)], NOW)

    assert taken(inbox) == ["c"]
    assert inbox.finish(first, Progress.DONE, "answered", NOW)
    assert taken(inbox, 1) == ["left"]


def test_workers_at_the_same_time_never_take_the_same(database_url: str) -> None:
    """Eight workers, 40 senders with 3 events each: every event once, in each sender's order."""
    stores = [open_store(database_url) for _ in range(8)]
    inboxes = [Inbox(store, "line") for store in stores]
    inboxes[0].add([event(f"{n}-{i}", str(n), i) for n in range(40) for i in range(3)], NOW)
    done: list[str] = []

    def work(inbox: Inbox) -> None:
        while len(done) < 120:
            for each in inbox.take(3, NOW, NOW + LEASE):
                done.append(each.event_id)
                inbox.finish(each, Progress.DONE, "answered", NOW)

    with ThreadPoolExecutor(8) as workers:
        list(workers.map(work, inboxes))
    for store in stores:
        store.close()

    assert len(set(done)) == len(done) == 120
    for n in range(40):
        assert [f"{n}-{i}" for i in range(3)] == [e for e in done if e.startswith(f"{n}-")]
