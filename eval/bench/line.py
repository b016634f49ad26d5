"""LINE under load: 2,000 events at 200 a second, some twice, while LINE and the server fail.

A server of the settings' city answers a platform that fails now and then
(`eval.bench.line_platform`). In the middle of the events the server is killed and started again;
what it didn't acknowledge is sent once more when it is back, as LINE's redelivery does. At the end
every event must have been delivered once, or be reported by the server as failed or unsure.
"""

import base64
import hmac
import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from dataclasses import asdict, dataclass
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from queue import Queue
from tempfile import TemporaryDirectory
from threading import Thread

from chatbot.settings import Settings
from chatbot.store.inbox import Inbox
from chatbot.store.opening import open_store
from eval.bench.bars import Figure, Judged, value_of
from eval.bench.disaster import repeated_questions
from eval.bench.measuring import percentile
from eval.bench.result import rounded
from eval.bench.starting import environment_of, free_port, is_ready, served
from eval.errors import EvalError

EVENTS = 2000
PER_S = 200
DUPLICATES = 20
"""Each 20th event is sent twice."""

USERS = 400
CONNECTIONS = 16
PATIENCE_S = 600.0
PLATFORM = (sys.executable, "-m", "eval.bench.line_platform", "{port}")
_HOST = "127.0.0.1"
_SECRET = "bench"  # noqa: S105  # of nothing


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """Milliseconds from sending a webhook to its 200."""

    p50: float
    p99: float


@dataclass(frozen=True, slots=True)
class LineFigures:
    """What became of the events.

    Attributes:
        unacknowledged: Webhooks that the killed server didn't acknowledge; they were sent again.
        answered: Events whose answer arrived.
        reported: Events that the server reports as failed or unsure.
        doubled: Answers that arrived twice.
        lost: Events neither answered nor reported.
        drained_s: From the last webhook until nothing waited.
    """

    events: int
    ack_ms: Acknowledged
    unacknowledged: int
    answered: int
    reported: int
    doubled: int
    lost: int
    drained_s: float


FIGURES = (
    Figure("line.ack_ms.p50"),
    Figure("line.ack_ms.p99", 100, at_most=True),
    Figure("line.answered"),
    Figure("line.reported"),
    Figure("line.doubled", 0, at_most=True),
    Figure("line.lost", 0, at_most=True),
    Figure("line.drained_s"),
)


def judge_line(figures: LineFigures) -> list[Judged]:
    """Hold the figures against their bars (DESIGN §11)."""
    found = {"line": asdict(figures)}
    return [Judged(figure, value_of(found, figure.key)) for figure in FIGURES]


def measure_line(settings: Settings, serve: Sequence[str]) -> LineFigures:
    """Measure a server of the settings' city, in a data directory of its own.

    Raises:
        EvalError: A server can't be started, or the inbox isn't emptied in `PATIENCE_S`.
    """
    with ExitStack() as opened:
        data_dir = Path(opened.enter_context(TemporaryDirectory(prefix="annai-bench-")))
        for kept in ("models", "index"):
            if (settings.data_dir / kept).is_dir():
                (data_dir / kept).symlink_to((settings.data_dir / kept).resolve())
        platform = opened.enter_context(served(PLATFORM, os.environ))
        server = _Server(serve, _environment(settings.city, data_dir, platform))
        opened.callback(server.kill)
        server.start()
        load = _Load(server)
        load.run()
        began = time.monotonic()
        outcomes = _settled(data_dir)
        drained = time.monotonic() - began
        told = json.loads(_get(platform, "/told"))
    return _figures(load, outcomes, set(told["replied"]), told["pushed"], drained)


class _Server:
    """A server that can be killed and started again at the same port."""

    def __init__(self, serve: Sequence[str], environment: Mapping[str, str]) -> None:
        self.port = free_port()
        self._command = [*serve, "--port", str(self.port)]
        self._environment = environment
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self._process = subprocess.Popen(  # noqa: S603  # our own command
            self._command,
            env=dict(self._environment),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        deadline = time.monotonic() + PATIENCE_S
        while not is_ready(self.port):
            if self._process.poll() is not None or time.monotonic() > deadline:
                raise EvalError("bench.start", reason="line")
            time.sleep(0.01)

    def kill(self) -> None:
        if self._process:
            self._process.kill()
            self._process.wait()


class _Load:
    """Sends the events on time, whatever becomes of them."""

    def __init__(self, server: _Server) -> None:
        self._server = server
        self._texts = repeated_questions(EVENTS)
        self.acks_ms: list[float] = []
        self.failed: list[int] = []

    def run(self) -> None:
        """Send all, kill the server in the middle, and send what it missed."""
        killer = Thread(target=self._kill_and_start)
        numbers = [n for n in range(EVENTS) for _ in range(1 + (n % DUPLICATES == 0))]
        half = len(numbers) // 2
        self._send(numbers[:half])
        killer.start()
        self._send(numbers[half:])
        killer.join()
        missed, self.failed = self.failed, []
        self.unacknowledged = len(missed)
        self._send(missed)
        if self.failed:
            raise EvalError("bench.http", status="LINE")

    def _kill_and_start(self) -> None:
        self._server.kill()
        self._server.start()

    def _send(self, numbers: Sequence[int]) -> None:
        waiting: Queue[tuple[float, int] | None] = Queue()
        began = time.monotonic()
        for at, number in enumerate(numbers):
            waiting.put((began + at / PER_S, number))
        for _ in range(CONNECTIONS):
            waiting.put(None)
        with ThreadPoolExecutor(CONNECTIONS) as pool:
            for done in [pool.submit(self._connection, waiting) for _ in range(CONNECTIONS)]:
                done.result()

    def _connection(self, waiting: "Queue[tuple[float, int] | None]") -> None:
        with closing(HTTPConnection(_HOST, self._server.port, timeout=30)) as connection:
            while (next_one := waiting.get()) is not None:
                at, number = next_one
                time.sleep(max(0.0, at - time.monotonic()))
                self._post(connection, number)

    def _post(self, connection: HTTPConnection, number: int) -> None:
        body = _body(number, self._texts[number])
        began = time.perf_counter()
        try:
            connection.request("POST", "/line/webhook", body, {"x-line-signature": _sign(body)})
            response = connection.getresponse()
            response.read()
        except (OSError, HTTPException):
            connection.close()
            self.failed.append(number)
            return
        if response.status != HTTPStatus.OK:
            self.failed.append(number)
        else:
            self.acks_ms.append((time.perf_counter() - began) * 1000)


def _body(number: int, text: str) -> bytes:
    now = int(time.time() * 1000)
    event = {
        "type": "message",
        "mode": "active",
        "timestamp": now,
        "webhookEventId": f"e{number}",
        "deliveryContext": {"isRedelivery": False},
        "source": {"type": "user", "userId": f"U{number % USERS}"},
        "replyToken": f"e{number}.{now}",
        "message": {"type": "text", "id": str(number), "text": text, "quoteToken": "q"},
    }
    return json.dumps({"destination": "U0", "events": [event]}).encode()


def _sign(body: bytes) -> str:
    return base64.b64encode(hmac.digest(_SECRET.encode(), body, "sha256")).decode()


def _environment(city: str, data_dir: Path, platform: int) -> dict[str, str]:
    return environment_of(city, data_dir) | {
        "ANNAI_LINE_CHANNEL_SECRET": _SECRET,
        "ANNAI_LINE_CHANNEL_ACCESS_TOKEN": "bench",
        "ANNAI_LINE_API_BASE": f"http://{_HOST}:{platform}",
        "ANNAI_LOG_LEVEL": "error",
    }


def _settled(data_dir: Path) -> dict[str, tuple[str, str]]:
    """Wait until nothing is left to do; return status and outcome by event."""
    with closing(open_store(f"sqlite:///{data_dir / 'annai.db'}")) as store:
        inbox = Inbox(store, "line")
        deadline = time.monotonic() + PATIENCE_S
        while (queue := inbox.queue()).waiting + queue.working:
            if time.monotonic() > deadline:
                raise EvalError("bench.line", left=queue.waiting + queue.working)
            time.sleep(0.2)
        return inbox.outcomes()


def _get(port: int, path: str) -> bytes:
    with closing(HTTPConnection(_HOST, port, timeout=30)) as connection:
        connection.request("GET", path)
        return connection.getresponse().read()


def _figures(
    load: _Load,
    outcomes: Mapping[str, tuple[str, str]],
    replied: set[str],
    pushes: int,
    drained: float,
) -> LineFigures:
    pushed = {event for event, (_, outcome) in outcomes.items() if outcome == "pushed"}
    answered = replied | pushed
    reported = {
        event
        for event, (status, outcome) in outcomes.items()
        if status == "failed" or outcome == "unsure"
    }
    lost = {f"e{number}" for number in range(EVENTS)} - answered - reported
    return LineFigures(
        events=EVENTS,
        ack_ms=Acknowledged(
            rounded(percentile(load.acks_ms, 50)), rounded(percentile(load.acks_ms, 99))
        ),
        unacknowledged=load.unacknowledged,
        answered=len(answered),
        reported=len(reported),
        doubled=len(replied & pushed) + max(0, pushes - len(pushed)),
        lost=len(lost),
        drained_s=rounded(drained),
    )
