"""The client tells apart what LINE says, over HTTP with the real SDK."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from typing import Any
from uuid import UUID

import pytest

from channels.line.client import LineClient, Quota
from channels.line.errors import (
    LineQuotaReached,
    LineRateLimited,
    LineRefused,
    LineTokenSpent,
    LineUnreachable,
)
from tests.line_stand_in import AFTER, ERROR, QUOTA, RATE, TOKEN, StandIn, standing_in

KEY = UUID("123e4567-e89b-12d3-a456-426614174000")
HELLO = [{"type": "text", "text": "こんにちは"}]

Call = Callable[[LineClient], Awaitable[Any]]


@pytest.fixture
def line() -> Iterator[StandIn]:
    """Give a small LINE."""
    with standing_in() as line:
        yield line


def call(line: StandIn, *calls: Call, timeout_s: float = 10) -> list[Any]:
    """Make the calls with one client and return what they return."""

    async def main() -> list[Any]:
        client = LineClient(TOKEN, line.url, timeout_s)
        try:
            return [await each(client) for each in calls]
        finally:
            await client.aclose()

    return asyncio.run(main())


def reply(client: LineClient) -> Awaitable[None]:
    """Reply with one token."""
    return client.reply("token", HELLO)


def push(client: LineClient) -> Awaitable[None]:
    """Push with one key."""
    return client.push("U1", HELLO, KEY)


def test_messages_arrive_as_they_are(line: StandIn) -> None:
    """The SDK's models change nothing in a message, Flex and quick replies included."""
    action = {"type": "message", "label": "はい", "text": "はい"}
    button = {"type": "button", "height": "sm", "style": "link", "action": action}
    body = {"type": "box", "layout": "vertical", "contents": [button]}
    message = {
        "type": "flex",
        "altText": "選択",
        "contents": {"type": "bubble", "body": body},
        "quickReply": {"items": [{"type": "action", "action": action}]},
    }
    call(line, lambda client: client.reply("token", [message]))

    assert line.delivered == [("token", [message])]


def test_a_misspelt_key_is_an_error(line: StandIn) -> None:
    """The SDK would drop it, and nobody would see why the buttons are missing."""
    wrong = {"type": "text", "text": "a", "quickreply": {"items": []}}
    with pytest.raises(ValueError, match="quickreply"):
        call(line, lambda client: client.reply("token", [wrong]))
    assert line.calls == []


def test_a_push_with_a_used_key_is_done(line: StandIn) -> None:
    """LINE answers 409: the first one arrived, and the second is no error."""
    call(line, push, push)

    assert [key for _, key, _ in line.calls] == [str(KEY), str(KEY)]
    assert line.delivered == [("U1", HELLO)]


def test_a_used_reply_token_is_told_apart(line: StandIn) -> None:
    """It is the one refusal after which a push may help."""
    with pytest.raises(LineTokenSpent):
        call(line, reply, reply)


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (ERROR, LineUnreachable),
        (RATE, LineRateLimited),
        (QUOTA, LineQuotaReached),
        ((401, {"message": "Authentication failed"}), LineRefused),
        ((413, {}), LineRefused),
    ],
)
def test_failures_are_told_apart(
    line: StandIn, fault: tuple[int, dict[str, Any]], error: type[Exception]
) -> None:
    """By status, and where that isn't enough by LINE's words."""
    line.fail("push", fault)
    with pytest.raises(error):
        call(line, push)
    assert line.delivered == []


def test_a_failure_after_acting_is_unreachable(line: StandIn) -> None:
    """Nobody can know that the message has arrived; the same key tells."""
    line.fail("push", AFTER)
    with pytest.raises(LineUnreachable):
        call(line, push)
    call(line, push)
    assert line.delivered == [("U1", HELLO)]


def test_a_refusal_names_what_is_wrong(line: StandIn) -> None:
    """LINE's own words and the place in the message."""
    details = [{"property": "messages[0].text", "message": "May not be empty"}]
    line.fail("reply", (400, {"message": "The request body has 1 error(s)", "details": details}))
    with pytest.raises(LineRefused, match=r"messages\[0\].text: May not be empty"):
        call(line, reply)


def test_an_unreadable_success_is_a_success(line: StandIn) -> None:
    """A 200 without `sentMessages` comes after LINE has sent: no second attempt."""
    line.fail("reply", (200, {}))

    assert call(line, reply) == [None]


def test_nobody_there_is_unreachable() -> None:
    """A connection that is refused, as with a firewall in the way."""
    with standing_in() as line:
        pass
    with pytest.raises(LineUnreachable, match=r"127\.0\.0\.1"):
        call(line, push)


def test_quota_is_read(line: StandIn) -> None:
    """Limit and use come from two calls; a plan without a limit has none."""
    line.answers = {
        "quota": {"type": "limited", "value": 200},
        "consumption": {"totalUsage": 3},
    }
    assert call(line, lambda client: client.quota()) == [Quota(200, 3)]
    line.answers["quota"] = {"type": "none"}
    assert call(line, lambda client: client.quota()) == [Quota(None, 3)]
