"""How often one client may ask."""

import time
from collections.abc import Callable

import httpx
import pytest

from channels.web.rate_limit import client_of
from chatbot.service import Chatbot

MakeChatbot = Callable[..., Chatbot]
Serving = Callable[[Chatbot], httpx.Client]

HELLO = {"message": "こんにちは"}


def statuses(client: httpx.Client, *addresses: str) -> list[int]:
    """Ask once for each address that a proxy tells."""
    return [
        client.post("/api/chat", json=HELLO, headers={"X-Forwarded-For": address}).status_code
        for address in addresses
    ]


def test_too_many_questions_are_refused_with_the_time_to_wait(
    make_chatbot: MakeChatbot, serving: Serving
) -> None:
    """429 with Retry-After, the seconds in words too; looking at the page goes on."""
    client = serving(make_chatbot(rate_limit="2/minute"))
    for _ in range(2):
        assert client.post("/api/chat", json=HELLO).status_code == 200
    response = client.post("/api/chat", json=HELLO)

    wait = int(response.headers["retry-after"])
    assert response.status_code == 429
    assert 50 <= wait <= 60
    assert response.json()["retry_after"] == wait
    assert f"{wait}秒" in response.json()["detail"]
    assert client.get("/api/city").status_code == 200
    assert client.get("/healthz").status_code == 200


def test_the_limit_ends_with_its_time(make_chatbot: MakeChatbot, serving: Serving) -> None:
    """Asking again after the window is answered."""
    client = serving(make_chatbot(rate_limit="1/second"))
    first = client.post("/api/chat", json=HELLO).status_code
    second = client.post("/api/chat", json=HELLO)
    time.sleep(int(second.headers["retry-after"]))
    third = client.post("/api/chat", json=HELLO).status_code

    assert (first, second.status_code, third) == (200, 429, 200)


def test_a_caller_can_not_claim_another_address(
    make_chatbot: MakeChatbot, serving: Serving
) -> None:
    """X-Forwarded-For of somebody who is no trusted proxy counts for nothing."""
    client = serving(make_chatbot(rate_limit="2/minute"))

    assert statuses(client, "203.0.113.1", "203.0.113.2", "203.0.113.3") == [200, 200, 429]


def test_behind_a_trusted_proxy_each_client_has_its_own_share(
    make_chatbot: MakeChatbot, serving: Serving
) -> None:
    """The nearest address that is not a trusted proxy's is the client."""
    client = serving(make_chatbot(rate_limit="1/minute", trusted_proxies=("127.0.0.1/32",)))

    assert statuses(
        client, "203.0.113.1", "203.0.113.2", "203.0.113.2", "203.0.113.9, 203.0.113.1"
    ) == [200, 200, 429, 429]


@pytest.mark.parametrize(
    ("address", "client"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::1", "2001:db8:1:2::/64"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
    ],
)
def test_an_ipv6_network_is_one_client(address: str, client: str) -> None:
    """A household has a /64 to itself; changing the address within it wins nothing."""
    assert client_of({"client": (address, 1)}) == client
