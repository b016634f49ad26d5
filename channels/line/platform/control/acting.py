"""What people do in a chat: it stands there, and the bot is told by a webhook."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from channels.line.platform.delivery import Delivery, Signature
from channels.line.platform.events import chat_of
from channels.line.platform.people import Person
from channels.line.platform.platform import Platform


@dataclass(frozen=True, slots=True)
class Manner:
    """How events are sent.

    Attributes:
        signature: How the webhooks are signed.
        separate: One webhook for each event instead of one for all.
        backwards: The last event comes first.
        copies: How often each webhook is sent.
    """

    signature: Signature = Signature.GOOD
    separate: bool = False
    backwards: bool = False
    copies: int = 1


PLAIN = Manner()


async def happen(
    platform: Platform, told: Sequence[Mapping[str, Any]], manner: Manner = PLAIN
) -> tuple[list[dict[str, Any]], list[Delivery]]:
    """Let events happen, and send the webhooks.

    Args:
        platform: Where.
        told: Descriptions of the events; see `events`.
        manner: How the webhooks are sent.

    Returns:
        The events and how the webhooks went.
    """
    events = [platform.events.make(one) for one in told]
    for event, one in zip(events, told, strict=True):
        _show(platform, event, one.get("displayText"))
    ordered = events[::-1] if manner.backwards else events
    bodies = [[event] for event in ordered] if manner.separate else [ordered]
    deliveries = [
        await platform.webhooks.send(body, manner.signature)
        for body in bodies
        for _ in range(manner.copies)
    ]
    failed = next((one for one in deliveries if not one.ok), None)
    for chat in {chat_of(event) for event in events} - {""}:
        if failed is not None:
            note = {"type": "failure", "reason": failed.reason, "detail": failed.detail}
            platform.talks.add(chat, "note", "event", note)
    return events, deliveries


async def block(platform: Platform, person: Person, *, blocked: bool) -> None:
    """Let a user block the account or take it back; nothing happens if it is so already."""
    if person.blocked == blocked:
        return
    platform.people.block(person.user_id, blocked=blocked)
    platform.talks.touch()
    if blocked:
        await happen(platform, [{"type": "unfollow", "user": person.user_id}])
    else:
        again = {"type": "follow", "user": person.user_id, "follow": {"isUnblocked": True}}
        await happen(platform, [again])


async def switch_menu(platform: Platform, person: Person, alias: str, data: str | None) -> None:
    """Let a user tap a tab of a rich menu: another menu is shown, and the bot is told."""
    menu_id = platform.menus.aliases.get(alias)
    found = menu_id in platform.menus.by_id
    if found and menu_id is not None:
        platform.menus.linked[person.user_id] = platform.menus.showable(menu_id)
        platform.talks.touch()
    if data:
        status = "SUCCESS" if found else "RICHMENU_NOT_FOUND"
        params = {"newRichMenuAliasId": alias, "status": status}
        postback = {"data": data, "params": params}
        event = {"type": "postback", "user": person.user_id, "postback": postback}
        await happen(platform, [event])


def _show(platform: Platform, event: Mapping[str, Any], display_text: str | None) -> None:
    """Put what a user says, or is seen to say, into the chat."""
    message = event.get("message")
    if event.get("type", "message") != "message" or not isinstance(message, dict):
        message = {"type": "text", "text": display_text} if display_text else None
    if message and chat_of(event):
        platform.talks.add(chat_of(event), "user", "event", message)
