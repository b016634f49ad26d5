"""Reading a webhook: which of its events are for us, and what kind they are.

Each event is looked at on its own, so that a strange one doesn't lose the others. LINE may add
types and fields at any time: what is not known is passed over
(https://developers.line.biz/en/docs/partner-docs/development-guidelines/).
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from channels.line.sender import SenderKeys, place_of
from chatbot.store.inbox import Incoming

KINDS = frozenset({"message", "follow", "unfollow", "join", "postback", "unsend"})
"""The types that are worked on."""

MESSAGES = frozenset({"text", "location", "sticker", "image", "video", "audio", "file"})
_GROUPS = frozenset({"group", "room"})
_LATEST_MS = 253_402_300_799_000
"""The end of the year 9999."""


@dataclass(frozen=True, slots=True)
class Looked:
    """An event that was looked at.

    Attributes:
        kind: One of `KINDS`, else `other`; messages with what they are: `message.text`.
        incoming: What to store, None if it isn't for us.
        why: Why it is not: `standby`, `not_asked`, `unknown`, `malformed`; else empty.
    """

    kind: str
    incoming: Incoming | None = None
    why: str = ""


def read_events(body: bytes) -> list[object] | None:
    """Return the events of a webhook's body, None if it has another shape or isn't JSON."""
    try:
        read = json.loads(body.decode("utf-8"))
    except (ValueError, RecursionError):
        return None
    events = read.get("events") if isinstance(read, dict) else None
    return events if isinstance(events, list) else None


def look_at(event: object, keys: SenderKeys) -> Looked:
    """Tell what an event is and whether it is for us."""
    if not isinstance(event, dict):
        return Looked("other", why="malformed")
    kind = _kind(event)
    if kind == "other":
        return Looked(kind, why="unknown")
    if not _is_whole(event):
        return Looked(kind, why="malformed")
    if event.get("mode") != "active":
        return Looked(kind, why="standby")
    if _is_of_group(event) and not _asks_us(event, kind):
        return Looked(kind, why="not_asked")
    return Looked(kind, _incoming(event, keys))


def text_of(message: Mapping[str, Any]) -> str:
    """Return a text message without the mentions of us in it; their places are in UTF-16 units."""
    units = str(message.get("text") or "").encode("utf-16-le", "surrogatepass")
    for start, end in sorted(_mentions(message), reverse=True):
        units = units[: 2 * start] + units[2 * end :]
    return units.decode("utf-16-le", "replace").strip()


def _kind(event: Mapping[str, Any]) -> str:
    kind, message = event.get("type"), event.get("message")
    if not isinstance(kind, str) or kind not in KINDS:
        return "other"
    if kind != "message":
        return kind
    found = message.get("type") if isinstance(message, dict) else None
    return f"message.{found}" if isinstance(found, str) and found in MESSAGES else "other"


def _is_whole(event: Mapping[str, Any]) -> bool:
    happened, source = event.get("timestamp"), event.get("source")
    return (
        isinstance(event.get("webhookEventId"), str)
        and bool(event["webhookEventId"])
        and isinstance(happened, int)
        and 0 <= happened <= _LATEST_MS
        and isinstance(source, dict)
        and bool(place_of(source))
    )


def _is_of_group(event: Mapping[str, Any]) -> bool:
    return event["source"].get("type") in _GROUPS


def _asks_us(event: Mapping[str, Any], kind: str) -> bool:
    """In a group we are asked by a mention, and by our own buttons; joining is told to us."""
    if kind == "message.text":
        return any(True for _ in _mentions(event["message"]))
    return kind in {"join", "postback", "unsend"}


def _mentions(message: Mapping[str, Any]) -> Iterator[tuple[int, int]]:
    """Yield where a text mentions us: from and to, UTF-16 units."""
    mention = message.get("mention")
    people = mention.get("mentionees") if isinstance(mention, dict) else None
    for each in people if isinstance(people, list) else ():
        if isinstance(each, dict) and each.get("isSelf") is True:
            start, length = (_count(each.get(name)) for name in ("index", "length"))
            yield start, start + length


def _count(value: object) -> int:
    return value if isinstance(value, int) and value >= 0 else 0


def _incoming(event: Mapping[str, Any], keys: SenderKeys) -> Incoming:
    message, unsend = event.get("message"), event.get("unsend")
    return Incoming(
        event_id=event["webhookEventId"],
        sender=keys.sender(event["source"]),
        occurred_at=datetime.fromtimestamp(event["timestamp"] / 1000, UTC),
        body=event,
        message_id=str(message.get("id") or "") if isinstance(message, dict) else "",
        leaves=event["type"] == "unfollow",
        withdraws=str(unsend.get("messageId") or "") if isinstance(unsend, dict) else "",
    )
