"""LINE's parts and how they are put together: what is stored, who answers, who counts."""

import contextlib
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from importlib.util import find_spec
from typing import Any
from zoneinfo import ZoneInfo

from prometheus_client import CollectorRegistry

from channels.line.actions import Json
from channels.line.choices import Choices
from channels.line.counts import LineCounts
from channels.line.delivery import Delivery
from channels.line.desk import Desk
from channels.line.errors import LineError
from channels.line.events import Looked, look_at
from channels.line.intake import Intake
from channels.line.rush import Rush
from channels.line.sender import SenderKeys
from channels.line.signature import is_signed
from channels.line.talk import CHANNEL, Talk
from channels.line.worker import Work, Worker
from chatbot.answer import Answer
from chatbot.service import Chatbot
from chatbot.settings import Settings
from chatbot.store.inbox import Inbox

THREADS = 4
"""For the database."""

ANSWERING = 2
"""Answers made at once. Searching keeps a processor busy: more of it at once would be no faster,
and would hold up the acknowledgement of webhooks."""

ANSWERING_WITH_LLM = 16
"""With a language model an answer mostly waits, so as many as events are worked on at once: more
than may wait for the model, so that an emergency is answered at once."""


class LineChannel:
    """Takes webhooks and answers them in the background.

    Args:
        chatbot: Answers; the caller closes it after this.
        registry: Of the app's metrics.
        counted: Told of every answer.
        choices: Answers what is chosen in menus, besides the talk itself.
        now: The clock, with the city's time zone.
    """

    def __init__(
        self,
        chatbot: Chatbot,
        registry: CollectorRegistry,
        counted: Callable[[Answer], None],
        choices: Choices,
        now: Callable[[], datetime],
    ) -> None:
        """Put the parts together; nothing runs before `start`.

        Raises:
            LineError: A setting or the extra is missing.
        """
        self._secret, self._token = _secrets(chatbot.settings)
        self._settings = chatbot.settings
        self._now = now
        self._keys = SenderKeys(self._secret)
        self.inbox = Inbox(chatbot.store, CHANNEL)
        self.counts = LineCounts(registry, self.inbox, now)
        self._talk = Talk(chatbot, self._keys, counted, choices.postbacks(), choices.command)
        self._rush = Rush()
        self._chatbot = chatbot
        self._intake = Intake(self._store)
        self._worker = Worker(self.inbox, self._desk, now)

    def start(self) -> None:
        """Begin to answer."""
        self._worker.start()

    def close(self) -> None:
        """Let what is being answered end, then stop."""
        self._worker.close()

    def is_signed(self, body: bytes, signature: str) -> bool:
        """Tell whether a webhook is LINE's."""
        return is_signed(self._secret, body, signature)

    def look_at(self, events: Sequence[object]) -> list[Looked]:
        """Tell of each event what it is and whether it is for us."""
        return [look_at(event, self._keys) for event in events]

    async def take_in(self, looked: Sequence[Looked]) -> None:
        """Store the events that are for us, all or none, together with those of other webhooks.

        Raises:
            StoreError: They are not stored.
        """
        self._rush.arrived()
        await self._intake.put(looked)

    def _store(self, looked: Sequence[Looked]) -> None:
        """Store events in one transaction, and wake the worker."""
        incoming = [each.incoming for each in looked if each.incoming]
        new = self.inbox.add(incoming, self._now()) if incoming else 0
        for each in looked:
            self.counts.event(each.kind, each.why or "received")
        if new:
            self._worker.wake()
        for _ in range(len(incoming) - new):
            self.counts.event("any", "duplicate")

    def _reply_to(self, event: Mapping[str, Any], now: datetime) -> list[Json]:
        """Answer when no webhook is in a hurry; in a disaster it takes no time worth waiting."""
        if not self._chatbot.answers_at_once:
            self._rush.wait()
        return self._talk.reply_to(event, now)

    @contextlib.asynccontextmanager
    async def _desk(self) -> AsyncIterator[Work]:
        """Open what works on events; LINE's SDK is imported only here, in the worker's thread."""
        from channels.line.client import LineClient  # noqa: PLC0415  # 1.3 s

        client = LineClient(self._token, self._settings.line_api_base)
        at_once = ANSWERING_WITH_LLM if self._chatbot.has_language_model else ANSWERING
        threads = ThreadPoolExecutor(THREADS, thread_name_prefix="line-store")
        answering = ThreadPoolExecutor(at_once, thread_name_prefix="line-answer")
        desk = Desk(
            inbox=self.inbox,
            client=client,
            delivery=Delivery(client, timedelta(seconds=self._settings.line_reply_seconds)),
            reply_to=self._reply_to,
            threads=threads,
            answering=answering,
            ended=self.counts.event,
            retried=self.counts.retry,
            now=self._now,
        )
        try:
            yield desk.work
        finally:
            await client.aclose()
            answering.shutdown()
            threads.shutdown()


def line_channel(
    chatbot: Chatbot, registry: CollectorRegistry, counted: Callable[[Answer], None]
) -> LineChannel | None:
    """Return the city's LINE channel, None where LINE is not set up.

    Raises:
        LineError: A setting or the extra is missing.
    """
    if chatbot.settings.line_channel_secret is None:
        return None
    zone = ZoneInfo(chatbot.city.timezone)

    def now() -> datetime:
        return datetime.now(UTC).astimezone(zone)

    secret = chatbot.settings.line_channel_secret.get_secret_value()
    return LineChannel(chatbot, registry, counted, Choices.of(chatbot, secret, now), now)


def _secrets(settings: Settings) -> tuple[str, str]:
    secret, token = settings.line_channel_secret, settings.line_channel_access_token
    if secret is None or token is None:
        raise LineError("no_secrets")
    if find_spec("linebot") is None:
        raise LineError("no_extra")
    return secret.get_secret_value(), token.get_secret_value()
