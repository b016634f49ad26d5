"""The telegrams that feeds named, across processes and restarts."""

from datetime import timedelta

import pytest

from chatbot.disaster.feed.entries import Entry, FeedPage
from chatbot.disaster.feed.feed_log import FeedLog
from chatbot.disaster.feed.seen import KEPT, SeenLog
from chatbot.disaster.feed.validators import Validators
from chatbot.store.store import Store
from tests.jma_feed import START

OLD, NEW = (Entry(f"/{n}.xml", "VPWW55", "990000", START + timedelta(minutes=n)) for n in range(2))


@pytest.fixture
def seen(store: Store) -> SeenLog:
    """Two telegrams were named at START."""
    feeds = FeedLog(store)
    assert feeds.claim("extra", START)
    assert feeds.note("extra", FeedPage(START, (OLD, NEW)), Validators(), START) == 2
    assert feeds.note("extra", FeedPage(START, (OLD, NEW)), Validators(), START) == 0
    return SeenLog(store)


def test_the_newest_is_first(seen: SeenLog) -> None:
    """As many as are asked for."""
    assert seen.waiting(START, 10) == [NEW.path, OLD.path]
    assert seen.waiting(START, 1) == [NEW.path]


def test_one_that_was_begun_is_left_to_who_began_it(seen: SeenLog) -> None:
    """Until it must have died."""
    assert seen.begin(OLD.path, START) == 1
    assert seen.begin(OLD.path, START) == 0
    assert seen.waiting(START, 10) == [NEW.path]
    later = START + timedelta(minutes=3)
    assert seen.waiting(later, 10) == [NEW.path, OLD.path]
    assert seen.begin(OLD.path, later) == 2


def test_one_that_failed_waits_for_its_time(seen: SeenLog) -> None:
    """Nobody begins it before."""
    seen.begin(OLD.path, START)
    at = START + timedelta(minutes=8)
    seen.retry(OLD.path, at)

    assert seen.begin(OLD.path, at - timedelta(seconds=1)) == 0
    assert seen.begin(OLD.path, at) == 2


def test_what_is_done_is_remembered_for_thirty_days(seen: SeenLog) -> None:
    """What still waits is kept however old."""
    seen.done(OLD.path)
    assert seen.begin(OLD.path, START) == 0
    assert seen.forget(START + KEPT) == 0
    assert seen.forget(START + KEPT + timedelta(seconds=1)) == 1
    assert seen.waiting(START + KEPT, 10) == [NEW.path]
