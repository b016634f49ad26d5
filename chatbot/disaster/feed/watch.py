"""The thread that polls the feeds, and never dies of what it meets."""

import logging
import random
from collections.abc import Callable
from datetime import datetime

from chatbot.background import Background
from chatbot.disaster.alerts.importing import TelegramDesk
from chatbot.disaster.feed.counts import FeedCounts
from chatbot.disaster.feed.download import Downloader
from chatbot.disaster.feed.feed_log import FeedLog
from chatbot.disaster.feed.poller import Poller, Surroundings
from chatbot.disaster.feed.seen import SeenLog
from chatbot.errors import StoreError
from chatbot.store.store import Store

TICK_S = 5.0
"""Seconds between two looks at what is due; a feed itself is due once a minute."""

FORGET_EVERY = 720
"""Rounds between two deletions of old addresses: about an hour."""

log = logging.getLogger(__name__)


class FeedWatch:
    """Polls in the background.

    Args:
        url: Address of the folder of the feeds.
        store: The open store; the caller closes it after `close`.
        desk: Takes telegrams.
        now: The clock, with a time zone.
        tick: Seconds between two looks at what is due.
        chance: A number from 0 to 1, another each time.
    """

    def __init__(  # noqa: PLR0913  # clock, tick and chance are given in tests
        self,
        url: str,
        store: Store,
        desk: TelegramDesk,
        now: Callable[[], datetime],
        *,
        tick: float = TICK_S,
        chance: Callable[[], float] = random.random,
    ) -> None:
        """Make the poller; nothing is fetched before `start`."""
        self._now = now
        self._background = Background("feed-watch", self._poll, tick, at_once=True)
        self._downloader = Downloader(url)
        self._seen = SeenLog(store)
        around = Surroundings(now, chance, self._background.closing)
        self._poller = Poller(self._downloader, FeedLog(store), self._seen, desk, around)
        self._failing = False
        self._rounds = 0

    @property
    def counts(self) -> FeedCounts:
        """How many telegrams this process has taken."""
        return self._poller.counts

    def start(self) -> None:
        """Begin to poll in the background."""
        self._background.start()

    def close(self) -> None:
        """Stop; a server that doesn't answer is not waited for."""
        if self._background.close():
            self._downloader.close()

    def round(self) -> bool:
        """Do what is due; return whether there is more. What goes wrong is logged once."""
        try:
            if self._rounds % FORGET_EVERY == 0:
                self._seen.forget(self._now())
            self._rounds += 1
            more = self._poller.round()
        except StoreError as error:
            if not self._failing:
                log.error("JMA feeds not read: %s", error)  # noqa: TRY400  # it says it all
        except Exception:
            if not self._failing:
                log.exception("JMA feeds not read")
        else:
            if self._failing:
                log.info("JMA feeds read again")
            self._failing = False
            return more
        self._failing = True
        return False

    def _poll(self) -> None:
        while not self._background.closing() and self.round():
            pass
