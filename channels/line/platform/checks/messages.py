"""Messages that a bot sends: one to five in a request."""

from channels.line.platform.checks.actions import QUICK_REPLY_ACTION, URI
from channels.line.platform.checks.flex import CONTAINER
from channels.line.platform.checks.rules import (
    Address,
    Anything,
    Fields,
    Flag,
    Items,
    Kinds,
    Number,
    Rule,
    Text,
)
from channels.line.platform.checks.templates import TEMPLATE
from channels.line.platform.counting import graphemes

_URL = Address(2000)
_ALT = Text(400)
"""Lately 1,500 may do; 400 always did."""

_QUICK_REPLY = Fields(
    {"items": Items(Fields({"imageUrl": _URL, "action": QUICK_REPLY_ACTION}, ("action",)), 13)},
    ("items",),
)
_SENDER = Fields({"name": Text(20, pattern="(?!(?i:line)$).*"), "iconUrl": _URL})
_EVERY: dict[str, Rule] = {"quickReply": _QUICK_REPLY, "sender": _SENDER}


def _message(fields: dict[str, Rule], *required: str) -> Rule:
    return Fields({**_EVERY, **fields}, required)


_AREA = Fields({side: Number(0, 2500) for side in ("x", "y", "width", "height")})
_TAPPED: dict[str, Rule] = {"area": _AREA, "label": Text(100, unit=graphemes)}
_IMAGEMAP_ACTIONS: dict[str, Rule] = {
    "uri": Fields({**_TAPPED, "linkUri": URI}, ("linkUri", "area")),
    "message": Fields({**_TAPPED, "text": Text(400)}, ("text", "area")),
    "clipboard": Fields({**_TAPPED, "clipboardText": Text(1000)}, ("clipboardText", "area")),
}
_MESSAGES: dict[str, Rule] = {
    "text": _message(
        {
            "text": Text(5000),
            "quoteToken": Text(1000),
            "emojis": Items(
                Fields(
                    {"index": Number(0, 5000), "productId": Text(100), "emojiId": Text(100)},
                    ("index", "productId", "emojiId"),
                ),
                20,
                least=0,
            ),
        },
        "text",
    ),
    "textV2": _message(
        {"text": Text(5000), "quoteToken": Text(1000), "substitution": Anything()}, "text"
    ),
    "sticker": _message(
        {"packageId": Text(20), "stickerId": Text(20), "quoteToken": Text(1000)},
        "packageId",
        "stickerId",
    ),
    "image": _message(
        {"originalContentUrl": _URL, "previewImageUrl": _URL},
        "originalContentUrl",
        "previewImageUrl",
    ),
    "video": _message(
        {"originalContentUrl": _URL, "previewImageUrl": _URL, "trackingId": Text(100)},
        "originalContentUrl",
        "previewImageUrl",
    ),
    "audio": _message(
        {"originalContentUrl": _URL, "duration": Number(1, 10_000_000)},
        "originalContentUrl",
        "duration",
    ),
    "location": _message(
        {
            "title": Text(100),
            "address": Text(100),
            "latitude": Number(-90, 90, whole=False),
            "longitude": Number(-180, 180, whole=False),
        },
        "title",
        "address",
        "latitude",
        "longitude",
    ),
    "imagemap": _message(
        {
            "baseUrl": _URL,
            "altText": _ALT,
            "baseSize": Fields({"width": Number(1040, 1040), "height": Number(1, 10_000)}),
            "actions": Items(Kinds(_IMAGEMAP_ACTIONS), 50, least=0),
            "video": Anything(),
        },
        "baseUrl",
        "altText",
        "baseSize",
        "actions",
    ),
    "template": _message({"altText": _ALT, "template": TEMPLATE}, "altText", "template"),
    "flex": _message({"altText": _ALT, "contents": CONTAINER}, "altText", "contents"),
}
MESSAGES = Items(Kinds(_MESSAGES), 5)
_BODY: dict[str, Rule] = {
    "messages": MESSAGES,
    "notificationDisabled": Flag(),
    "customAggregationUnits": Items(Text(30, pattern="[0-9a-zA-Z_]+"), 1, least=0),
}

REPLY = Fields({**_BODY, "replyToken": Text(200)}, ("replyToken", "messages"))
PUSH = Fields({**_BODY, "to": Text(100)}, ("to", "messages"))
MULTICAST = Fields({**_BODY, "to": Items(Text(100), 500)}, ("to", "messages"))
BROADCAST = Fields(_BODY, ("messages",))
"""A narrowcast too: its recipient, filter and limit are taken as they come."""
