"""The server of `tests.jma_feed`, and readers of it that share a store."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from chatbot.disaster.alerts.alert_log import AlertLog
from chatbot.disaster.alerts.importing import TelegramDesk
from chatbot.disaster.feed.download import Downloader
from chatbot.disaster.feed.feed_log import FeedLog
from chatbot.disaster.feed.poller import Poller, Surroundings
from chatbot.disaster.feed.seen import SeenLog
from chatbot.disaster.journal import Journal
from chatbot.store.store import Store
from corpus.city import JmaSettings
from tests.jma_feed import AREAS, Clock, Jma, Reader, serving


@pytest.fixture
def clock() -> Clock:
    """A clock at START."""
    return Clock()


@pytest.fixture
def jma(clock: Clock) -> Iterator[Jma]:
    """The server; its feeds exist and are empty."""
    with serving(clock) as jma:
        yield jma


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
