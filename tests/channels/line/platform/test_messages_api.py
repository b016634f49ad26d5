"""Sending over plain HTTP, checked against the recorded contract."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

import httpx
import pytest

from channels.line.platform.clock import JST
from tests.channels.line.platform.conftest import ANNA, BEN, Line

HELLO = [{"type": "text", "text": "こんにちは"}]
KEY = "3f0c8f3e-54c4-4c1e-9c0e-0f3c2a7a7d11"


def reply(line: Line, token: str, **more: Any) -> httpx.Response:  # noqa: ANN401  # any JSON
    """Reply with a greeting."""
    return line.api.post("message/reply", json={"replyToken": token, "messages": HELLO, **more})


def push(line: Line, to: str = ANNA, key: str | None = None) -> httpx.Response:
    """Push a greeting."""
    headers = {"X-Line-Retry-Key": key} if key else {}
    return line.api.post("message/push", json={"to": to, "messages": HELLO}, headers=headers)


def used(line: Line) -> int:
    """Return how much of the quota is used."""
    usage: int = line.api.get("message/quota/consumption").json()["totalUsage"]
    return usage


def test_a_reply_reaches_the_chat_of_its_event(line: Line) -> None:
    """It is told by id and quote token, has a request id and costs nothing."""
    answer = reply(line, line.event(user=ANNA, text="やあ")["replyToken"])

    sent = answer.json()["sentMessages"]
    assert (answer.status_code, [sorted(one) for one in sent]) == (200, [["id", "quoteToken"]])
    assert UUID(answer.headers["x-line-request-id"])
    assert (line.texts(ANNA), line.texts(BEN), used(line)) == (["こんにちは"], [], 0)


def test_a_reply_token_counts_once(line: Line) -> None:
    """Used, or never given: the same words."""
    token = line.event(user=ANNA, text="やあ")["replyToken"]
    reply(line, token)

    for spent in (token, "0" * 32):
        answer = reply(line, spent)
        assert (answer.status_code, answer.json()) == (400, {"message": "Invalid reply token"})
    assert line.texts(ANNA) == ["こんにちは"]


def test_a_reply_token_gets_old(line: Line, open_line: Callable[..., Line]) -> None:
    """After 60 seconds, or what is set."""
    hurried = open_line(reply_seconds=30)
    hurried.befriend(ANNA)
    tokens = [each.event(user=ANNA, text="やあ")["replyToken"] for each in (line, hurried)]
    for each in (line, hurried):
        each.told("clock", advance=59)

    statuses = [reply(*each).status_code for each in zip((line, hurried), tokens, strict=True)]
    assert statuses == [200, 400]


def test_a_refused_reply_leaves_its_token(line: Line) -> None:
    """Wrong messages are found before the token is used up."""
    token = line.event(user=ANNA, text="やあ")["replyToken"]
    answer = reply(line, token, messages=[{"type": "text", "text": "x" * 5001}])

    assert (answer.status_code, answer.json()) == (
        400,
        {
            "message": "The request body has 1 error(s)",
            "details": [
                {"message": "Length must be between 1 and 5000", "property": "messages[0].text"}
            ],
        },
    )
    assert reply(line, token).status_code == 200


def test_a_retry_key_sends_once(line: Line) -> None:
    """The second call repeats what the first was answered, and names it; a day later it's new."""
    first, second = push(line, key=KEY), push(line, key=KEY.upper())
    assert (first.status_code, second.status_code) == (200, 409)
    assert second.json() == {
        "message": "The retry key is already accepted",
        "sentMessages": first.json()["sentMessages"],
    }
    accepted = second.headers["x-line-accepted-request-id"]
    assert accepted == first.headers["x-line-request-id"]
    assert (line.texts(ANNA), used(line)) == (["こんにちは"], 1)

    line.told("clock", advance=24 * 3600)
    assert push(line, key=KEY).status_code == 200


def test_where_retry_keys_are_wrong(line: Line) -> None:
    """On a reply, or when it is no UUID."""
    token = line.event(user=ANNA, text="やあ")["replyToken"]
    body = {"replyToken": token, "messages": HELLO}
    keyed = line.api.post("message/reply", json=body, headers={"X-Line-Retry-Key": KEY})

    assert [keyed.status_code, push(line, key="1").status_code] == [400, 400]
    assert line.texts(ANNA) == []


def test_whom_a_push_reaches(line: Line) -> None:
    """Nobody unknown; who has blocked gets nothing, though the answer is 200, and costs nothing."""
    line.told(f"users/{BEN}", blocked=True)
    unknown = push(line, "U" + "0" * 32)

    assert (unknown.status_code, unknown.json()) == (400, {"message": "Failed to send messages"})
    assert push(line, BEN).status_code == 200
    assert (line.texts(BEN), used(line)) == ([], 0)


def test_a_multicast_counts_people(line: Line) -> None:
    """One for each person reached, whatever is sent; unknown ones are passed over."""
    body = {"to": [ANNA, BEN, "U" + "0" * 32], "messages": HELLO * 3}
    answer = line.api.post("message/multicast", json=body)

    assert (answer.status_code, answer.json(), used(line)) == (200, {}, 2)
    assert line.texts(BEN) == ["こんにちは"] * 3


@pytest.mark.parametrize("to", [[], [ANNA] * 501, ["C" + "0" * 32]])
def test_multicasts_that_are_refused(line: Line, to: list[str]) -> None:
    """Nobody, more than 500, or a group."""
    body = {"to": to, "messages": HELLO}
    assert line.api.post("message/multicast", json=body).status_code == 400


def test_a_broadcast_and_a_narrowcast_reach_friends(line: Line) -> None:
    """Who has blocked isn't one. A narrowcast is taken on first and told of later."""
    line.told(f"users/{BEN}", blocked=True)
    broadcast = line.api.post("message/broadcast", json={"messages": HELLO})
    narrowcast = line.api.post("message/narrowcast", json={"messages": HELLO})
    asked = {"requestId": narrowcast.headers["x-line-request-id"]}
    progress = line.api.get("message/progress/narrowcast", params=asked).json()

    assert (broadcast.status_code, narrowcast.status_code, used(line)) == (200, 202, 2)
    assert (progress["phase"], progress["successCount"]) == ("succeeded", 1)
    assert (line.texts(ANNA), line.texts(BEN)) == (["こんにちは"] * 2, [])


def test_a_month_has_so_many_messages(open_line: Callable[..., Line]) -> None:
    """What would go over is refused as a whole, without `Retry-After`; replies still go."""
    line = open_line(monthly_quota=2)
    line.befriend(ANNA, BEN)
    push(line)
    over = line.api.post("message/broadcast", json={"messages": HELLO})
    token = line.event(user=ANNA, text="やあ")["replyToken"]

    assert line.api.get("message/quota").json() == {"type": "limited", "value": 2}
    assert (over.status_code, over.json()) == (
        429,
        {"message": "You have reached your monthly limit."},
    )
    assert "retry-after" not in over.headers
    assert (used(line), reply(line, token).status_code) == (1, 200)

    line.told("clock", advance=31 * 24 * 3600)
    assert (used(line), push(line).status_code) == (0, 200)


def test_a_push_over_the_limit_keeps_its_key(open_line: Callable[..., Line]) -> None:
    """Refused isn't accepted: when the month has messages again, the same key sends."""
    line = open_line(monthly_quota=0)
    line.befriend(ANNA)
    assert push(line, key=KEY).status_code == 429
    line.told("settings", monthly_quota=1)

    assert push(line, key=KEY).status_code == 200


def test_counting_what_was_sent(line: Line) -> None:
    """By kind and day in Japan."""
    push(line)
    today = datetime.fromisoformat(line.stub.get("state").json()["now"]).astimezone(JST)
    asked = {"date": f"{today:%Y%m%d}"}
    sent = line.api.get("message/delivery/push", params=asked).json()

    assert sent == {"status": "ready", "success": 1}
    assert line.api.get("message/delivery/push", params={"date": "today"}).status_code == 400


@pytest.mark.parametrize("kind", ["reply", "push", "multicast", "narrowcast", "broadcast"])
def test_validating_sends_nothing(line: Line, kind: str) -> None:
    """Good or bad, nobody gets it and it costs nothing."""
    good = line.api.post(f"message/validate/{kind}", json={"messages": HELLO})
    bad = line.api.post(f"message/validate/{kind}", json={"messages": []})

    assert [good.status_code, bad.status_code] == [200, 400]
    assert (line.texts(ANNA), used(line)) == ([], 0)


def test_calls_that_are_not_even_read(line: Line) -> None:
    """No token, another one, no JSON, not said to be JSON, too large, nowhere."""
    push = f"{line.url}/v2/bot/message/push"
    statuses = [
        httpx.post(push).status_code,
        httpx.post(push, headers={"authorization": "Bearer other"}).status_code,
        line.api.post(
            "message/push", content=b"{", headers={"content-type": "application/json"}
        ).status_code,
        line.api.post(
            "message/push", content=b"{}", headers={"content-type": "text/plain"}
        ).status_code,
        line.api.post("message/push", content=b" " * (2 * 1024 * 1024 + 1)).status_code,
        line.api.post("message/shout", json={}).status_code,
    ]

    assert statuses == [401, 401, 400, 415, 413, 404]
    assert httpx.post(push).json()["message"].startswith("Authentication failed due to")
