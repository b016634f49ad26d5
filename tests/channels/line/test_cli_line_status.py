"""`annai line status`: the inbox and the quota, for staff."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest

from chatbot.settings import Settings
from chatbot.store.inbox import Inbox, Incoming, Progress
from chatbot.store.opening import open_store
from tests.conftest import Ended
from tests.line_stand_in import TOKEN, StandIn, standing_in

NOW = datetime.now(UTC)


@pytest.fixture
def line(monkeypatch: pytest.MonkeyPatch) -> Iterator[StandIn]:
    """A small LINE that the settings name; 3 of the month's 200 messages are used."""
    with standing_in() as line:
        line.answers = {
            "quota": {"type": "limited", "value": 200},
            "consumption": {"totalUsage": 3},
        }
        monkeypatch.setenv("ANNAI_LINE_CHANNEL_ACCESS_TOKEN", TOKEN)
        monkeypatch.setenv("ANNAI_LINE_API_BASE", line.url)
        yield line


@pytest.fixture
def inbox(city_settings: Settings) -> Iterator[Inbox]:
    """Give the city's inbox."""
    store = open_store(city_settings.resolved_database_url)
    yield Inbox(store, "line")
    store.close()


def add(inbox: Inbox, name: str) -> None:
    """Add an event of a sender of its own."""
    inbox.add([Incoming(name, name, NOW, {"type": "message"})], NOW)


@pytest.mark.usefixtures("line")
def test_a_good_day_is_told(annai: Callable[..., Ended], inbox: Inbox) -> None:
    """How much waits, and how many messages are left."""
    add(inbox, "a")
    ended = annai("line", "status", "--json")
    told = json.loads(ended.out)

    assert ended.status == 0
    assert (told["waiting"], told["working"], told["failures"]) == (1, 0, {})
    assert told["quota"] == {"limit": 200, "used": 3}
    assert "今月送った数: 3 / 200" in annai("line", "status").out


@pytest.mark.usefixtures("line")
def test_what_failed_is_told_with_the_reason(annai: Callable[..., Ended], inbox: Inbox) -> None:
    """The exit status says that somebody has to look."""
    add(inbox, "a")
    (taken,) = inbox.take(1, NOW, NOW + timedelta(minutes=1))
    inbox.finish(taken, Progress.FAILED, "quota", NOW)
    ended = annai("line", "status")

    assert ended.status == 1
    assert "今月の送信数の上限に達した: 1 件" in ended.out


def test_a_line_that_cannot_be_asked_is_told(
    annai: Callable[..., Ended], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The inbox is shown all the same."""
    monkeypatch.setenv("ANNAI_LINE_CHANNEL_ACCESS_TOKEN", TOKEN)
    monkeypatch.setenv("ANNAI_LINE_API_BASE", "http://127.0.0.1:1")
    ended = annai("line", "status")

    assert ended.status == 1
    assert "答えを待っている: 0 件" in ended.out
    assert "LINEにつながりません" in ended.err
