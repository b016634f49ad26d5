"""Days of the city's calendar."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from chatbot.review.period import LONGEST, Period

TOKYO = ZoneInfo("Asia/Tokyo")


def test_a_period_begins_and_ends_at_the_citys_midnight() -> None:
    """Two days of Japan are 48 hours from 15:00 UTC of the day before on."""
    period = Period(date(2026, 11, 21), date(2026, 11, 22), TOKYO)

    assert period.begin == datetime(2026, 11, 20, 15, tzinfo=UTC)
    assert period.end == datetime(2026, 11, 22, 15, tzinfo=UTC)
    assert period.days() == (date(2026, 11, 21), date(2026, 11, 22))


def test_the_last_days_count_today() -> None:
    """Seven days up to the 22nd begin on the 16th."""
    assert Period.up_to(date(2026, 11, 22), 7, TOKYO).first == date(2026, 11, 16)


@pytest.mark.parametrize("days", [0, -3, LONGEST + 1])
def test_no_period_is_backwards_or_endless(days: int) -> None:
    """Neither can be made."""
    with pytest.raises(ValueError, match="Period"):
        Period.up_to(date(2026, 11, 22), days, TOKYO)
