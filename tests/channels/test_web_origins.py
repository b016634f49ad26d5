"""Which web sites may use the API."""

from collections.abc import Callable

import httpx
import pytest

from chatbot.service import Chatbot

CITY_SITE = "https://www.city.example.jp"
HELLO = {"message": "こんにちは"}


@pytest.fixture
def listed(
    make_chatbot: Callable[..., Chatbot], serving: Callable[[Chatbot], httpx.Client]
) -> httpx.Client:
    """A client of a server that lists the city's site."""
    return serving(make_chatbot(allowed_origins=(CITY_SITE,), rate_limit="3/minute"))


def test_a_listed_site_may_ask(listed: httpx.Client) -> None:
    """It gets CORS headers for itself alone, also on errors, so that it can read Retry-After."""
    headers = {"Origin": CITY_SITE}
    answers = [listed.post("/api/chat", json=HELLO, headers=headers) for _ in range(4)]

    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    for answer in answers:
        assert answer.headers["access-control-allow-origin"] == CITY_SITE
        assert "Retry-After" in answer.headers["access-control-expose-headers"]
        assert "access-control-allow-credentials" not in answer.headers


def test_its_browser_may_ask_first(listed: httpx.Client) -> None:
    """The preflight that JSON needs is allowed."""
    headers = {
        "Origin": CITY_SITE,
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "content-type",
    }
    response = listed.options("/api/chat", headers=headers)

    assert response.status_code == 200
    assert response.headers["access-control-allow-origin"] == CITY_SITE


@pytest.mark.parametrize(
    "origin",
    [
        "https://evil.example",
        "http://www.city.example.jp",
        "https://www.city.example.jp.evil.example",
        "null",
        "https://[",
    ],
)
def test_a_foreign_site_is_refused(listed: httpx.Client, origin: str) -> None:
    """403 for its posts and its preflights, and no CORS header that would let it read."""
    asked = listed.post("/api/chat", json=HELLO, headers={"Origin": origin})
    preflight = listed.options(
        "/api/chat", headers={"Origin": origin, "Access-Control-Request-Method": "POST"}
    )
    read = listed.get("/api/city", headers={"Origin": origin})

    for response in (asked, preflight):
        assert response.status_code == 403
        assert response.json()["type"] == "urn:problem-type:annai:foreign-origin"
    for response in (asked, preflight, read):
        assert "access-control-allow-origin" not in response.headers


def test_our_own_page_may_always_ask(client: httpx.Client) -> None:
    """The origin that is the host itself, behind a proxy that ends TLS too."""
    host = client.base_url.netloc.decode()
    for scheme in ("http", "https"):
        headers = {"Origin": f"{scheme}://{host}"}
        assert client.post("/api/chat", json=HELLO, headers=headers).status_code == 200
