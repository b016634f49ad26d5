"""The platform: all its parts, built from the options."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from random import Random
from typing import Any

from channels.line.platform.calls import Call
from channels.line.platform.clock import MovableClock
from channels.line.platform.contents import Contents
from channels.line.platform.delivery import Webhooks
from channels.line.platform.events import Events
from channels.line.platform.faults import Faults
from channels.line.platform.ids import MessageIds, new_quote_token
from channels.line.platform.menus import RichMenus
from channels.line.platform.options import Options
from channels.line.platform.people import People
from channels.line.platform.quota import Quota
from channels.line.platform.retry_keys import RetryKeys
from channels.line.platform.talks import Talks
from channels.line.platform.tokens import AccessTokens, ReplyTokens

_QUOTABLE = frozenset({"text", "textV2", "sticker", "image", "video"})


@dataclass(frozen=True, slots=True)
class Platform:
    """One account's side of LINE. It lives in one event loop; tests reach it over HTTP only."""

    options: Options
    clock: MovableClock
    access: AccessTokens
    replies: ReplyTokens
    retries: RetryKeys
    quota: Quota
    people: People
    talks: Talks
    contents: Contents
    menus: RichMenus
    faults: Faults
    events: Events
    webhooks: Webhooks
    ids: MessageIds
    calls: list[Call] = field(default_factory=list)
    narrowcasts: dict[str, int] = field(default_factory=dict)

    def deliver(
        self, chats: Sequence[str], via: str, messages: Sequence[dict[str, Any]]
    ) -> list[dict[str, str]]:
        """Put messages into chats, but not into those who blocked the account.

        Returns:
            What the API tells of each message: its id, and its quote token if it has one.
        """
        sent = []
        for message in messages:
            told = {"id": self.ids.next()}
            if message["type"] in _QUOTABLE:
                told["quoteToken"] = new_quote_token()
            sent.append(told)
        for chat in chats:
            if self.people.has(chat) and self.people.reached(chat):
                for message in messages:
                    self.talks.add(chat, "bot", via, message)
        self.quota.count(via, sum(map(self.people.reached, filter(self.people.has, chats))))
        return sent


def open_platform(options: Options, now: Callable[[], datetime]) -> Platform:
    """Build a platform; nothing is sent or listened to yet.

    Args:
        options: What it is started with.
        now: The real clock; tells times with a zone.
    """
    clock = MovableClock(now)
    people, talks, contents, ids = People(), Talks(clock), Contents(), MessageIds()
    replies = ReplyTokens(options.reply_seconds, clock)
    return Platform(
        options=options,
        clock=clock,
        access=AccessTokens(options.access_token, clock),
        replies=replies,
        retries=RetryKeys(clock),
        quota=Quota(options.monthly_quota, clock),
        people=people,
        talks=talks,
        contents=contents,
        menus=RichMenus(),
        faults=Faults(Random(options.seed)),  # noqa: S311  # faults keep no secret
        events=Events(clock, replies, people, contents, ids),
        webhooks=Webhooks(options, clock),
        ids=ids,
    )
