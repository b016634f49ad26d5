"""The webhook: what is stored, and how it is acknowledged (issue 5, "must show" 4)."""

import json
from collections.abc import Callable
from typing import Any, Protocol

import httpx
import pytest

from channels.line.signature import is_signed, signature_of
from chatbot.service import Chatbot
from chatbot.store.tables import InboxRow


class Phone(Protocol):
    """What the fixture `phone` of conftest.py gives; pytest lets nobody import from there."""

    client: httpx.Client
    chatbot: Chatbot
    line: Any

    def event(self, kind: str, user: str = "U1", **more: Any) -> dict[str, Any]:  # noqa: ANN401
        """Make an event."""

    def text(self, text: str, user: str = "U1", **more: Any) -> dict[str, Any]:  # noqa: ANN401
        """Make a text message."""

    def post(self, *events: object) -> httpx.Response:
        """Send events in one webhook."""

    def post_raw(self, body: bytes, signature: str | None = None) -> httpx.Response:
        """Send bytes."""

    def settled(self) -> Any:  # noqa: ANN401
        """Wait until nothing waits."""


def stored(phone: Phone) -> list[str]:
    """Return the ids of the events that are stored."""
    with phone.chatbot.store.reading() as session:
        return [row.event_id for row in session.query(InboxRow).order_by(InboxRow.id)]


def test_signature_is_lines() -> None:
    """The vector of reference/line.md; a body of another order of keys has another one."""
    body = b'{"destination":"U00000000000000000000000000000000","events":[]}'
    signature = "DdTCb+elas5PMKTX2ryRmvYUI0jWhedBLK/hpW0Y7sQ="

    assert signature_of("secret", body) == signature
    assert is_signed("secret", body, signature)
    assert not is_signed("secret", body + b" ", signature)
    assert not is_signed("other", body, signature)
    assert not is_signed("secret", body, "")
    assert not is_signed("secret", body, "署名")


def test_a_webhook_is_acknowledged_and_stored(phone: Phone) -> None:
    """Several events in one body, each stored once."""
    first, second = phone.text("粗大ごみ"), phone.text("住民票", user="U2")
    response = phone.post(first, second)

    assert response.status_code == 200
    assert stored(phone) == [first["webhookEventId"], second["webhookEventId"]]


def test_an_empty_webhook_is_the_consoles_check(phone: Phone) -> None:
    """LINE's "Verify" button sends no events."""
    assert phone.post().status_code == 200
    assert stored(phone) == []


@pytest.mark.parametrize("signature", ["", "AAAA", "署名", "A" * 5000])
def test_a_wrong_signature_stores_nothing(phone: Phone, signature: str) -> None:
    """Status 400, whatever stands in the header, or nothing."""
    body = json.dumps({"destination": "U0", "events": [phone.text("粗大ごみ")]}).encode()
    response = phone.client.post(
        "/line/webhook",
        content=body,
        headers={b"X-Line-Signature": signature.encode()} if signature else {},
    )

    assert response.status_code == 400
    assert response.json()["type"] == "urn:problem-type:annai:invalid-signature"
    assert stored(phone) == []


def test_a_body_that_was_changed_stores_nothing(phone: Phone) -> None:
    """One byte is enough."""
    body = json.dumps({"destination": "U0", "events": [phone.text("粗大ごみ")]}).encode()
    signature = signature_of("channel-secret", body)

    assert phone.post_raw(body.replace(b"U1", b"U2"), signature).status_code == 400
    assert stored(phone) == []


def test_a_replayed_body_is_acknowledged_but_not_stored_again(phone: Phone) -> None:
    """LINE redelivers what it thinks was lost, and an attacker may replay: one answer."""
    event = phone.text("粗大ごみ")
    body = json.dumps({"destination": "U0", "events": [event]}).encode()
    again = json.dumps({"events": [{**event, "deliveryContext": {"isRedelivery": True}}]}).encode()

    assert [phone.post_raw(each).status_code for each in (body, body, again)] == [200, 200, 200]
    assert stored(phone) == [event["webhookEventId"]]
    assert len(phone.settled().delivered) == 1


@pytest.mark.parametrize("signed", [True, False])
def test_a_large_body_is_refused(phone: Phone, *, signed: bool) -> None:
    """A megabyte, signed or not, with its length told or not."""
    body = json.dumps({"events": [phone.text("あ")], "x": "x" * 1_000_000}).encode()
    signature = signature_of("channel-secret", body) if signed else "AAAA"
    headers = {"X-Line-Signature": signature}
    pieces = (body[at : at + 65_536] for at in range(0, len(body), 65_536))

    assert phone.post_raw(body, signature).status_code == 413
    assert phone.client.post("/line/webhook", content=pieces, headers=headers).status_code == 413
    assert stored(phone) == []


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"{}",
        b'{"events": {}}',
        b'{"events": null}',
        b"\xff\xfe",
        b"[" * 9999,
    ],
)
def test_a_body_that_is_no_webhook_is_refused(phone: Phone, body: bytes) -> None:
    """Well signed, but broken JSON, another shape, or not UTF-8."""
    response = phone.post_raw(body)

    assert response.status_code == 400
    assert response.json()["type"] == "urn:problem-type:annai:invalid-json"


STRANGE: list[object] = [
    None,
    "event",
    {},
    {"type": "message"},
    {"type": 1, "webhookEventId": "x", "timestamp": 1, "source": {"type": "user", "userId": "U"}},
]


@pytest.mark.parametrize("strange", STRANGE)
def test_a_strange_event_does_not_lose_the_others(phone: Phone, strange: object) -> None:
    """It is passed over, and the one beside it is stored."""
    good = phone.text("粗大ごみ")

    assert phone.post(strange, good, strange).status_code == 200
    assert stored(phone) == [good["webhookEventId"]]


@pytest.mark.parametrize(
    "change",
    [
        {"type": "somethingNew"},
        {"type": "videoPlayComplete"},
        {"type": "messageEdited"},
        {"message": {"type": "hologram", "id": "1"}},
        {"message": None},
        {"mode": "standby", "replyToken": None},
        {"mode": None},
        {"webhookEventId": ""},
        {"timestamp": "yesterday"},
        {"timestamp": 10**30},
        {"timestamp": -1},
        {"source": None},
        {"source": {"type": "user"}},
        {"source": {"type": "group", "groupId": "C1", "userId": "U1"}},
    ],
)
def test_what_is_not_for_us_is_not_stored(phone: Phone, change: dict[str, Any]) -> None:
    """Unknown types, another module's turn, broken fields, talk in a group that isn't to us."""
    assert phone.post({**phone.text("粗大ごみ"), **change}).status_code == 200
    assert stored(phone) == []


def test_residents_limits_do_not_hold_for_line(
    make_phone: Callable[..., Phone],
) -> None:
    """All of LINE comes from a few addresses: no rate limit, and no limit of a question's size."""
    phone = make_phone(rate_limit="1/hour", max_body_bytes=1024)
    sent = [phone.post(phone.text("あ" * 900, user=f"U{n}")) for n in range(5)]

    assert [response.status_code for response in sent] == [200] * 5
    assert len(stored(phone)) == 5


def test_without_a_secret_there_is_no_webhook(client: httpx.Client) -> None:
    """A city without LINE has nothing at the address."""
    response = client.post("/line/webhook", content=b'{"events": []}')

    assert response.status_code == 404
    assert response.headers["content-type"] == "application/problem+json"


def test_a_database_that_fails_is_not_acknowledged(make_phone: Callable[..., Phone]) -> None:
    """Then LINE delivers it again, if the city has switched that on."""
    phone = make_phone()
    with phone.chatbot.store.writing() as session:
        session.connection().exec_driver_sql("ALTER TABLE inbox RENAME TO gone")

    assert phone.post(phone.text("粗大ごみ")).status_code == 503
