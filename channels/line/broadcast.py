"""Sending a broadcast part by part, so that it can be broken off anywhere and taken up again.

What LINE says decides (its rules on retrying):

- no answer, or 5xx: nobody knows whether it was sent; the same part is tried again with the same
  key, which LINE takes for 24 hours and answers with "accepted before" if it was;
- 429 for too many calls: nothing was sent; tried again as well;
- 429 for the month's limit, or any other refusal: the broadcast stops and can be resumed;
- 400 "Failed to send messages": somebody in the part can't be written to. It is halved until that
  one is found, so that the others are told all the same.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from channels.line.batches import batches
from channels.line.errors import LineError, LineRateLimited, LineRefused, LineUnreachable
from chatbot.store.broadcasts import Broadcasts, Outcome, Part
from chatbot.store.segments import Recipient

JAPANESE = "ja"
TEXT_UNITS = 5000
"""Longest text of a message, in UTF-16 code units."""

WAITS_S = (1.0, 2.0, 4.0, 8.0, 16.0)
"""Seconds before each further attempt at a part."""

_KEY_LASTS = timedelta(hours=23)
"""An hour less than LINE's 24, for clocks that differ."""

_UNREACHABLE_USER = "Failed to send messages"

Multicast = Callable[[Sequence[str], Sequence[Mapping[str, Any]], UUID], Awaitable[None]]
"""`LineClient.multicast`."""

Sleep = Callable[[float], Awaitable[None]]


def check_texts(texts: Mapping[str, str]) -> None:
    """Make sure that LINE takes every text.

    Raises:
        LineError: One is blank or too long.
    """
    for language, text in texts.items():
        units = len(text.encode("utf-16-le")) // 2
        if not text.strip():
            raise LineError("broadcast.blank", language=language)
        if units > TEXT_UNITS:
            raise LineError("broadcast.long", language=language, units=units, limit=TEXT_UNITS)


def parts_of(
    recipients: Sequence[Recipient], texts: Mapping[str, str]
) -> list[tuple[str, tuple[str, ...]]]:
    """Return language and users of each call: people's own language where there is a text in it."""
    by_language: dict[str, list[str]] = {}
    for recipient in recipients:
        own = recipient.language if recipient.language in texts else None
        by_language.setdefault(own or JAPANESE, []).append(recipient.user_id)
    return [(one, users) for one in sorted(by_language) for users in batches(by_language[one])]


@dataclass(frozen=True, slots=True)
class Sending:
    """Sends what is left of broadcasts.

    Attributes:
        multicast: Gives a message to LINE.
        broadcasts: Where the parts are.
        now: The clock, with a time zone.
        told: Called after each part with how many people it has gone to so far.
        sleep: Waits some seconds.
    """

    multicast: Multicast
    broadcasts: Broadcasts
    now: Callable[[], datetime]
    told: Callable[[int], None]
    sleep: Sleep = asyncio.sleep

    async def send(self, broadcast_id: UUID, texts: Mapping[str, str]) -> None:
        """Send every part that waits.

        Raises:
            LineError: It can't go on now; what waits still waits.
        """
        while part := self.broadcasts.next_part(broadcast_id):
            if part.tried_at and self.now() - part.tried_at > _KEY_LASTS:
                self.broadcasts.settle(part, Outcome.UNSURE)
            else:
                await self._send(part, [{"type": "text", "text": texts[part.language]}])
            self.told(self.broadcasts.counts(broadcast_id)[Outcome.SENT])

    async def _send(self, part: Part, messages: list[dict[str, str]]) -> None:
        if part.tried_at is None:
            self.broadcasts.mark_tried(part, self.now())
        try:
            await self._persist(part, messages)
        except LineRefused as error:
            if _UNREACHABLE_USER not in error.message:
                raise
            if len(part.users) > 1:
                self.broadcasts.halve(part)
            else:
                self.broadcasts.settle(part, Outcome.REFUSED)
        else:
            self.broadcasts.settle(part, Outcome.SENT)

    async def _persist(self, part: Part, messages: list[dict[str, str]]) -> None:
        """Try until LINE has decided, with waits between; the key makes it safe."""
        unknown = part.tried_at is not None
        for wait in (*WAITS_S, None):
            try:
                await self.multicast(part.users, messages, part.retry_key)
            except (LineUnreachable, LineRateLimited) as error:
                unknown = unknown or isinstance(error, LineUnreachable)
                if wait is None:
                    self._forget_try(part, unknown=unknown)
                    raise
                await self.sleep(wait)
            except LineError:
                self._forget_try(part, unknown=unknown)
                raise
            else:
                return

    def _forget_try(self, part: Part, *, unknown: bool) -> None:
        if not unknown:
            self.broadcasts.mark_tried(part, None)
