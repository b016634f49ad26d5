"""Headers that tell browsers to be careful."""

from collections.abc import Callable

import httpx
import pytest

from chatbot.service import Chatbot


@pytest.mark.parametrize("path", ["/", "/widget.js", "/api/city", "/nothing", "/metrics"])
def test_every_response_has_them(client: httpx.Client, path: str) -> None:
    """Errors and files too."""
    headers = client.get(path).headers

    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'self'" in policy.split("; ")
    assert headers["x-content-type-options"] == "nosniff"
    assert "server" not in headers


@pytest.mark.parametrize("path", ["/", "/widget.js", "/metrics"])
def test_pages_have_those_for_pages(client: httpx.Client, path: str) -> None:
    """Whatever isn't JSON might be shown as one."""
    headers = client.get(path).headers

    assert headers["referrer-policy"] == "strict-origin-when-cross-origin"
    assert "microphone=(self)" in headers["permissions-policy"]
    assert headers["cross-origin-opener-policy"] == "same-origin"


def test_the_api_is_not_cached_and_the_page_is_checked(client: httpx.Client) -> None:
    """Answers are no browser's to keep; after an update nobody has old scripts."""
    assert client.get("/api/city").headers["cache-control"] == "no-store"
    for path in ("/", "/demo/demo.css", "/widget.js"):
        page = client.get(path)
        assert page.headers["cache-control"] == "no-cache"
        again = client.get(path, headers={"If-None-Match": page.headers["etag"]})
        assert again.status_code == 304


def test_listed_sites_may_frame_the_page(
    make_chatbot: Callable[..., Chatbot], serving: Callable[[Chatbot], httpx.Client]
) -> None:
    """The city's site may show the page in a frame, no other."""
    client = serving(make_chatbot(allowed_origins=("https://www.city.example.jp",)))

    policy = client.get("/").headers["content-security-policy"]
    assert policy.endswith("frame-ancestors 'self' https://www.city.example.jp")


def test_hsts_only_where_the_visitor_came_by_https(
    client: httpx.Client,
    make_chatbot: Callable[..., Chatbot],
    serving: Callable[[Chatbot], httpx.Client],
) -> None:
    """Told by a trusted proxy; from anybody else the header counts for nothing."""
    behind = serving(make_chatbot(trusted_proxies=("127.0.0.1/32",)))
    secure = {"X-Forwarded-Proto": "https"}

    assert "strict-transport-security" in behind.get("/", headers=secure).headers
    assert "strict-transport-security" not in behind.get("/").headers
    assert "strict-transport-security" not in client.get("/", headers=secure).headers
