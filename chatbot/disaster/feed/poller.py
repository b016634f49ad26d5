"""One round after the other: read the feeds that are due, fetch what they name, let the desk act.

Errors put a feed off for twice as long each time, up to `LONGEST_WAIT`, with chance in it so that
not all cities come back at one moment. A telegram that can't be read is tried `MAX_ATTEMPTS` times
and never holds up the others.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from chatbot.disaster.alerts.importing import TelegramDesk
from chatbot.disaster.feed.counts import FeedCounts
from chatbot.disaster.feed.download import MEGABYTE, Downloader
from chatbot.disaster.feed.entries import read_page
from chatbot.disaster.feed.feed_log import FeedLog
from chatbot.disaster.feed.names import FEEDS, INTERVAL, interval_of, long_of
from chatbot.disaster.feed.relevance import may_concern
from chatbot.disaster.feed.seen import SeenLog
from chatbot.disaster.jma.document import LIMIT
from chatbot.errors import FeedError, StoreError, TelegramError

FEED_LIMIT = 64 * MEGABYTE
"""Bytes of a feed, unpacked: a long one of an ordinary week has 5 MB, of a stormy one several times
that.
"""

MAX_ATTEMPTS = 5
BATCH = 20
"""Telegrams fetched before the feeds are looked at again."""

LONGEST_WAIT = timedelta(minutes=15)
SPREAD = 0.2
"""How much chance adds to a wait, as a part of it."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a poller needs from outside.

    Attributes:
        now: The clock, with a time zone.
        chance: A number from 0 to 1, another each time.
        stopped: Whether to go no further.
    """

    now: Callable[[], datetime]
    chance: Callable[[], float]
    stopped: Callable[[], bool]


class Poller:
    """Polls for one process. For one thread.

    Args:
        downloader: Fetches; the caller closes it.
        feeds: How far feeds have been read.
        seen: Which telegrams they named.
        desk: Takes telegrams.
        around: Clock, chance, and whether to stop.
    """

    def __init__(
        self,
        downloader: Downloader,
        feeds: FeedLog,
        seen: SeenLog,
        desk: TelegramDesk,
        around: Surroundings,
    ) -> None:
        """Take the parts."""
        self.counts = FeedCounts()
        self._downloader = downloader
        self._feeds = feeds
        self._seen = seen
        self._desk = desk
        self._around = around
        self._failures: dict[str, int] = {}
        self._not_before: dict[str, datetime] = {}

    def round(self) -> bool:
        """Do what is due now; return whether there is more to do at once.

        Raises:
            StoreError: The database can't be reached or refuses; the next round goes on.
        """
        for feed in FEEDS:
            self._read_if_due(feed)
            if self._feeds.has_gap(feed) and not self._failures.get(feed):
                self._read_if_due(long_of(feed))
        taken = self._fetch()
        for feed in FEEDS:
            self._feeds.settle(feed, self._around.now())
        return taken == BATCH

    def _read_if_due(self, name: str) -> None:
        now = self._around.now()
        if self._around.stopped() or now < self._not_before.get(name, now):
            return
        if not self._feeds.claim(name, now):
            return
        try:
            self._read(name)
        except StoreError:
            raise
        except FeedError as error:
            self._put_off(name, error)
            return
        except Exception as error:
            log.exception("JMA feed %s", name)
            self._put_off(name, error)
            return
        if self._failures.pop(name, 0):
            log.info("JMA feed %s read again", name)
        self._not_before[name] = now + self._spread(interval_of(name))

    def _read(self, name: str) -> None:
        found = self._downloader.feed(name, self._feeds.validators(name), FEED_LIMIT)
        if found is None:
            self._feeds.note_unchanged(name, self._around.now())
            return
        page = read_page(found.data)
        ours = tuple(one for one in page.entries if may_concern(one, self._desk.areas))
        now = self._around.now()
        self._feeds.note(name, replace(page, entries=ours), found.validators, now)

    def _put_off(self, name: str, error: Exception) -> None:
        failures = self._failures[name] = self._failures.get(name, 0) + 1
        if failures == 1:
            log.warning("JMA feed %s not read, trying again: %s", name, error)
        wait = min(interval_of(name) * 2.0 ** min(failures - 1, 10), LONGEST_WAIT)
        self._not_before[name] = self._around.now() + self._spread(wait)

    def _fetch(self) -> int:
        waiting = self._seen.waiting(self._around.now(), BATCH)
        for address in waiting:
            if self._around.stopped():
                break
            if attempt := self._seen.begin(address, self._around.now()):
                self._take(address, attempt)
        return len(waiting)

    def _take(self, address: str, attempt: int) -> None:
        try:
            taken = self._desk.take(self._downloader.telegram(address, LIMIT), address)
        except StoreError:
            raise
        except (FeedError, TelegramError) as error:
            self._fail(address, attempt, error)
            return
        except Exception as error:  # one that we read wrongly must not hold up the others
            log.exception("JMA telegram %s", address)
            self._fail(address, attempt, error)
            return
        self.counts.add("taken" if taken.alert else "not_ours")
        if taken.event:
            log.warning("JMA telegram %s: %s", address, taken.event.action)
        self._seen.done(address)

    def _fail(self, address: str, attempt: int, error: Exception) -> None:
        if attempt >= MAX_ATTEMPTS:
            log.error("JMA telegram %s given up: %s", address, error)
            self.counts.add("given_up")
            self._seen.done(address, given_up=True)
            return
        if attempt == 1:
            log.warning("JMA telegram %s not read, trying again: %s", address, error)
        wait = self._spread(INTERVAL * 2.0 ** (attempt - 1))
        self._seen.retry(address, self._around.now() + wait)

    def _spread(self, wait: timedelta) -> timedelta:
        return wait * (1 + SPREAD * self._around.chance())
