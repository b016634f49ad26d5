"""Sending an answer so that it arrives once, though LINE may fail at any moment, and so may we.

What is about to be sent, and how, is kept in the inbox before it is sent:

- **Reply** while the token is young: it costs nothing. A token can be used once. Was it unsure
  whether LINE had acted (a timeout, a 5xx, we died), the same token is tried again: if it is
  accepted, the first attempt had not arrived; if it is spent, it had, or the token has become too
  old. Pushing then could say the same twice, so it counts as delivered and is reported as *unsure*.
- **Push** when the token is missing, or older than the limit, or refused though it was never tried.
  It carries a retry key made of the event's id, so LINE itself sends it once (for 24 hours:
  https://developers.line.biz/en/docs/messaging-api/retrying-api-request/).

After a 429 LINE has not acted, so that is not unsure.

If LINE refuses the messages as such (400), their texts are sent alone: better an answer without
buttons than none.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Protocol, Self
from uuid import NAMESPACE_URL, UUID, uuid5

import structlog

from channels.line.errors import LineRateLimited, LineRefused, LineTokenSpent, LineUnreachable
from channels.line.sender import place_of
from chatbot.store.inbox import Taken

_NOT_ACCEPTED = 400
_RETRY_KEYS = uuid5(NAMESPACE_URL, "urn:annai:line:event")

_log = structlog.get_logger(__name__)


class Via(StrEnum):
    """How an answer is sent."""

    REPLY = "reply"
    PUSH = "push"


class Sent(StrEnum):
    """How sending ended."""

    REPLIED = "replied"
    PUSHED = "pushed"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Outgoing:
    """What is about to be sent.

    Attributes:
        unsure: Whether LINE may have sent it already.
    """

    via: Via
    messages: Sequence[Mapping[str, Any]]
    unsure: bool = False

    def as_json(self) -> dict[str, Any]:
        """Return it as the inbox keeps it."""
        return {**asdict(self), "via": self.via.value, "messages": list(self.messages)}

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> Self:
        """Return what the inbox has kept."""
        return cls(Via(kept["via"]), kept["messages"], kept["unsure"])


class Sends(Protocol):
    """What delivery needs of `LineClient`."""

    async def reply(self, token: str, messages: Sequence[Mapping[str, Any]]) -> None:
        """Answer an event."""

    async def push(self, to: str, messages: Sequence[Mapping[str, Any]], retry_key: UUID) -> None:
        """Send to a user, group or room."""


class Keeps(Protocol):
    """Keeps what is about to be sent; raises `LeaseLost` if the event is another worker's."""

    async def __call__(self, outgoing: Outgoing) -> None:
        """Keep it."""


class LeaseLost(Exception):  # noqa: N818  # says what happened; never seen by people
    """Another worker has taken the event: leave it to that one."""


class Unfinished(Exception):  # noqa: N818  # see above
    """Sending failed and may be tried again.

    Args:
        outgoing: What to try again.
    """

    def __init__(self, outgoing: Outgoing) -> None:
        """Keep it."""
        super().__init__(outgoing.via)
        self.outgoing = outgoing


class Delivery:
    """Sends answers.

    Args:
        client: Talks to LINE.
        token_age: Until when a reply token is used for the first time.
    """

    def __init__(self, client: Sends, token_age: timedelta) -> None:
        """Keep both."""
        self._client = client
        self._token_age = token_age

    def planned(
        self, taken: Taken, messages: Sequence[Mapping[str, Any]], now: datetime
    ) -> Outgoing:
        """Return how to send messages that were never sent."""
        via = Via.REPLY if self._is_young(taken, now) else Via.PUSH
        return Outgoing(via, messages)

    async def send(self, taken: Taken, outgoing: Outgoing, now: datetime, keep: Keeps) -> Sent:
        """Send what was planned, or try again what an earlier attempt left.

        Raises:
            Unfinished: It may be tried again.
            LineError: LINE refuses, for good.
            LeaseLost: It is another worker's.
        """
        never_tried = outgoing.via is Via.REPLY and not outgoing.unsure
        if never_tried and not self._is_young(taken, now):
            outgoing = replace(outgoing, via=Via.PUSH)
        await keep(replace(outgoing, unsure=True))
        try:
            return await self._attempt(taken, outgoing, keep)
        except LineUnreachable as error:
            raise Unfinished(replace(outgoing, unsure=True)) from error
        except LineRateLimited as error:
            raise Unfinished(outgoing) from error

    async def _attempt(self, taken: Taken, outgoing: Outgoing, keep: Keeps) -> Sent:
        """Send the messages, or where LINE doesn't accept them, their texts."""
        send = self._reply if outgoing.via is Via.REPLY else self._push
        try:
            return await send(taken, outgoing, keep)
        except LineTokenSpent:
            raise
        except LineRefused as error:
            plain = _texts_of(outgoing.messages)
            if error.status != _NOT_ACCEPTED or not plain or plain == list(outgoing.messages):
                raise
            _log.error("line.refused", status=error.status, said=error.message, then="texts")
            return await send(taken, replace(outgoing, messages=plain), keep)

    async def _reply(self, taken: Taken, outgoing: Outgoing, keep: Keeps) -> Sent:
        try:
            await self._client.reply(str(taken.body["replyToken"]), outgoing.messages)
        except LineTokenSpent:
            if outgoing.unsure:
                return Sent.UNSURE
            pushed = replace(outgoing, via=Via.PUSH)
            await keep(replace(pushed, unsure=True))
            try:
                return await self._push(taken, pushed, keep)
            except (LineUnreachable, LineRateLimited) as error:
                raise Unfinished(pushed) from error
        return Sent.REPLIED

    async def _push(self, taken: Taken, outgoing: Outgoing, _keep: Keeps) -> Sent:
        to = place_of(taken.body["source"])
        await self._client.push(to, outgoing.messages, retry_key_of(taken.event_id))
        return Sent.PUSHED

    def _is_young(self, taken: Taken, now: datetime) -> bool:
        began = min(taken.occurred_at, taken.received_at)
        return bool(taken.body.get("replyToken")) and now - began < self._token_age


def retry_key_of(event_id: str) -> UUID:
    """Return the event's retry key: the same after a crash, and in any process."""
    return uuid5(_RETRY_KEYS, event_id)


def _texts_of(messages: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Return the text messages as they are without quick replies."""
    return [
        {"type": "text", "text": message["text"]}
        for message in messages
        if message["type"] == "text"
    ]
