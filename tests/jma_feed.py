"""A server on the loopback that behaves as reference §1 says of the 気象庁's; a clock to turn."""

import gzip
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from email.utils import format_datetime
from hashlib import md5
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from chatbot.disaster.alerts.importing import TelegramDesk
from chatbot.disaster.feed.feed_log import FeedLog
from chatbot.disaster.feed.poller import Poller
from chatbot.disaster.feed.seen import SeenLog
from corpus.city import JmaRule, JmaSettings

JST = timezone(timedelta(hours=9))
START = datetime(2030, 7, 1, 12, 5, tzinfo=JST)
TELEGRAMS = Path(__file__).parent / "chatbot" / "disaster" / "jma" / "telegrams"
CITY = "9920100"
AREAS = JmaSettings(
    weather=(CITY,),
    quake=(CITY,),
    rules=(
        JmaRule(action="activate", level=5, hours=24),
        JmaRule(action="activate", intensity="5-", hours=24),
    ),
)
HOST = "https://www.data.jma.go.jp"
FOLDER = "/developer/xml/feed"
_ENTRY = """<entry><title>{title}</title><id>{address}</id><updated>{updated}</updated>
<author><name>気象庁</name></author><link type="application/xml" href="{address}"/>
<content type="text">【見出し】</content></entry>"""
_FEED = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" lang="ja"><title>高頻度</title>
<updated>{updated}</updated>
<id>{host}/x</id>{entries}</feed>"""


class Clock:
    """A clock that tests turn."""

    def __init__(self) -> None:
        """Begin."""
        self.moment = START

    def __call__(self) -> datetime:
        """Return the time."""
        return self.moment

    def pass_(self, **time: float) -> None:
        """Let time go by."""
        self.moment += timedelta(**time)


@dataclass
class Answer:
    """What the server says to one address."""

    body: bytes
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    cut: int = 0


@dataclass
class Jma:
    """The 気象庁's server.

    Attributes:
        lists: Title, path, time of each telegram by feed; `{}` are telegrams of `TELEGRAMS`.
        made: When a feed was made, if not just now.
        broken: What it says instead, by path.
        asked: Every request: path, its headers, the status of the answer.
    """

    url: str
    clock: Callable[[], datetime]
    lists: dict[str, list[tuple[str, str, datetime]]] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    made: dict[str, datetime] = field(default_factory=dict)
    broken: dict[str, Answer] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str], int]] = field(default_factory=list)
    etags: bool = True

    def publish(
        self, data: bytes, kind: str = "VPWW55_990000", *, feeds: tuple[str, ...] = ("extra",)
    ) -> str:
        """Name a telegram in feeds and return its path."""
        number = len(self.files)
        time = self.clock().astimezone(UTC)
        path = f"/developer/xml/data/{time:%Y%m%d%H%M%S}_{number}_{kind}.xml"
        self.files[path] = data
        title = data.decode("utf-8", "replace").partition("<Title>")[2].partition("<")[0]
        for feed in feeds:
            self.lists.setdefault(feed, []).insert(0, (title, path, time))
        return path

    def answer(self, path: str, asked: dict[str, str]) -> Answer:
        """Return what to say to a request."""
        if path in self.broken:
            return self.broken[path]
        if path.startswith(FOLDER):
            return self._conditional(path, asked)
        if path in self.files:
            return _packed(self.files[path], asked)
        return Answer(b"", 404)

    def _conditional(self, path: str, asked: dict[str, str]) -> Answer:
        feed = path.rpartition("/")[2].removesuffix(".xml")
        body = self._feed(feed)
        tag = f'W/"{md5(body, usedforsecurity=False).hexdigest()}"'
        made = format_datetime(self._made(feed).astimezone(UTC), usegmt=True)
        headers = {"Last-Modified": made} | ({"ETag": tag} if self.etags else {})
        same = (
            asked.get("if-none-match") == tag
            if "if-none-match" in asked
            else asked.get("if-modified-since") == made
        )
        if same:
            return Answer(b"", 304, headers)
        found = _packed(body, asked)
        return Answer(found.body, 200, found.headers | headers)

    def _made(self, feed: str) -> datetime:
        return self.made.get(feed, self.clock()).replace(microsecond=0)

    def _feed(self, feed: str) -> bytes:
        entries = "".join(
            _ENTRY.format(
                title=title, address=f"{HOST}{path}", updated=f"{time:%Y-%m-%dT%H:%M:%SZ}"
            )
            for title, path, time in self.lists.get(feed, [])
        )
        return _FEED.format(
            host=HOST, updated=self._made(feed).isoformat(), entries=entries
        ).encode()

    def count(self, part: str, status: int | None = None) -> int:
        """Return how often an address with this part was asked for, and answered with a status."""
        return sum(part in path and status in (None, said) for path, _, said in self.asked)


def _packed(body: bytes, asked: dict[str, str]) -> Answer:
    if "gzip" in asked.get("accept-encoding", ""):
        return Answer(gzip.compress(body), 200, {"Content-Encoding": "gzip"})
    return Answer(body)


def _handler(jma: Jma) -> type[BaseHTTPRequestHandler]:
    """Return what answers requests as the server does."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            asked = {name.lower(): value for name, value in self.headers.items()}
            answer = jma.answer(self.path, asked)
            jma.asked.append((self.path, asked, answer.status))
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(answer.body)))
            self.end_headers()
            self.wfile.write(answer.body[: answer.cut or None])
            self.close_connection = self.close_connection or bool(answer.cut)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the same
            """Say nothing."""

    return Handler


@contextmanager
def serving(clock: Callable[[], datetime]) -> Iterator[Jma]:
    """Run the server; its feeds exist and are empty."""
    jma = Jma("", clock)
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(jma))
    server.daemon_threads = True
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    jma.url = f"http://127.0.0.1:{server.server_port}{FOLDER}"
    try:
        yield jma
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@dataclass(frozen=True)
class Reader:
    """One process that polls."""

    poller: Poller
    feeds: FeedLog
    seen: SeenLog
    desk: TelegramDesk
    clock: Clock

    def minutes(self, count: int, step: float = 1) -> None:
        """Poll once now and after each of so many minutes."""
        self.poller.round()
        for _ in range(count):
            self.clock.pass_(minutes=step, seconds=1)
            self.poller.round()

    @property
    def events(self) -> list[str]:
        """What telegrams did."""
        return [event.action.value for event in self.desk.journal.events()]

    @property
    def kept(self) -> int:
        """How many telegrams are kept."""
        return len(self.desk.alerts.since(0, START - timedelta(days=40)))


def warning(*changes: tuple[str, str]) -> bytes:
    """Return a telegram of level 5 for the city, with changes."""
    text = (TELEGRAMS / "VPWW55.xml").read_text("utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return text.encode()
