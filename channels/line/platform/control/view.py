"""What the page and tests see: the account, and one chat."""

from dataclasses import asdict
from typing import Any

from channels.line.platform.platform import Platform


def account(platform: Platform) -> dict[str, Any]:
    """Return the account as JSON, without its secrets."""
    return {
        "name": platform.options.name,
        "users": [asdict(person) for person in platform.people.known.values()],
        "groups": sorted(platform.people.groups),
        "places": [asdict(place) for place in platform.options.places],
        "buttons": [button.label for button in platform.options.buttons],
        "webhook_url": platform.webhooks.url,
        "redelivery_seconds": platform.webhooks.redelivery_seconds,
        "monthly_quota": platform.quota.limit,
        "used_quota": platform.quota.used,
        "now": platform.clock().isoformat(),
        "version": platform.talks.version,
    }


def talk(platform: Platform, chat: str) -> dict[str, Any]:
    """Return a chat as JSON: its entries, the rich menu, the loading animation."""
    person = platform.people.known.get(chat)
    return {
        "version": platform.talks.version,
        "user": asdict(person) if person else None,
        "entries": [
            {**asdict(entry), "at": entry.at.isoformat()} for entry in platform.talks.of(chat)
        ],
        "loading": platform.talks.loading(chat),
        "menu": _menu(platform, chat),
    }


def _menu(platform: Platform, chat: str) -> dict[str, Any] | None:
    """Return the rich menu that a user sees, None if they see none."""
    menu_id = platform.menus.seen_by(chat)
    if menu_id is None or chat not in platform.people.known:
        return None
    return {
        "id": menu_id,
        "image": f"/_stub/menus/{menu_id}/image",
        **platform.menus.get(menu_id).definition,
    }
