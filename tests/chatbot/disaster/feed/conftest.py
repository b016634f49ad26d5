"""The server of `tests.jma_feed`, and readers of it that share a store."""

import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest

from chatbot.disaster.alerts.alert_log import AlertLog
from chatbot.disaster.alerts.importing import TelegramDesk
from chatbot.disaster.feed.download import Downloader
from chatbot.disaster.feed.feed_log import FeedLog
from chatbot.disaster.feed.poller import Poller, Surroundings
from chatbot.disaster.feed.seen import SeenLog
from chatbot.disaster.journal import Journal
from chatbot.store.opening import open_store
from chatbot.store.store import Store
from corpus.city import JmaSettings
from tests.jma_feed import AREAS, FOLDER, Clock, Jma, Reader, handler_of


@pytest.fixture
def clock() -> Clock:
    """A clock at START."""
    return Clock()


@pytest.fixture
def jma(clock: Clock) -> Iterator[Jma]:
    """The server; its feeds exist and are empty."""
    jma = Jma("", clock)
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler_of(jma))
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    jma.url = f"http://127.0.0.1:{server.server_port}{FOLDER}"
    yield jma
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    """A store that watchers share, SQLite and PostgreSQL."""
    with closing(open_store(database_url)) as store:
        yield store


@pytest.fixture
def read(jma: Jma, clock: Clock, store: Store, tmp_path: Path) -> Iterator[Callable[..., Reader]]:
    """Makes readers of the server on one store: each call is another process, or the next start."""
    with ExitStack() as opened:

        def make(areas: JmaSettings = AREAS, chance: float = 0.0) -> Reader:
            journal = Journal(store, tmp_path)
            desk = TelegramDesk(AlertLog(store), journal, areas, clock, imports=False)
            downloader = Downloader(jma.url)
            opened.callback(downloader.close)
            around = Surroundings(clock, lambda: chance, lambda: False)
            feeds, seen = FeedLog(store), SeenLog(store)
            return Reader(Poller(downloader, feeds, seen, desk, around), feeds, seen, desk, clock)

        yield make
