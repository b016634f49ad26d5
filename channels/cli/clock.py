"""The city's clock."""

from collections.abc import Callable
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from corpus.city import read_city_settings
from corpus.layout import CityLayout


def city_clock(layout: CityLayout) -> Callable[[], datetime]:
    """Return what tells the local time of a city.

    Raises:
        CityError: `city.toml` is not valid.
    """
    zone = ZoneInfo(read_city_settings(layout).timezone)
    return lambda: datetime.now(UTC).astimezone(zone)
