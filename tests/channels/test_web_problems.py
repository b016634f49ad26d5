"""Errors are RFC 9457 problems in the caller's language."""

from collections.abc import Callable

import httpx
import pytest

from channels.web.language import accepted_language
from chatbot.answer import LANGUAGES
from chatbot.service import Chatbot

SECRET = "himitsu-0471234567"  # noqa: S105  # stands for what a resident wrote


@pytest.mark.parametrize(
    ("method", "path", "content", "status", "kind"),
    [
        ("POST", "/api/chat", '{"message', 400, "invalid-json"),
        ("POST", "/api/chat", b'{"message": "\xff"}', 400, "invalid-json"),
        ("POST", "/api/chat", "[" * 60000, 400, "invalid-json"),
        ("POST", "/api/chat", "{}", 422, "invalid-request"),
        ("GET", "/nothing", None, 404, "not-found"),
        ("GET", "/widget/nothing.js", None, 404, "not-found"),
        ("GET", "/demo/../app.py", None, 404, "not-found"),
        ("PUT", "/api/chat", None, 405, "method-not-allowed"),
        ("DELETE", "/", None, 405, "method-not-allowed"),
        ("GET", "/api/suggestions?language=x", None, 422, "invalid-request"),
    ],
)
def test_every_error_is_a_problem(  # noqa: PLR0913, PLR0917  # a row of the table
    client: httpx.Client,
    method: str,
    path: str,
    content: str | bytes | None,
    status: int,
    kind: str,
) -> None:
    """Type, title, status, detail, and as instance the id that the log has."""
    headers = {"Content-Type": "application/json"}
    response = client.request(method, path, content=content, headers=headers)

    problem = response.json()
    assert response.status_code == problem["status"] == status
    assert response.headers["content-type"] == "application/problem+json"
    assert problem["type"] == f"urn:problem-type:annai:{kind}"
    assert problem["title"]
    assert problem["detail"]
    assert problem["instance"] == f"urn:uuid:{response.headers['x-request-id']}"


def test_an_unexpected_error_tells_nothing(
    broken: Chatbot, serving: Callable[[Chatbot], httpx.Client]
) -> None:
    """500 holds neither the exception nor what was sent."""
    response = serving(broken).post("/api/chat", json={"message": SECRET})

    assert response.status_code == 500
    assert response.json()["type"] == "urn:problem-type:annai:internal"
    assert SECRET not in response.text
    assert "Error" not in response.text


def test_a_problem_does_not_repeat_what_was_sent(client: httpx.Client) -> None:
    """It names the place and the rule; a field we don't know is the caller's text too."""
    body = {"message": [SECRET], "language": SECRET, SECRET: 1}
    response = client.post("/api/chat", json=body)

    assert SECRET not in response.text
    assert response.json()["errors"] == [
        {"place": "#/message", "rule": "string_type"},
        {"place": "#/language", "rule": "literal_error"},
        {"place": "#", "rule": "extra_forbidden"},
    ]


def test_problems_exist_in_every_language(client: httpx.Client) -> None:
    """Six languages, six texts."""
    titles = {
        client.get("/nothing", headers={"Accept-Language": language}).json()["title"]
        for language in LANGUAGES
    }

    assert len(titles) == len(LANGUAGES)


def test_the_language_of_the_body_counts_first(client: httpx.Client) -> None:
    """What the resident chose in the page is surer than the browser's setting."""
    response = client.post("/api/chat", json={"language": "ko"}, headers={"Accept-Language": "en"})

    assert response.json()["title"] == "보낸 내용이 올바르지 않습니다"


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("en-US,en;q=0.9,ja;q=0.8", "en"),
        ("fr,vi;q=0.5,zh-Hant-TW;q=0.7", "zh"),
        ("ja-easy", "ja-easy"),
        ("fr", "ja"),
        ("", "ja"),
        ("*;q=x,,;", "ja"),
    ],
)
def test_accept_language_is_read_by_weight(header: str, language: str) -> None:
    """The first of our languages in the caller's order; else Japanese."""
    assert accepted_language(header) == language
