"""From the feed to residents: what is in force, until when that is known, and when it isn't."""

import time
from collections.abc import Callable
from datetime import timedelta

import pytest

from chatbot.answer import Mode, Question
from chatbot.service import Chatbot
from corpus.layout import CityLayout
from tests.jma_feed import CITY, START, Clock, Jma, warning

ASKED = Question("いま警報は出ていますか")


@pytest.fixture
def _city(small_city: CityLayout) -> None:
    """The small city has codes, but no rules."""
    settings = small_city.settings
    text = settings.read_text("utf-8")
    settings.write_text(f'{text}\n[jma]\nweather = ["{CITY}"]\n', "utf-8")


def _known(chatbot: Chatbot) -> None:
    began = time.monotonic()
    while chatbot.ask(ASKED).reason != "disaster.in_force":
        assert time.monotonic() - began < 30
        time.sleep(0.05)


@pytest.mark.usefixtures("_city")
def test_what_the_feed_brings_is_told_with_its_time(
    jma: Jma, make_chatbot: Callable[..., Chatbot]
) -> None:
    """Another process on the store knows it too, and that it is too old after ten minutes."""
    path = jma.publish(warning())
    chatbot = make_chatbot(START, indexed=False, jma_feed_url=jma.url)
    _known(chatbot)
    text = chatbot.ask(ASKED).text
    assert "気象庁の電文（07/01 12:05現在）" in text
    assert "レベル５大雨特別警報" in text

    for minutes, reason in ((10, "disaster.in_force"), (11, "disaster.in_force_unknown")):
        other = make_chatbot(START + timedelta(minutes=minutes), indexed=False)
        answer = other.ask(ASKED)
        assert (answer.mode, answer.reason) == (Mode.NORMAL, reason)
    assert jma.count(path) == 1


@pytest.mark.usefixtures("_city")
def test_nothing_in_force_is_said_only_when_it_is_known(
    jma: Jma, clock: Clock, make_chatbot: Callable[..., Chatbot]
) -> None:
    """Not before the feeds have been read, nor when one was made long ago."""
    jma.made["eqvol"] = START - timedelta(minutes=11)
    stale = make_chatbot(START, indexed=False, jma_feed_url=jma.url)
    began = time.monotonic()
    while jma.count("/extra_l.xml") == 0:
        assert time.monotonic() - began < 30
        time.sleep(0.05)
    assert stale.ask(ASKED).reason == "disaster.in_force_unknown"

    del jma.made["eqvol"]
    clock.pass_(minutes=2)
    fresh = make_chatbot(clock(), indexed=False, jma_feed_url=jma.url)
    _known(fresh)
    assert "電文はありません" in fresh.ask(ASKED).text
