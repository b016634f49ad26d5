"""One client's connection."""

import json
from contextlib import suppress
from http.server import BaseHTTPRequestHandler
from socket import MSG_PEEK

from eval.llm_stand_in.behaviour import Behaviour
from eval.llm_stand_in.chat_request import ChatRequest
from eval.llm_stand_in.stand_in import LlmStandIn
from eval.llm_stand_in.wording import MODEL, chunks, completion

_ROUTE = "/v1/chat/completions"
_END = "\r\n"
_LOOK_S = 0.02


class Connection(BaseHTTPRequestHandler):
    """Reads requests, asks the script, does what it says."""

    stand_in: LlmStandIn
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        """List the models."""
        models = {"object": "list", "data": [{"id": MODEL, "object": "model"}]}
        found = self.path == "/v1/models"
        self._send(200 if found else 404, json.dumps(models if found else {}).encode())

    def do_POST(self) -> None:
        """Answer."""
        body = self._body()
        if self.path != _ROUTE:
            self._send(404, b"{}")
            return
        with self.stand_in.answering():
            key = self.headers.get("Authorization", "").removeprefix("Bearer").strip()
            self._do(*self.stand_in.behaviour(key, body))

    def _body(self) -> object:
        data = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        try:
            return json.loads(data)
        except ValueError:
            return None

    def _do(self, request: ChatRequest | None, behaviour: Behaviour) -> None:
        try:
            if behaviour.silent:
                self._stay_silent()
            elif behaviour.raw is not None or request is None:
                self._send_raw(behaviour)
            elif request.streams:
                self._stream(request, behaviour)
            else:
                self._answer(request, behaviour)
        except OSError:
            self.close_connection = True  # who asked has gone

    def _stay_silent(self) -> None:
        """Say nothing until the client or the server goes."""
        self.connection.settimeout(_LOOK_S)
        while not self.stand_in.stopping.is_set():
            with suppress(TimeoutError):
                self.connection.recv(1, MSG_PEEK)
                break
        self.close_connection = True

    def _send_raw(self, behaviour: Behaviour) -> None:
        headers = {"Retry-After": behaviour.retry_after} if behaviour.retry_after else {}
        self._wait(behaviour.delay_s)
        self._send(behaviour.status, behaviour.raw or b"", behaviour.content_type, headers)

    def _answer(self, request: ChatRequest, behaviour: Behaviour) -> None:
        self._wait(behaviour.delay_s)
        whole = json.dumps(completion(request, behaviour)).encode()
        self._send(200, whole, cut=behaviour.cut_after)

    def _stream(self, request: ChatRequest, behaviour: Behaviour) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream; charset=utf-8")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        self._wait(behaviour.delay_s, behaviour.pings_s)
        for chunk in chunks(request, behaviour, self._before):
            self._chunk(f"data: {chunk}\n\n")
        if behaviour.cut_after is not None:
            self.close_connection = True
            return
        self.wfile.write(f"0{_END}{_END}".encode())

    def _before(self, behaviour: Behaviour, sent: int) -> None:
        if sent:
            self._wait(behaviour.pause_s, behaviour.pings_s)
        behaviour.before_piece(sent)

    def _chunk(self, text: str) -> None:
        data = text.encode()
        self.wfile.write(f"{len(data):x}{_END}".encode() + data + _END.encode())

    def _wait(self, seconds: float, pings_s: float = 0.0) -> None:
        left = seconds
        while left > 0 and not self.stand_in.stopping.wait(min(left, pings_s or left)):
            left -= pings_s or left
            if pings_s:
                self._chunk(": ping\n\n")

    def _send(
        self,
        status: int,
        body: bytes,
        content_type: str = "application/json",
        headers: dict[str, str] | None = None,
        cut: int | None = None,
    ) -> None:
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(body)))
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body[:cut])
        self.close_connection = self.close_connection or cut is not None

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the same
        """Say nothing."""
