"""`annai disaster status` tells how the feeds of the 気象庁 are read."""

import json
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest

from chatbot.disaster.feed.entries import Entry, FeedPage
from chatbot.disaster.feed.feed_log import FeedLog
from chatbot.disaster.feed.names import FEEDS
from chatbot.disaster.feed.seen import SeenLog
from chatbot.disaster.feed.validators import Validators
from chatbot.settings import Settings
from chatbot.store.opening import open_store
from chatbot.store.store import Store
from tests.conftest import Ended

Annai = Callable[..., Ended]


@pytest.fixture
def store(city_settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """The city's store; the feeds are to be polled."""
    monkeypatch.setenv("ANNAI_JMA_FEED_URL", "http://127.0.0.1:9/feed")
    with closing(open_store(city_settings.resolved_database_url)) as store:
        yield store


def _read(store: Store, at: datetime) -> None:
    """Leave the store as a server does that has just read all feeds."""
    feeds = FeedLog(store)
    for name in (*FEEDS, *(f"{feed}_l" for feed in FEEDS)):
        feeds.claim(name, at)
        feeds.note(name, FeedPage(at, ()), Validators(), at)
    for name in FEEDS:
        feeds.settle(name, at)


def test_a_feed_that_is_read_is_told_with_its_time(annai: Annai, store: Store) -> None:
    """The time is the city's."""
    at = datetime.now(UTC)
    _read(store, at)
    ended = annai("disaster", "status")
    told = json.loads(annai("disaster", "status", "--json").out)["feed"]

    japan = (at + timedelta(hours=9)).strftime("%Y-%m-%d %H:%M")
    assert f"気象庁のフィード: 受け取れています（{japan} まで）" in ended.out
    assert told["state"] == "ok"
    assert [feed["name"] for feed in told["feeds"]] == list(FEEDS)
    assert datetime.fromisoformat(told["good_at"]) == at.replace(microsecond=0)


def test_a_stale_feed_says_so_and_what_to_do(annai: Annai, store: Store) -> None:
    """With what was read when, and what couldn't be."""
    at = datetime.now(UTC) - timedelta(minutes=30)
    _read(store, at)
    entry = Entry("/data/1.xml", "VPWW55", "990000", at)
    FeedLog(store).note("extra", FeedPage(at, (entry,)), Validators(), at)
    ended = annai("disaster", "status")

    assert ended.status == 0
    assert "受け取れていません" in ended.out
    assert "annai disaster import" in ended.out
    assert "extra: 取得を待っている電文 1 件" in ended.out
    SeenLog(store).done(entry.path, given_up=True)
    assert "extra: 何度か試しても読めなかった電文 1 件" in annai("disaster", "status").out


def test_a_feed_that_was_never_read_is_stale(annai: Annai, store: Store) -> None:
    """The setting is there, but no server has read it."""
    told = json.loads(annai("disaster", "status", "--json").out)["feed"]

    assert FeedLog(store).states() == ()
    assert told == {"state": "stale", "good_at": None, "feeds": []}
