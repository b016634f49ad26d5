"""Until when it is known what is in force."""

from datetime import UTC, datetime, timedelta

import pytest

from chatbot.disaster.alerts.known import Sources, known_at

NOW = datetime(2030, 7, 1, 3, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def ago(minutes: float) -> datetime:
    """Return the time so many minutes ago."""
    return NOW - timedelta(minutes=minutes)


@pytest.mark.parametrize(
    ("sources", "known"),
    [
        (Sources(), None),
        (Sources(feed=ago(10)), ago(10)),
        (Sources(feed=ago(11)), None),
        (Sources(imported=ago(60)), ago(60)),
        (Sources(imported=ago(61)), None),
        (Sources(feed=ago(11), imported=ago(20)), ago(20)),
        (Sources(feed=ago(1), imported=ago(20)), ago(1)),
    ],
    ids=["nothing", "feed", "stale feed", "file", "old file", "file for feed", "both"],
)
def test_the_feed_counts_for_ten_minutes_a_file_for_the_citys_time(
    sources: Sources, known: datetime | None
) -> None:
    """The later of those that still count."""
    assert known_at(sources, HOUR, NOW) == known


def test_a_city_may_want_it_fresher() -> None:
    """Its time holds for the feed too."""
    assert known_at(Sources(feed=ago(6)), timedelta(minutes=5), NOW) is None
