"""The server as a process of its own: what it logs, and how it ends."""

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest

from chatbot.settings import Settings

SECRET = "松戸太郎 090-1234-5678"  # noqa: S105  # stands for what a resident wrote

SERVE = """
from channels.logs import configure_logs
from channels.web.server import serve
from chatbot.service import open_chatbot
from chatbot.settings import load_settings
configure_logs()
chatbot = open_chatbot(load_settings())
serve(chatbot, "127.0.0.1", 0)
chatbot.close()
print("closed")
"""
"""What `annai serve` does, without the command line."""


@dataclass
class Server:
    """A server process and what it logged so far."""

    process: subprocess.Popen[str]
    log: list[dict[str, Any]] = field(default_factory=list)

    def read_log(self, until: str = "nothing") -> str:
        """Read the log up to an event with these words, else to its end; return the event."""
        assert self.process.stderr is not None
        for line in self.process.stderr:
            self.log.append(json.loads(line))
            if until in self.log[-1]["event"]:
                break
        return str(self.log[-1]["event"])

    def ended(self) -> tuple[int, str]:
        """Return the exit status and the standard output, when it has ended."""
        self.read_log()
        assert self.process.stdout is not None
        return self.process.wait(), self.process.stdout.read()


@pytest.fixture
def server(make_settings: Callable[..., Settings], tmp_path: Path) -> Iterator[Server]:
    """A server process, killed after the test if it is still there."""
    settings = make_settings()
    environment = {
        **os.environ,
        "ANNAI_CITY": settings.city,
        "ANNAI_DATA_DIR": str(settings.data_dir),
        "ANNAI_DATABASE_URL": f"sqlite:///{tmp_path / 'process.db'}",
    }
    with subprocess.Popen(  # noqa: S603  # our own interpreter and our own text
        [sys.executable, "-c", SERVE],
        cwd=Path(__file__).parents[2],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        yield Server(process)
        process.kill()


def test_a_request_in_flight_is_answered_before_the_server_ends(server: Server) -> None:
    """SIGTERM lets it finish; then `serve` returns, so that its caller closes the chatbot."""
    url = urlsplit(server.read_log(until="running on http").split()[3])
    body = json.dumps({"message": "こんにちは"}).encode()
    head = (
        "POST /api/chat HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
        f"Expect: 100-continue\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    with socket.create_connection((url.hostname, url.port or 0)) as connection:
        connection.sendall(head.encode())
        assert connection.recv(65536).startswith(b"HTTP/1.1 100 ")  # it waits for the body
        server.process.send_signal(signal.SIGTERM)
        server.read_log(until="Shutting down")
        connection.sendall(body)
        response = b"".join(iter(lambda: connection.recv(65536), b""))

    assert response.startswith(b"HTTP/1.1 200 OK\r\n")
    assert b'"status":"clarify"' in response
    assert server.ended() == (0, "closed\n")


def test_a_request_is_one_line_of_the_log_without_personal_data(server: Server) -> None:
    """Route, status and times, but not the message, the address, the path or the query."""
    url = server.read_log(until="running on http").split()[3]
    with httpx.Client(base_url=url, timeout=30) as client:
        answer = client.post("/api/chat", json={"message": SECRET, "conversation_id": "conv-1"})
        client.get("/nothing-here", params={"q": SECRET})
        client.post("/api/chat", json={"message": [SECRET]})
    server.process.send_signal(signal.SIGINT)

    assert server.ended() == (0, "closed\n")
    requests = [line for line in server.log if line["event"] == "request"]
    assert [line["status"] for line in requests] == [200, 404, 422]
    chat = requests[0]
    assert list(chat)[:3] == ["time", "level", "event"]
    assert (chat["level"], chat["route"], chat["method"]) == ("info", "/api/chat", "POST")
    assert chat["request_id"] == answer.headers["x-request-id"]
    assert chat["answer_status"] == answer.json()["status"]
    assert chat["duration_ms"] > 0
    written = json.dumps(requests, ensure_ascii=False)
    for hidden in ("松戸太郎", "090", "1234", "conv-1", "nothing-here", "127.0.0.1"):
        assert hidden not in written
