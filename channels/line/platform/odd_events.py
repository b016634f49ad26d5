"""Events that are rare or that LINE may send one day: a bot has to survive each.

Descriptions for `events.Events.make`; where a field is null the event doesn't have it.
"""

from typing import Any

GROUP = "C" + "0" * 31 + "1"
ROOM = "R" + "0" * 31 + "1"

ODD_EVENTS: dict[str, dict[str, Any]] = {
    "unknown_type": {"type": "teleport", "teleport": {"to": "moon"}},
    "unknown_message": {"message": {"type": "hologram"}},
    "no_quote_token": {"message": {"type": "text", "text": "こんにちは", "quoteToken": None}},
    "standby": {"mode": "standby", "replyToken": None, "text": "こんにちは"},
    "unknown_mode": {"mode": "dormant", "text": "こんにちは"},
    "no_type": {"type": None, "text": "こんにちは"},
    "no_event_id": {"webhookEventId": None, "text": "こんにちは"},
    "no_source": {"source": None, "text": "こんにちは"},
    "unknown_source": {"source": {"type": "planet", "planetId": "P1"}, "text": "こんにちは"},
    "group": {"group": GROUP, "text": "こんにちは"},
    "group_mention": {
        "group": GROUP,
        "message": {
            "type": "text",
            "text": "@bot こんにちは",
            "mention": {"mentionees": [{"index": 0, "length": 4, "type": "user", "isSelf": True}]},
        },
    },
    "group_without_user": {"group": GROUP, "user": None, "text": "こんにちは"},
    "room": {"room": ROOM, "text": "こんにちは"},
    "join": {"type": "join", "group": GROUP, "user": None},
    "leave": {"type": "leave", "group": GROUP, "user": None},
    "unsend": {"type": "unsend"},
    "edited": {"type": "messageEdited", "message": {"type": "text", "text": "変えました"}},
    "postback": {"type": "postback", "postback": {"data": "unknown=1"}},
    "sticker": {"message": {"type": "sticker"}},
    "new_sticker": {"message": {"type": "sticker", "stickerResourceType": "HOLOGRAM"}},
    "image": {"message": {"type": "image"}},
    "video": {"message": {"type": "video"}},
    "audio": {"message": {"type": "audio"}},
    "file": {"message": {"type": "file"}},
    "location": {"message": {"type": "location", "latitude": 35.7876, "longitude": 139.9032}},
    "bot_suspended": {"type": "botSuspended", "source": None},
}
