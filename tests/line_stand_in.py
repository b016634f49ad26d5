"""A small LINE: takes replies and pushes over HTTP, and fails as it is told to.

It keeps to reference/line.md where answering depends on it: a reply token counts once, a retry key
counts once, and a fault may come before or after LINE has acted.
"""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from typing import Any

TOKEN = "access-token"  # noqa: S105  # of nothing
SPENT = (400, {"message": "Invalid reply token"})
RATE = (429, {"message": "The API rate limit has been exceeded. Try again later."})
QUOTA = (429, {"message": "You have reached your monthly limit."})
ERROR: tuple[int, dict[str, Any]] = (500, {})
SENT = (200, {"sentMessages": [{"id": "1"}]})
AFTER = "after"
"""A 500 after LINE has acted."""


@dataclass
class StandIn:
    """What LINE was told, and what it will answer.

    Attributes:
        faults: What the next calls of a path end with; then all goes well.
        delivered: Messages that arrived: the talk or token, and the messages.
        answers: What GET calls return, by the last part of their path.
        pause_s: How long it thinks after it has acted, before it answers.
        calls: Path, `X-Line-Retry-Key` and body of every call.
    """

    url: str = ""
    faults: dict[str, list[tuple[int, dict[str, Any]] | str]] = field(default_factory=dict)
    delivered: list[tuple[str, list[dict[str, Any]]]] = field(default_factory=list)
    calls: list[tuple[str, str | None, dict[str, Any]]] = field(default_factory=list)
    answers: dict[str, dict[str, Any]] = field(default_factory=dict)
    pause_s: float = 0.0
    spent: set[str] = field(default_factory=set)
    lock: Lock = field(default_factory=Lock)

    def fail(self, path: str, *faults: tuple[int, dict[str, Any]] | str) -> None:
        """Let the next calls of `reply`, `push` or `loading` fail."""
        self.faults.setdefault(path, []).extend(faults)

    def forget(self) -> None:
        """Begin anew."""
        for each in (self.faults, self.delivered, self.calls, self.answers, self.spent):
            each.clear()

    def texts(self) -> list[str]:
        """Return the first text of everything that arrived."""
        return [messages[0]["text"] for _, messages in self.delivered]

    def answer(self, path: str, key: str | None, body: dict[str, Any]) -> tuple[int, Any]:
        """Do what a call asks for, unless a fault is due."""
        name = {"start": "loading"}.get(path.rsplit("/", 1)[-1], path.rsplit("/", 1)[-1])
        with self.lock:
            self.calls.append((name, key, body))
            waiting = self.faults.get(name, [])
            fault = waiting.pop(0) if waiting else None
            if isinstance(fault, tuple):
                return fault
            done = self._act(name, key, body)
            return ERROR if fault == AFTER else done

    def _act(self, name: str, key: str | None, body: dict[str, Any]) -> tuple[int, Any]:
        if name not in {"reply", "push"}:
            return 202, {}
        once = body["replyToken"] if name == "reply" else str(key)
        if once in self.spent:
            return SPENT if name == "reply" else (409, {"message": "already accepted"})
        self.spent.add(once)
        self.delivered.append((body.get("replyToken") or body["to"], body["messages"]))
        return SENT


@contextmanager
def standing_in(port: int = 0) -> Iterator[StandIn]:
    """Serve while the block runs."""
    line = StandIn()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            read = self.rfile.read(int(self.headers["Content-Length"]))
            key = self.headers.get("X-Line-Retry-Key")
            answer = line.answer(self.path, key, json.loads(read))
            time.sleep(line.pause_s)
            with suppress(ConnectionError):  # who asked may be dead by now
                self._tell(*answer)

        def do_GET(self) -> None:
            self._tell(200, line.answers[self.path.rsplit("/", 1)[-1]])

        def _tell(self, status: int, said: object) -> None:
            told = json.dumps(said).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(told)))
            self.end_headers()
            self.wfile.write(told)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
    server.daemon_threads = True
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    line.url = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield line
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
