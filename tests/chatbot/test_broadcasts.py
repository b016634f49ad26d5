"""Broadcasts are kept part by part, their log only grows, and recipients are found."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import delete, update

from chatbot.errors import StoreError
from chatbot.store.broadcasts import LEFTOVERS, Action, Broadcasts, Entry, Outcome
from chatbot.store.segments import Recipient, Segments
from chatbot.store.store import Store
from chatbot.store.subscribers import Subscriber, Subscribers
from chatbot.store.tables import BroadcastLogRow

NOW = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)


@pytest.fixture
def broadcasts(store: Store) -> Broadcasts:
    """Give its broadcasts."""
    return Broadcasts(store)


def entry(**changes: object) -> Entry:
    """Make the first line of a broadcast."""
    made = Entry(
        broadcast_id=uuid4(),
        at=NOW,
        actor="sato",
        action=Action.BEGIN,
        channel="line",
        topic="waste",
        drill=False,
        texts={"ja": "本文 😀", "en": "Text"},
        recipients=3,
    )
    return replace(made, **changes)  # type: ignore[arg-type]  # of any field


def begun(broadcasts: Broadcasts, *parts: tuple[str, list[str]]) -> UUID:
    """Keep a broadcast and return its id."""
    first = entry()
    broadcasts.begin(first, parts)
    return first.broadcast_id


def test_the_log_comes_back_as_it_went_in(broadcasts: Broadcasts) -> None:
    """Oldest first for one broadcast, newest first over all."""
    first, other = entry(), entry(topic=None, drill=True)
    end = replace(first, action=Action.END, texts=None, sent=3, reason="")
    broadcasts.begin(first, [])
    broadcasts.begin(other, [])
    broadcasts.note(end)

    assert broadcasts.of(first.broadcast_id) == [first, end]
    assert broadcasts.log(2) == [end, other]
    assert broadcasts.of(uuid4()) == []


def test_the_log_cannot_be_changed(store: Store, broadcasts: Broadcasts) -> None:
    """The database itself refuses."""
    first = entry()
    broadcasts.begin(first, [])
    for statement in (update(BroadcastLogRow).values(actor="x"), delete(BroadcastLogRow)):
        with pytest.raises(StoreError), store.writing() as session:
            session.execute(statement)

    assert broadcasts.log(5) == [first]


def test_parts_come_in_their_order(broadcasts: Broadcasts) -> None:
    """Each until it is settled, with a key of its own that stays."""
    number = begun(broadcasts, ("ja", ["a", "b"]), ("en", ["c"]))
    first = broadcasts.next_part(number)
    assert first is not None
    assert (first.language, first.users, first.tried_at) == ("ja", ("a", "b"), None)
    broadcasts.mark_tried(first, NOW)
    assert broadcasts.next_part(number) == replace(first, tried_at=NOW)
    broadcasts.settle(first, Outcome.SENT)
    second = broadcasts.next_part(number)
    assert second is not None
    assert second.users == ("c",)
    assert second.retry_key != first.retry_key
    assert broadcasts.waiting(number) == [("en", ("c",))]
    broadcasts.settle(second, Outcome.REFUSED)

    assert broadcasts.next_part(number) is None
    assert broadcasts.counts(number) == {
        Outcome.WAITING: 0,
        Outcome.SENT: 2,
        Outcome.REFUSED: 1,
        Outcome.UNSURE: 0,
    }


def test_a_part_is_halved_once(broadcasts: Broadcasts) -> None:
    """Two processes that send the same broadcast don't make four halves of it."""
    number = begun(broadcasts, ("ja", ["a", "b", "c"]))
    part = broadcasts.next_part(number)
    assert part is not None
    broadcasts.halve(part)
    broadcasts.halve(part)

    assert broadcasts.waiting(number) == [("ja", ("a",)), ("ja", ("b", "c"))]


def test_user_ids_go_when_it_ends_or_is_given_up(broadcasts: Broadcasts) -> None:
    """Those of a broadcast that was broken off after a week, when the next one begins."""
    ended, broken = begun(broadcasts, ("ja", ["a"])), begun(broadcasts, ("ja", ["b"]))
    broadcasts.note(entry(broadcast_id=ended, action=Action.END))
    assert (broadcasts.waiting(ended), broadcasts.waiting(broken)) == ([], [("ja", ("b",))])
    broadcasts.begin(entry(at=NOW + LEFTOVERS + timedelta(seconds=1)), [])

    assert broadcasts.waiting(broken) == []


def test_recipients_are_those_who_asked(store: Store) -> None:
    """By topic and group; who blocked us and who is on another channel are no recipients."""
    known = Subscriber("line", "", None, frozenset(), blocked=False, drill=False, since=NOW)
    subscribers = Subscribers(store)
    for person in (
        replace(known, user_id="a", language="en", topics=frozenset({"waste"})),
        replace(known, user_id="b", topics=frozenset({"waste", "disaster"}), drill=True),
        replace(known, user_id="c", topics=frozenset({"waste"}), blocked=True, drill=True),
        replace(known, user_id="d"),
        replace(known, user_id="e", channel="other", topics=frozenset({"waste"})),
    ):
        subscribers.save(person)
    segments = Segments(store, "line")

    assert segments.recipients() == [
        Recipient("a", "en"),
        Recipient("b", None),
        Recipient("d", None),
    ]
    assert [one.user_id for one in segments.recipients("waste")] == ["a", "b"]
    assert [one.user_id for one in segments.recipients("disaster", drill=True)] == ["b"]
    assert segments.recipients("childcare") == []
    assert segments.drill_group() == ("b",)
