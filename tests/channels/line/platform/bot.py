"""A tiny bot: notes webhooks, checks their signature, answers as a test wants, and echoes texts."""

import base64
import hashlib
import hmac
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import httpx

from tests.channels.line.platform.conftest import SECRET, TOKEN


class Bot:
    """What a bot was sent, and how it answers.

    Attributes:
        raw: The webhooks as they came, with their signatures.
        bodies: The webhooks with a good signature.
        refused: How many had none, or a wrong one.
        status: What it answers.
        delay_s: How long it takes for that.
        api: Address of the platform; with it texts are echoed.
        reply: The messages it answers with; None: the text it was sent.
    """

    def __init__(self) -> None:
        """Begin without webhooks."""
        self.url = ""
        self.raw: list[tuple[str, str]] = []
        self.bodies: list[dict[str, Any]] = []
        self.refused = 0
        self.status = 200
        self.delay_s = 0.0
        self.api = ""
        self.reply: list[dict[str, Any]] | None = None

    @property
    def events(self) -> list[dict[str, Any]]:
        """All events, in the order they came."""
        return [event for body in self.bodies for event in body["events"]]

    def take(self, body: bytes, signature: str) -> int:
        """Take a webhook and return the status it is answered with."""
        right = base64.b64encode(hmac.digest(SECRET.encode(), body, hashlib.sha256)).decode()
        if not hmac.compare_digest(right, signature):
            self.refused += 1
            return 400
        time.sleep(self.delay_s)
        if self.status == 200:
            self.bodies.append(json.loads(body))
            self.raw.append((body.decode(), signature))
            threading.Thread(target=self._echo, args=(json.loads(body)["events"],)).start()
        return self.status

    def _echo(self, events: list[dict[str, Any]]) -> None:
        for event in events:
            again = event["deliveryContext"]["isRedelivery"]  # its token is spent
            if not self.api or again or "replyToken" not in event:
                continue
            text = event.get("message", {}).get("text") or json.dumps(event)[:300]
            messages = self.reply or [{"type": "text", "text": f"「{text}」"}]
            try:
                answer = httpx.post(
                    f"{self.api}/v2/bot/message/reply",
                    headers={"authorization": f"Bearer {TOKEN}"},
                    json={"replyToken": event["replyToken"], "messages": messages},
                )
            except httpx.ConnectError:
                return  # the test is over, and the platform with it
            assert answer.status_code == 200, answer.text


@contextmanager
def running_bot() -> Iterator[Bot]:
    """Give a bot that listens on loopback."""
    bot = Bot()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            self.send_response(bot.take(body, self.headers.get("x-line-signature", "")))
            self.send_header("content-length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    bot.url = f"http://127.0.0.1:{server.server_port}/line/webhook"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield bot
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
