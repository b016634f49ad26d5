"""How the feeds of the 気象庁 are read, as staff see it, and as JSON."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from channels.cli.disaster_text import iso, moment
from channels.cli.output import text
from chatbot.disaster.alerts.known import LIMIT
from chatbot.disaster.feed.feed_log import FeedState, earliest


@dataclass(frozen=True, slots=True)
class FeedReading:
    """What the store says of the feeds.

    Attributes:
        feeds: Each feed that was ever asked for.
        on: Whether an address of the feeds is set for this command.
        now: The moment.
    """

    feeds: Sequence[FeedState]
    on: bool
    now: datetime

    @property
    def good_at(self) -> datetime | None:
        """When all feeds were last read well."""
        return earliest(feed.good_at for feed in self.feeds)

    @property
    def state(self) -> str:
        """`off`, `ok` or `stale`: what is in force is known only while it is `ok`."""
        if self.good_at and self.now - self.good_at <= LIMIT:
            return "ok"
        return "stale" if self.on else "off"


def feed_lines(reading: FeedReading) -> list[str]:
    """Return the reading in lines: what it means, and where it isn't well, each feed."""
    zone = reading.now.tzinfo
    good_at = moment(reading.good_at, zone) or text("disaster.feed.never")
    lines = [text(f"disaster.feed.{reading.state}", time=good_at)]
    for feed in reading.feeds:
        if reading.state == "stale":
            read_at = moment(feed.read_at, zone) or text("disaster.feed.never")
            made_at = moment(feed.updated, zone) or text("disaster.feed.never")
            lines.append(
                text("disaster.feed.read", name=feed.name, read_at=read_at, made_at=made_at)
            )
            if feed.gap:
                lines.append(text("disaster.feed.gap", name=feed.name))
        if feed.waiting:
            lines.append(text("disaster.feed.waiting", name=feed.name, count=feed.waiting))
        if feed.given_up:
            lines.append(text("disaster.feed.given_up", name=feed.name, count=feed.given_up))
    return lines


def feed_record(reading: FeedReading) -> dict[str, object]:
    """Return the reading as JSON has it."""
    zone = reading.now.tzinfo
    return {
        "state": reading.state,
        "good_at": iso(reading.good_at, zone),
        "feeds": [
            {
                "name": feed.name,
                "read_at": iso(feed.read_at, zone),
                "made_at": iso(feed.updated, zone),
                "good_at": iso(feed.good_at, zone),
                "gap": feed.gap,
                "waiting": feed.waiting,
                "given_up": feed.given_up,
            }
            for feed in reading.feeds
        ],
    }
