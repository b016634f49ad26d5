"""A server of the small city with LINE set up, and a small LINE for it to answer."""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import count
from typing import Any

import httpx
import pytest

from channels.line.signature import signature_of
from chatbot.service import Chatbot, open_chatbot
from chatbot.settings import Settings
from chatbot.store.inbox import Inbox
from chatbot.store.tables import ExchangeRow, InboxRow, SubscriberRow
from tests.line_stand_in import TOKEN, StandIn, standing_in
from tests.serving import running

SECRET = "channel-secret"  # noqa: S105  # of nothing
PATIENCE_S = 30.0
_SECRETS = {"line_channel_secret": SECRET, "line_channel_access_token": TOKEN}


@dataclass
class LinePhone:
    """A resident's telephone: sends webhooks as LINE would, and waits for what arrives."""

    client: httpx.Client
    line: StandIn
    chatbot: Chatbot
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def event(self, kind: str, user: str = "U1", **more: Any) -> dict[str, Any]:  # noqa: ANN401
        """Make an event as LINE does; what is given replaces what it has."""
        n = next(self.numbers)
        return {
            "type": kind,
            "mode": "active",
            "timestamp": int(time.time() * 1000) + n,
            "webhookEventId": f"event-{n}",
            "deliveryContext": {"isRedelivery": False},
            "source": {"type": "user", "userId": user},
            "replyToken": f"token-{n}",
            **more,
        }

    def text(self, text: str, user: str = "U1", **more: Any) -> dict[str, Any]:  # noqa: ANN401
        """Make a text message."""
        message = {"type": "text", "id": f"m{next(self.numbers)}", "text": text, "quoteToken": "q"}
        return self.event("message", user, message=message, **more)

    def post(self, *events: object) -> httpx.Response:
        """Send events in one webhook."""
        return self.post_raw(json.dumps({"destination": "U0", "events": events}).encode())

    def post_raw(self, body: bytes, signature: str | None = None) -> httpx.Response:
        """Send bytes; signed well unless a signature is given."""
        signed = signature_of(SECRET, body) if signature is None else signature
        return self.client.post("/line/webhook", content=body, headers={"X-Line-Signature": signed})

    def settled(self) -> StandIn:
        """Wait until nothing waits, and return what arrived."""
        inbox = Inbox(self.chatbot.store, "line")
        deadline = time.monotonic() + PATIENCE_S
        while (queue := inbox.queue()).waiting + queue.working:
            assert time.monotonic() < deadline, queue
            time.sleep(0.02)
        return self.line

    def ask(self, *events: object) -> list[dict[str, Any]]:
        """Send events and return the messages that they were answered with."""
        before = len(self.line.delivered)
        assert self.post(*events).status_code == 200
        arrived = self.settled().delivered[before:]
        return [message for _, messages in arrived for message in messages]


@pytest.fixture
def make_phone(
    make_chatbot: Callable[..., Chatbot],
    serving: Callable[[Chatbot], httpx.Client],
    line: StandIn,
) -> Callable[..., LinePhone]:
    """Makes a telephone of a city of its own, with LINE and the settings given."""

    def make(**settings: object) -> LinePhone:
        chatbot = make_chatbot(**_SECRETS, line_api_base=line.url, **settings)
        return LinePhone(serving(chatbot), line, chatbot)

    return make


@pytest.fixture
def line() -> Iterator[StandIn]:
    """Give a small LINE."""
    with standing_in() as line:
        yield line


@pytest.fixture(scope="module")
def shared_phone(
    make_settings: Callable[..., Settings], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[LinePhone]:
    """A telephone of a city with LINE, opened once."""
    store = f"sqlite:///{tmp_path_factory.mktemp('store') / 'store.db'}"
    with ExitStack() as opened:
        line = opened.enter_context(standing_in())
        settings = make_settings(database_url=store, line_api_base=line.url, **_SECRETS)
        chatbot = open_chatbot(settings)
        opened.callback(chatbot.close)
        client = opened.enter_context(running(chatbot))
        yield LinePhone(client, line, chatbot)


@pytest.fixture
def phone(shared_phone: LinePhone) -> LinePhone:
    """A telephone of a city with LINE, where nothing has happened yet."""
    shared_phone.settled().forget()
    with shared_phone.chatbot.store.writing() as session:
        for table in (InboxRow, SubscriberRow, ExchangeRow):
            session.query(table).delete()
    return shared_phone
