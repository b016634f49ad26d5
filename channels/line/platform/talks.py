"""What stands in each chat, and a number that grows whenever something changes."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from channels.line.platform.tokens import Now


@dataclass(frozen=True, slots=True)
class Entry:
    """One message or note in a chat.

    Attributes:
        number: Grows over all chats.
        by: `user`, `bot` or `note` (the platform's own, as that a webhook failed).
        via: How it came: `event`, `reply`, `push`, `multicast`, `narrowcast`, `broadcast`.
        message: As in LINE's JSON.
        at: When.
    """

    number: int
    by: str
    via: str
    message: Mapping[str, Any]
    at: datetime


class Talks:
    """The chats, and a way to wait for news.

    Args:
        now: The platform's clock.
    """

    def __init__(self, now: Now) -> None:
        """Begin without any."""
        self._now = now
        self._entries: dict[str, list[Entry]] = {}
        self._loading: dict[str, float] = {}
        self._news = asyncio.Event()
        self._ended = False
        self.version = 0

    def add(self, chat: str, by: str, via: str, message: Mapping[str, Any]) -> None:
        """Put something at the end of a chat; a message of the bot ends the loading animation."""
        self.touch()
        entry = Entry(self.version, by, via, message, self._now())
        self._entries.setdefault(chat, []).append(entry)
        if by == "bot":
            self._loading.pop(chat, None)

    def of(self, chat: str) -> list[Entry]:
        """Return a chat, oldest first."""
        return list(self._entries.get(chat, ()))

    def load(self, chat: str, seconds: int) -> None:
        """Show the loading animation."""
        self._loading[chat] = self._now().timestamp() + seconds
        self.touch()

    def loading(self, chat: str) -> float:
        """Return how many seconds the animation still has, 0 if none is shown."""
        return max(0.0, self._loading.get(chat, 0.0) - self._now().timestamp())

    def touch(self) -> None:
        """Tell those who wait that something has changed."""
        self.version += 1
        self._news.set()
        self._news = asyncio.Event()

    def end(self) -> None:
        """Let nobody wait any more."""
        self._ended = True
        self.touch()

    async def changed(self, version: int, patience_s: float) -> None:
        """Wait until there is something newer than a version, but not for ever."""
        if self._ended or self.version > version:
            return
        try:
            await asyncio.wait_for(self._news.wait(), patience_s)
        except TimeoutError:
            return
