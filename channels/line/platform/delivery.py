"""Webhooks: signed, sent to the bot, given up after two seconds, sent again if told to."""

import asyncio
import base64
import hashlib
import hmac
import json
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from channels.line.platform.clock import MovableClock
from channels.line.platform.options import Options
from channels.line.platform.posting import Poster, PostError

_SUCCESS = range(200, 300)


class Signature(StrEnum):
    """How a webhook is signed: right, or wrong in one of the ways a bot must notice."""

    GOOD = "good"
    WRONG_SECRET = "wrong_secret"  # noqa: S105  # a kind of fault
    MISSING = "missing"
    CHANGED_BODY = "changed_body"


@dataclass(frozen=True, slots=True)
class Delivery:
    """One attempt.

    Attributes:
        number: Counts attempts from 1.
        body: The bytes that were sent, as text.
        status: What the bot answered; 0 if nothing.
        reason: `OK`, or LINE's word for why it failed.
        detail: What exactly.
        seconds: How long it took.
        at: When it began.
    """

    number: int
    body: str
    status: int
    reason: str
    detail: str
    seconds: float
    at: datetime

    @property
    def ok(self) -> bool:
        """Whether the bot took it."""
        return self.reason == "OK"


@dataclass(slots=True)
class Webhooks:
    """Sends webhooks and remembers how that went.

    Attributes:
        options: The channel's secret, times and redelivery.
        clock: The platform's clock.
        url: Where they go; None if nowhere.
        redelivery_seconds: Pause before one that failed is sent again; None: it isn't.
        attempts: What was sent.
    """

    options: Options
    clock: MovableClock
    url: str | None = None
    redelivery_seconds: float | None = None
    attempts: list[Delivery] = field(default_factory=list)
    _poster: Poster = field(default_factory=Poster)
    _later: set[asyncio.Task[None]] = field(default_factory=set)

    def __post_init__(self) -> None:
        """Begin with what the options say."""
        self.url = self.options.webhook_url
        self.redelivery_seconds = self.options.redelivery_seconds

    async def send(
        self, events: Sequence[Mapping[str, Any]], signature: Signature = Signature.GOOD
    ) -> Delivery:
        """Send events in one body; if that fails and redelivery is on, again later."""
        delivery = await self.send_raw(self.body_of(events), signature)
        if not delivery.ok and self.redelivery_seconds is not None and events:
            task = asyncio.create_task(self._redeliver(events))
            self._later.add(task)
            task.add_done_callback(self._later.discard)
        return delivery

    async def send_raw(
        self, body: bytes, signature: Signature = Signature.GOOD, url: str | None = None
    ) -> Delivery:
        """Send bytes as they are, once."""
        begun, at = time.monotonic(), self.clock()
        status, reason, detail = await self._post(url or self.url, body, signature)
        text = body.decode(errors="replace")
        took = time.monotonic() - begun
        number = len(self.attempts) + 1
        delivery = Delivery(number, text, status, reason, detail, took, at)
        self.attempts.append(delivery)
        return delivery

    def body_of(self, events: Sequence[Mapping[str, Any]]) -> bytes:
        """Return the body of a webhook."""
        body = {"destination": self.options.bot_user_id, "events": list(events)}
        return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()

    async def redeliver(self, events: Sequence[Mapping[str, Any]]) -> Delivery:
        """Send events again, marked as such."""
        return await self.send_raw(self.body_of(list(map(again, events))))

    def close(self) -> None:
        """Give up what waits and close the connections."""
        for task in self._later:
            task.cancel()
        self._poster.close()

    async def _redeliver(self, events: Sequence[Mapping[str, Any]]) -> None:
        for _ in range(self.options.redeliveries):
            await asyncio.sleep(self.redelivery_seconds or 0)
            if (await self.redeliver(events)).ok:
                return

    async def _post(
        self, url: str | None, body: bytes, signature: Signature
    ) -> tuple[int, str, str]:
        """Return status, LINE's word for how it went, and what exactly."""
        if url is None:
            return 0, "COULD_NOT_CONNECT", "no webhook URL is set"
        headers = {
            "content-type": "application/json; charset=utf-8",
            "user-agent": "LineBotWebhook/2.0",
        }
        sent = body + b" " if signature is Signature.CHANGED_BODY else body
        if signature is not Signature.MISSING:
            headers["x-line-signature"] = self._sign(body, signature)
        try:
            async with asyncio.timeout(self.options.webhook_seconds):
                status = await self._poster.post(url, sent, headers)
        except TimeoutError:
            return 0, "REQUEST_TIMEOUT", f"no answer within {self.options.webhook_seconds} s"
        except PostError as error:
            return 0, "COULD_NOT_CONNECT", str(error)
        reason = "OK" if status in _SUCCESS else "ERROR_STATUS_CODE"
        return status, reason, str(status)

    def _sign(self, body: bytes, signature: Signature) -> str:
        secret = self.options.channel_secret
        key = "another secret" if signature is Signature.WRONG_SECRET else secret
        return base64.b64encode(hmac.digest(key.encode(), body, hashlib.sha256)).decode()


def again(event: Mapping[str, Any]) -> dict[str, Any]:
    """Return an event as it comes when it is sent again: the same but for the mark."""
    return {**event, "deliveryContext": {"isRedelivery": True}}
