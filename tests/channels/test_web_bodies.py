"""Which bodies are read."""

from collections.abc import Callable, Iterator

import httpx
import pytest

from chatbot.service import Chatbot

JSON = {"Content-Type": "application/json"}


@pytest.fixture
def small(
    make_chatbot: Callable[..., Chatbot], serving: Callable[[Chatbot], httpx.Client]
) -> httpx.Client:
    """A client of a server that takes 1,024 bytes."""
    return serving(make_chatbot(max_body_bytes=1024))


def test_a_body_over_the_limit_is_refused_by_its_length(small: httpx.Client) -> None:
    """413 before anything is read; a body just at the limit is read."""
    envelope = len('{"message":""}')
    fits = '{"message":"' + "a" * (1024 - envelope) + '"}'

    assert small.post("/api/chat", content=fits, headers=JSON).status_code == 200
    assert small.post("/api/chat", content=fits + " ", headers=JSON).status_code == 413


def test_a_body_of_unknown_length_is_counted(small: httpx.Client) -> None:
    """Chunked transfer doesn't get around the limit."""

    def chunks() -> Iterator[bytes]:
        yield b'{"message":"'
        for _ in range(64):
            yield b"a" * 1024
        yield b'"}'

    response = small.post("/api/chat", content=chunks(), headers=JSON)

    assert response.status_code == 413
    assert response.json()["type"] == "urn:problem-type:annai:body-too-large"


@pytest.mark.parametrize(
    "media_type", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""]
)
def test_only_json_is_read(client: httpx.Client, media_type: str) -> None:
    """415 keeps forms of other sites out too: they can't send JSON unasked."""
    response = client.post(
        "/api/chat", content='{"message": "a"}', headers={"Content-Type": media_type}
    )

    assert response.status_code == 415
    assert response.json()["type"] == "urn:problem-type:annai:not-json"


def test_a_charset_does_no_harm(client: httpx.Client) -> None:
    """`application/json; charset=utf-8` is JSON."""
    headers = {"Content-Type": "Application/JSON; charset=utf-8"}
    response = client.post("/api/chat", content='{"message": "hello"}', headers=headers)

    assert response.status_code == 200
