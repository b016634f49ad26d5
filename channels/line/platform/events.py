"""Webhook events, made from what a test or the page says of them.

A description is an event of which everything may be missing: `{"user": "U…", "text": "こんにちは"}`
is a whole one. `user`, `group`, `room` and `text` are short for `source` and `message`, and
`displayText` stands in the chat only, as what a user is seen to say by tapping. Whatever else is
given stands as it is given, and null takes a field away: that is how odd events are made.
"""

import base64
from collections.abc import Callable, Mapping
from typing import Any

from channels.line.platform.clock import MovableClock
from channels.line.platform.contents import Content, Contents
from channels.line.platform.ids import MessageIds, new_quote_token, new_token, new_ulid
from channels.line.platform.people import People
from channels.line.platform.tokens import ReplyTokens

ANSWERABLE = frozenset(
    {"message", "follow", "join", "memberJoined", "postback", "videoPlayComplete", "beacon"}
    | {"accountLink", "membership", "messageEdited"}
)
"""Kinds of events that come with a reply token."""

_OWN = frozenset({"user", "group", "room", "text", "message", "displayText"})
"""What stands for something else, or is completed."""

_BINARY = {"image": "image/png", "video": "video/mp4", "audio": "audio/x-m4a", "file": "text/plain"}

PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)
"""A PNG of one pixel: what users send where nothing else is given."""


class Events:
    """Makes events.

    Args:
        clock: The platform's clock.
        replies: Gives the reply tokens.
        people: Learns of groups and who is in them.
        contents: Keeps what is sent.
        ids: Numbers the messages.
    """

    def __init__(
        self,
        clock: MovableClock,
        replies: ReplyTokens,
        people: People,
        contents: Contents,
        ids: MessageIds,
    ) -> None:
        """Know the platform's parts."""
        self._clock = clock
        self._replies = replies
        self._people = people
        self._contents = contents
        self._ids = ids
        self.read_tokens: set[str] = set()

    def make(self, told: Mapping[str, Any]) -> dict[str, Any]:
        """Return an event as a webhook carries it."""
        given = {**told, "type": told.get("type") or "message"}
        if "text" in given:
            given["message"] = {"type": "text", "text": given["text"], **given.get("message", {})}
        now = self._clock.milliseconds()
        source = self._source(given)
        event: dict[str, Any] = {
            "type": given["type"],
            "timestamp": now,
            "mode": "active",
            "webhookEventId": new_ulid(now),
            "deliveryContext": {"isRedelivery": False},
            "source": source,
            **self._payload(given),
        }
        if given["type"] in ANSWERABLE and given.get("replyToken", "") is not None:
            event["replyToken"] = self._replies.issue(chat_of(event))
        rest = {name: value for name, value in told.items() if name not in _OWN}
        made: dict[str, Any] = _whole({**event, **rest})
        return made

    def _source(self, given: Mapping[str, Any]) -> dict[str, str]:
        user = given.get("user")
        for kind in ("group", "room"):
            if kind in given:
                self._people.join(given[kind], user)
                member = {"userId": user} if user else {}
                return {"type": kind, f"{kind}Id": given[kind], **member}
        return {"type": "user", "userId": user} if user else {}

    def _payload(self, given: Mapping[str, Any]) -> dict[str, Any]:
        makers: dict[str, Callable[[], dict[str, Any]]] = {
            "message": lambda: {"message": self._message(given.get("message", {}))},
            "follow": lambda: {"follow": {"isUnblocked": False}},
            "unsend": lambda: {"unsend": {"messageId": self._ids.next()}},
            "postback": lambda: {"postback": {"data": ""}},
        }
        make = makers.get(given["type"])
        return make() if make else {}

    def _message(self, given: Mapping[str, Any]) -> dict[str, Any]:
        kind = given.get("type", "text")
        message: dict[str, Any] = {"id": self._ids.next(), "type": kind}
        if kind in {"text", "sticker", "image", "video"}:
            message["quoteToken"] = new_quote_token()
        if kind == "text":
            message["markAsReadToken"] = token = new_token(32)
            self.read_tokens.add(token)
        elif kind == "sticker":
            message |= {"packageId": "446", "stickerId": "1988", "stickerResourceType": "STATIC"}
        elif kind in _BINARY:
            message |= self._content(message["id"], kind)
        return {**message, **given}

    def _content(self, message_id: str, kind: str) -> dict[str, Any]:
        data = PIXEL if kind == "image" else b"content"
        self._contents.keep(message_id, Content(_BINARY[kind], data))
        if kind == "file":
            return {"fileName": "file.txt", "fileSize": len(data)}
        length = {} if kind == "image" else {"duration": 1000}
        return {"contentProvider": {"type": "line"}, **length}


def chat_of(event: Mapping[str, Any]) -> str:
    """Return the id of the chat an event happened in, empty if it has no source."""
    source = event.get("source") or {}
    ids = [source.get(name) for name in ("groupId", "roomId", "userId")]
    return str(next(filter(None, ids), ""))


def _whole(value: Any) -> Any:  # noqa: ANN401  # any JSON
    """Return it without what is null or an empty source."""
    if isinstance(value, dict):
        kept = {name: _whole(one) for name, one in value.items() if one is not None}
        return {name: one for name, one in kept.items() if (name, one) != ("source", {})}
    return [_whole(one) for one in value] if isinstance(value, list) else value
