"""Webhooks: signed, on time, again, in any order, and odd ones."""

import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from channels.line.platform.odd_events import ODD_EVENTS
from tests.channels.line.platform.bot import Bot, running_bot
from tests.channels.line.platform.conftest import ANNA, BEN, SECRET, TOKEN, Line

TIMES = 15
STEP_S = 0.1


@pytest.fixture
def bot() -> Iterator[Bot]:
    """A bot."""
    with running_bot() as bot:
        yield bot


@pytest.fixture
def wired(open_line: Callable[..., Line], bot: Bot) -> Line:
    """A platform with two friends whose webhooks go to the bot."""
    line = open_line(webhook_url=bot.url)
    line.befriend(ANNA, BEN)
    return line


def send(line: Line, *events: dict[str, Any], **manner: Any) -> list[dict[str, Any]]:  # noqa: ANN401
    """Let events happen and return how the webhooks went."""
    sent: list[dict[str, Any]] = line.told("webhook", events=events, **manner)["deliveries"]
    return sent


def notes(line: Line) -> list[str]:
    """Return why webhooks failed, as ANNA's chat shows it."""
    entries = line.stub.get(f"talks/{ANNA}").json()["entries"]
    return [one["message"]["reason"] for one in entries if one["by"] == "note"]


def until(true: Callable[[], bool]) -> None:
    """Wait until something is so."""
    ends = time.monotonic() + TIMES
    while not true():
        assert time.monotonic() < ends, "it never was"
        time.sleep(STEP_S)


def test_a_message_comes_signed_and_whole(wired: Line, bot: Bot) -> None:
    """With all that LINE's events have."""
    (sent,) = send(wired, {"user": ANNA, "text": "住民票"})
    (event,) = bot.events

    assert (sent["ok"], bot.refused, len(bot.bodies[0]["destination"])) == (True, 0, 33)
    assert (event["source"], event["mode"]) == ({"type": "user", "userId": ANNA}, "active")
    assert event["deliveryContext"] == {"isRedelivery": False}
    assert len(event["webhookEventId"]) == 26
    assert abs(event["timestamp"] / 1000 - time.time()) < 60
    assert (event["message"]["text"], bool(event["replyToken"])) == ("住民票", True)


@pytest.mark.parametrize("signature", ["wrong_secret", "missing", "changed_body"])
def test_a_bad_signature_is_bad(wired: Line, bot: Bot, signature: str) -> None:
    """A bot that checks refuses it, and the platform tells."""
    (sent,) = send(wired, {"user": ANNA, "text": "x"}, signature=signature)

    assert (sent["status"], sent["reason"], bot.refused) == (400, "ERROR_STATUS_CODE", 1)
    assert notes(wired) == ["ERROR_STATUS_CODE"]


def test_a_bot_that_is_late(open_line: Callable[..., Line], bot: Bot) -> None:
    """The platform gives up, whatever the bot answers then."""
    line = open_line(webhook_url=bot.url, webhook_seconds=0.3)
    line.befriend(ANNA)
    bot.delay_s = 1
    (sent,) = send(line, {"user": ANNA, "text": "x"})

    assert (sent["status"], sent["reason"]) == (0, "REQUEST_TIMEOUT")


def test_no_bot_at_all(wired: Line) -> None:
    """Nothing listens there."""
    wired.told("settings", webhook_url="http://127.0.0.1:9/line/webhook")
    (sent,) = send(wired, {"user": ANNA, "text": "x"})

    assert (sent["status"], sent["reason"]) == (0, "COULD_NOT_CONNECT")


def test_what_failed_comes_again(wired: Line, bot: Bot) -> None:
    """The same event but for the mark, if redelivery is on; otherwise never."""
    bot.status = 500
    send(wired, {"user": ANNA, "text": "いち"})
    wired.told("settings", redelivery_seconds=STEP_S)
    event = wired.event(user=ANNA, text="に")
    bot.status = 200
    until(lambda: bool(bot.events))

    assert bot.events == [{**event, "deliveryContext": {"isRedelivery": True}}]


def test_a_webhook_is_sent_again_by_hand(wired: Line, bot: Bot) -> None:
    """The last, or the one that is named; not one that never was."""
    send(wired, {"user": ANNA, "text": "いち"})
    send(wired, {"user": ANNA, "text": "に"})
    wired.told("webhook/again")
    wired.told("webhook/again", number=1)

    texts = [event["message"]["text"] for event in bot.events]
    marks = [event["deliveryContext"]["isRedelivery"] for event in bot.events]
    assert (texts, marks) == (["いち", "に", "に", "いち"], [False, False, True, True])
    assert wired.stub.post("webhook/again", json={"number": 99}).status_code == 404


def test_together_backwards_and_twice(wired: Line, bot: Bot) -> None:
    """Two events in one body, in the wrong order, and each body doubled."""
    events = [{"user": ANNA, "text": "いち"}, {"user": BEN, "text": "に"}]
    send(wired, *events)
    send(wired, *events, separate=True, backwards=True, copies=2)
    texts = [[one["message"]["text"] for one in body["events"]] for body in bot.bodies]
    ids = [body["events"][0]["webhookEventId"] for body in bot.bodies]

    assert texts == [["いち", "に"], ["に"], ["に"], ["いち"], ["いち"]]
    assert (ids[1], ids[3]) == (ids[2], ids[4])


def test_odd_events_are_as_odd_as_told(wired: Line, bot: Bot) -> None:
    """Each can be sent; what is taken away isn't there."""
    names = list(ODD_EVENTS)
    wired.told("webhook", odd=names, user=ANNA, separate=True)
    came = dict(zip(names, bot.events, strict=True))

    assert "quoteToken" not in came["no_quote_token"]["message"]
    assert (came["standby"]["mode"], "replyToken" in came["standby"]) == ("standby", False)
    assert "type" not in came["no_type"]
    assert "webhookEventId" not in came["no_event_id"]
    assert "source" not in came["no_source"]
    assert came["unknown_type"]["type"] == "teleport"
    assert came["group"]["source"] == {
        "type": "group",
        "groupId": came["group"]["source"]["groupId"],
        "userId": ANNA,
    }
    assert "userId" not in came["group_without_user"]["source"]
    assert came["image"]["message"]["contentProvider"] == {"type": "line"}
    assert "replyToken" not in came["unsend"]
    assert wired.stub.post("webhook", json={"odd": ["none"]}).status_code == 400


def test_bytes_are_sent_as_they_are(wired: Line, bot: Bot) -> None:
    """Whatever they are, signed or not."""
    body = '{"destination":"U","events":[]}'
    wired.told("webhook/raw", body=body)
    wired.told("webhook/raw", body=body, signature="missing")

    assert (bot.bodies, bot.refused) == ([{"destination": "U", "events": []}], 1)


def test_the_webhook_address_is_tested(wired: Line, bot: Bot) -> None:
    """By a body without events; the result tells how it went."""
    good = wired.api.post("channel/webhook/test", json={}).json()
    nowhere = {"endpoint": "http://127.0.0.1:9/"}
    bad = wired.api.post("channel/webhook/test", json=nowhere).json()

    assert (good["success"], good["statusCode"], good["reason"]) == (True, 200, "OK")
    assert (bad["success"], bad["reason"]) == (False, "COULD_NOT_CONNECT")
    assert bot.bodies[0]["events"] == []


def test_the_webhook_address_is_set_and_told(wired: Line, bot: Bot) -> None:
    """At most 500 characters."""
    path = "channel/webhook/endpoint"
    long = wired.api.put(path, json={"endpoint": f"https://www.example.jp/{'x' * 500}"})
    was = wired.api.get(path).json()
    wired.api.put(path, json={"endpoint": "https://www.example.jp/line"})

    assert (long.status_code, was) == (400, {"endpoint": bot.url, "active": True})
    assert wired.api.get(path).json()["endpoint"] == "https://www.example.jp/line"


def test_blocking_and_coming_back(wired: Line, bot: Bot) -> None:
    """An unfollow without a token, a follow that says so; a new friend says otherwise."""
    wired.told(f"users/{ANNA}", blocked=True)
    wired.told(f"users/{ANNA}", blocked=True)
    wired.told(f"users/{ANNA}", blocked=False)
    wired.told("users", name="新人")
    unfollow, back, new = bot.events

    assert (unfollow["type"], "replyToken" in unfollow) == ("unfollow", False)
    assert (back["type"], back["follow"]) == ("follow", {"isUnblocked": True})
    assert (new["follow"], bool(new["replyToken"])) == ({"isUnblocked": False}, True)


def test_a_bot_can_answer(wired: Line, bot: Bot) -> None:
    """From the webhook to the chat."""
    bot.api = wired.url
    send(wired, {"user": ANNA, "text": "やあ"})
    until(lambda: wired.texts(ANNA) == ["「やあ」"])


def test_nothing_secret_is_told(wired: Line) -> None:
    """Neither secret nor token in what the control API shows."""
    send(wired, {"user": ANNA, "text": "x"})
    wired.api.get("info")
    shown = "".join(wired.stub.get(path).text for path in ("state", "calls", "webhooks"))

    assert '"webhook_url"' in shown
    assert f'"{SECRET}"' not in shown
    assert f"Bearer {TOKEN}" not in shown
