"""Days of the city's calendar, and the moments between which they lie."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

LONGEST = 400
"""Days of the longest period: a year and a bit, as long as questions are kept by default."""


@dataclass(frozen=True, slots=True)
class Period:
    """From the first day to the last, both counted.

    Attributes:
        zone: The city's time zone.

    Raises:
        ValueError: The last day is before the first, or there are more than `LONGEST`.
    """

    first: date
    last: date
    zone: tzinfo

    def __post_init__(self) -> None:
        """Check it."""
        if not 1 <= self.length <= LONGEST:
            raise ValueError(self)

    @classmethod
    def up_to(cls, last: date, days: int, zone: tzinfo) -> "Period":
        """Return so many days, the last of them this one."""
        return cls(last - timedelta(days=days - 1), last, zone)

    @property
    def length(self) -> int:
        """How many days."""
        return (self.last - self.first).days + 1

    @property
    def begin(self) -> datetime:
        """The moment at which it begins."""
        return datetime.combine(self.first, time(), self.zone)

    @property
    def end(self) -> datetime:
        """The moment at which it is over."""
        return datetime.combine(self.last + timedelta(days=1), time(), self.zone)

    def days(self) -> tuple[date, ...]:
        """Return its days in their order."""
        return tuple(self.first + timedelta(days=n) for n in range(self.length))
