"""Polling a real server on the loopback: what is fetched, how often, and what comes of it."""

from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import pairwise

import pytest

from tests.jma_feed import Answer, Clock, Jma, Reader, warning

LEVEL5 = "<Name>レベル５大雨特別警報</Name><Code>33</Code><Status>継続</Status>"
LIFTED = "<Name>レベル５大雨特別警報</Name><Code>33</Code><Status>解除</Status>"
REPORTED = "2030-07-01T12:00:00+09:00"

Open = Callable[..., Reader]


def test_a_warning_in_the_feed_switches_disaster_mode_on(jma: Jma, read: Open) -> None:
    """At the first look; it is fetched once, however often the feed names it."""
    path = jma.publish(warning())
    reader = read()
    reader.minutes(5)

    assert (reader.events, reader.kept) == (["on"], 1)
    assert jma.count(path) == 1
    assert reader.poller.counts.current() == {"taken": 1, "not_ours": 0, "given_up": 0}


def test_a_feed_is_asked_for_once_a_minute_at_most(jma: Jma, read: Open, clock: Clock) -> None:
    """However often there is a round, in how many processes."""
    readers = [read(), read()]
    for _ in range(60):
        for reader in readers:
            reader.poller.round()
        clock.pass_(seconds=5)

    assert jma.count("/eqvol.xml") == 5
    assert jma.count("/extra.xml") == 5
    assert jma.count("_l.xml") == 2


def test_chance_spreads_the_readings(jma: Jma, read: Open, clock: Clock) -> None:
    """Not all cities come in the same second; none comes early."""
    reader = read(chance=1.0)
    reader.poller.round()
    clock.pass_(seconds=71)
    reader.poller.round()
    assert jma.count("/extra.xml") == 1
    clock.pass_(seconds=1)
    reader.poller.round()
    assert jma.count("/extra.xml") == 2


@pytest.mark.parametrize("etags", [True, False])
def test_what_has_not_changed_is_not_sent_again(
    jma: Jma,
    read: Open,
    etags: bool,  # noqa: FBT001  # a parameter
    clock: Clock,
) -> None:
    """By the ETag, or else by the date; and it is good to know that nothing is new."""
    jma.etags = etags
    jma.made["extra"] = clock()
    reader = read()
    reader.minutes(3)

    assert [jma.count("/extra.xml", status) for status in (200, 304)] == [1, 3]
    assert reader.feeds.good_at() == clock()


def test_telegrams_of_others_are_not_fetched(jma: Jma, read: Open) -> None:
    """Of another prefecture, of a kind that isn't read, of volcanoes."""
    jma.publish(warning(), "VPWW55_120000")
    jma.publish(b"<Title>x</Title>", "VPFD51_990000")
    jma.publish("<Title>噴火に関する火山観測報</Title>".encode(), "VFVO52_400000", feeds=("eqvol",))
    read().minutes(1)

    assert jma.count("/data/") == 0


def test_quakes_are_fetched_whoever_sent_them(jma: Jma, read: Open) -> None:
    """The office in the name isn't the place of a quake."""
    jma.publish("<Title>震度速報</Title>".encode(), "VXSE51_270000", feeds=("eqvol",))
    read().minutes(0)

    assert jma.count("VXSE51_270000") == 1


@pytest.mark.parametrize(
    "changes",
    [
        [("<Status>通常</Status>", "<Status>訓練</Status>")],
        [("<Status>通常</Status>", "<Status>試験</Status>")],
        [("<InfoType>発表</InfoType>", "<InfoType>取消</InfoType>")],
        [(REPORTED, "2030-07-01T08:00:00+09:00")],
    ],
    ids=["drill", "test", "cancelled", "old"],
)
def test_what_never_switches(jma: Jma, read: Open, changes: list[tuple[str, str]]) -> None:
    """Through the feed as from a file."""
    path = jma.publish(warning(*changes))
    reader = read()
    reader.minutes(2)

    assert jma.count(path) == 1
    assert reader.events == []


def test_a_lifting_that_came_before_we_looked_is_known_first(
    jma: Jma, read: Open, clock: Clock
) -> None:
    """What is already over doesn't switch on first."""
    jma.publish(warning())
    clock.pass_(minutes=5)
    jma.publish(warning((LEVEL5, LIFTED), (REPORTED, "2030-07-01T12:09:00+09:00")))
    reader = read()
    reader.minutes(1)

    assert (reader.events, reader.kept) == ([], 2)


def test_entries_that_come_late_and_out_of_order_change_nothing(jma: Jma, read: Open) -> None:
    """A warning older than the lifting, listed after it."""
    reader = read()
    jma.publish(warning((LEVEL5, LIFTED), (REPORTED, "2030-07-01T12:04:00+09:00")))
    reader.minutes(1)
    jma.publish(warning())
    jma.lists["extra"].reverse()
    reader.minutes(2)

    assert (reader.events, reader.kept) == ([], 2)


def test_errors_are_waited_out_longer_and_longer(
    jma: Jma, read: Open, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    """1, 2, 4 … minutes, told once; all is as before when the server is back."""
    jma.broken = {"/developer/xml/feed/extra.xml": Answer(b"", 500)}
    reader = read()
    times = []
    for _ in range(60):
        before = jma.count("/extra.xml")
        reader.poller.round()
        times += [clock()] if jma.count("/extra.xml") > before else []
        clock.pass_(minutes=1)
    waits = [(later - earlier) / timedelta(minutes=1) for earlier, later in pairwise(times)]
    assert waits == [1, 2, 4, 8, 15, 15]
    assert [record.levelname for record in caplog.records] == ["WARNING"]
    assert (reader.feeds.good_at(), reader.events) == (None, [])

    jma.broken = {}
    jma.publish(warning((REPORTED, clock().isoformat())))
    reader.minutes(20)
    assert reader.events == ["on"]
    assert reader.feeds.good_at() == clock()


@pytest.mark.parametrize(
    "bad",
    [
        Answer(b"", 302, {"Location": "http://127.0.0.1:1/"}),
        Answer(b"<feed", 200),
        Answer(b"<html></html>", 200),
        Answer(b"x" * 1000, 200, cut=10),
        Answer(b"not gzip", 200, {"Content-Encoding": "gzip"}),
        Answer(b"x", 200, {"Content-Encoding": "br"}),
        Answer(b'<!DOCTYPE a [<!ENTITY b "c">]><feed>&b;</feed>', 200),
        Answer(b"", 304),
    ],
    ids=["redirected", "cut", "page", "broken off", "gzip", "br", "entities", "304 unasked"],
)
def test_a_feed_that_can_not_be_read_leaves_the_others(jma: Jma, read: Open, bad: Answer) -> None:
    """It isn't known any more what is in force, but quakes still come."""
    jma.broken = {"/developer/xml/feed/extra.xml": bad}
    jma.publish("<Title>震度速報</Title>".encode(), "VXSE51_270000", feeds=("eqvol",))
    reader = read()
    reader.minutes(1)

    assert jma.count("VXSE51") >= 1
    assert reader.feeds.good_at() is None


@pytest.mark.parametrize("kind", ["cut", "missing", "not xml", "entities", "too large"])
def test_a_telegram_that_can_not_be_read_is_tried_five_times(
    jma: Jma, read: Open, kind: str, caplog: pytest.LogCaptureFixture
) -> None:
    """Told when it first fails and when it is given up; the others don't wait for it."""
    bomb = b'<!DOCTYPE a [<!ENTITY b "c">]><Report>&b;</Report>'
    bad = {
        "cut": Answer(warning(), 200, cut=900),
        "missing": Answer(b"", 404),
        "not xml": Answer(b"hello", 200),
        "entities": Answer(bomb, 200),
        "too large": Answer(b" " * (8 * 1024**2 + 1), 200),
    }[kind]
    path = jma.publish(b"")
    jma.broken = {path: bad}
    jma.publish(warning())
    reader = read()
    reader.minutes(1)
    assert (reader.events, reader.feeds.good_at()) == (["on"], None)
    reader.minutes(18)

    assert jma.count(path) == 5
    assert [record.levelname for record in caplog.records] == ["WARNING", "WARNING", "ERROR"]
    assert reader.poller.counts.current()["given_up"] == 1
    assert reader.feeds.good_at() == reader.clock()


def test_a_telegram_that_comes_right_is_taken(jma: Jma, read: Open) -> None:
    """The content delivery may lag behind the feed."""
    path = jma.publish(warning())
    jma.broken = {path: Answer(b"", 404)}
    reader = read()
    reader.minutes(0)
    jma.broken = {}
    reader.minutes(2)

    assert (reader.events, jma.count(path)) == (["on"], 2)


def test_a_feed_that_is_not_made_any_more_is_noticed(jma: Jma, read: Open, clock: Clock) -> None:
    """Though it can be read: what is in force is known until then only."""
    reader = read()
    reader.minutes(1)
    known = clock()
    jma.made["extra"] = clock()
    reader.minutes(30)

    good = reader.feeds.good_at()
    assert good is not None
    assert known <= good <= known + timedelta(minutes=11)
    state = {state.name: state for state in reader.feeds.states()}
    assert state["extra"].read_at == clock()
    assert state["eqvol"].good_at == clock()


def test_a_restart_goes_on_where_it_was(jma: Jma, read: Open) -> None:
    """No telegram and no long feed a second time, and not sooner than a minute."""
    jma.publish(warning(), feeds=("extra", "extra_l"))
    read().minutes(1)
    asked = len(jma.asked)
    after = read()
    after.poller.round()
    assert len(jma.asked) == asked
    after.minutes(5)

    assert after.events == ["on"]
    assert (jma.count("/data/"), jma.count("/extra_l.xml"), jma.count("/eqvol_l.xml")) == (1, 1, 1)


def test_what_came_while_we_were_away_is_in_the_long_feed(
    jma: Jma, read: Open, clock: Clock
) -> None:
    """It is read again after a gap of more than ten minutes, and the missed is taken."""
    read().minutes(1)
    clock.pass_(minutes=5)
    jma.publish(warning((REPORTED, clock().isoformat())), feeds=("extra_l",))
    clock.pass_(minutes=40)
    after = read()
    after.minutes(1)

    assert jma.count("/extra_l.xml") == 2
    assert after.events == ["on"]


def test_until_the_long_feed_closes_the_gap_nothing_is_known(
    jma: Jma, read: Open, clock: Clock
) -> None:
    """It is made once an hour; what came since then and before the short feed begins is in none."""
    jma.made["extra_l"] = clock() - timedelta(minutes=30)
    reader = read()
    reader.minutes(25)
    assert reader.feeds.good_at() is None
    assert jma.count("/extra_l.xml") == 3
    jma.made["extra_l"] = clock()
    reader.minutes(10)

    assert reader.feeds.good_at() == clock()
    assert jma.count("/extra_l.xml") == 4


def test_a_clock_that_was_wrong_does_not_stop_it(read: Open, clock: Clock) -> None:
    """A server that believed it was next year polls on when its clock is put right."""
    now: datetime = clock()
    clock.pass_(days=365)
    read().minutes(0)
    clock.moment = now
    reader = read()
    reader.minutes(12)

    assert reader.feeds.good_at() == clock()
