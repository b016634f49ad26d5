"""Until when it is known what is in force, if it is known at all.

Two things tell it: the feed, when it was last read well, and telegrams that staff imported, when
they came. The feed is read every minute, so that it counts for `LIMIT` only; a file counts as long
as the city says (`fresh_minutes`). What the feed brought doesn't count by itself: that a telegram
came says nothing of those that didn't.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

LIMIT = timedelta(minutes=10)
"""How long after the feed was last read well what is in force counts as known."""


@dataclass(frozen=True, slots=True)
class Sources:
    """When each source last told something; None if it never did."""

    feed: datetime | None = None
    imported: datetime | None = None


def known_at(sources: Sources, fresh: timedelta, now: datetime) -> datetime | None:
    """Return until when it is known what is in force; None if that is too long ago.

    Args:
        sources: When each told something.
        fresh: How long an imported telegram counts.
        now: The moment.
    """
    limits = ((sources.feed, min(fresh, LIMIT)), (sources.imported, fresh))
    return max((time for time, limit in limits if time and now - time <= limit), default=None)
