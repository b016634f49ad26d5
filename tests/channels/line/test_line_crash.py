"""A server that is killed while it answers loses nothing and says nothing twice."""

import json
import subprocess
import time
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest

from channels.line.signature import signature_of
from chatbot.settings import Settings
from chatbot.store.opening import open_store
from chatbot.store.store import Store
from chatbot.store.tables import InboxRow
from tests.line_stand_in import TOKEN, StandIn, standing_in
from tests.processes import client_of

SECRET = "channel-secret"  # noqa: S105  # of nothing
EVENTS = 48
USERS = 24
PATIENCE_S = 90.0

Start = Callable[..., subprocess.Popen[str]]


@pytest.fixture
def line(monkeypatch: pytest.MonkeyPatch) -> Iterator[StandIn]:
    """A small LINE that takes its time, and that the server's environment names."""
    with standing_in() as line:
        line.pause_s = 0.3
        monkeypatch.setenv("ANNAI_LINE_CHANNEL_SECRET", SECRET)
        monkeypatch.setenv("ANNAI_LINE_CHANNEL_ACCESS_TOKEN", TOKEN)
        monkeypatch.setenv("ANNAI_LINE_API_BASE", line.url)
        yield line


@pytest.fixture
def store(published_settings: Settings) -> Iterator[Store]:
    """The server's store."""
    store = open_store(published_settings.resolved_database_url)
    yield store
    store.close()


def event(n: int) -> dict[str, Any]:
    """Make a question of one of the users."""
    return {
        "type": "message",
        "mode": "active",
        "timestamp": int(time.time() * 1000),
        "webhookEventId": f"event-{n}",
        "deliveryContext": {"isRedelivery": False},
        "source": {"type": "user", "userId": f"U{n % USERS}"},
        "replyToken": f"token-{n}",
        "message": {"type": "text", "id": str(n), "text": "粗大ごみの出し方", "quoteToken": "q"},
    }


def post(client: httpx.Client, events: list[dict[str, Any]]) -> None:
    """Send each event in a webhook of its own."""
    for each in events:
        body = json.dumps({"destination": "U0", "events": [each]}).encode()
        headers = {"X-Line-Signature": signature_of(SECRET, body)}
        response = client.post("/line/webhook", content=body, headers=headers)
        assert response.status_code == 200


def outcomes(store: Store) -> list[tuple[str, str]]:
    """Return how far each event is, and how it ended."""
    with store.reading() as session:
        return [(row.status, row.outcome) for row in session.query(InboxRow)]


def test_killed_and_started_again(annai_process: Start, line: StandIn, store: Store) -> None:
    """In the middle of the work, with half of the events sent twice: each is answered once."""
    events = [event(n) for n in range(EVENTS)]
    server = annai_process("serve", "--port", "0")
    with client_of(server) as client:
        post(client, events[: EVENTS // 2])
        while len(line.delivered) < 4:
            time.sleep(0.01)
        server.kill()
        server.wait()
    working = sum(status == "working" for status, _ in outcomes(store))
    again = annai_process("serve", "--port", "0")
    with client_of(again) as client:
        post(client, events)
        deadline = time.monotonic() + PATIENCE_S
        while any(status in {"waiting", "working"} for status, _ in outcomes(store)):
            assert time.monotonic() < deadline, outcomes(store)
            time.sleep(0.1)
    tokens = [token for token, _ in line.delivered]

    assert working > 0
    assert sorted(tokens) == sorted(each["replyToken"] for each in events)
    assert {status for status, _ in outcomes(store)} == {"done"}
    assert {outcome for _, outcome in outcomes(store)} == {"replied", "unsure"}
