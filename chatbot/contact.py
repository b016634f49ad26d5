"""The desk to ask, and whether it is open now.

A desk without hours of its own keeps the city's. Hours are read from what the city wrote
(平日8時30分〜17時); what can't be read is shown as it is and `open_now` stays unknown: no guess.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time

import jpholiday

from chatbot.answer import Contact
from corpus.city import WEEKDAYS, CitySettings, OpeningHours, Weekday
from corpus.department import Department

_HOURS = re.compile(
    r"(平日|毎日)(\d{1,2})時(?:(\d{1,2})分)?[〜～~\-－から]+(\d{1,2})時(?:(\d{1,2})分)?"
    r"(?:（土日祝・年末年始を除く[^）]*）)?$"
)
LAST_MINUTE = (23, 59)
"""Hours that reach over midnight, or mean the whole day, are shown but not reckoned with."""

_EVERY_DAY = "毎日"
_WORKDAYS = WEEKDAYS[:5]


@dataclass(frozen=True, slots=True)
class Desks:
    """Makes contacts of the city's departments.

    Attributes:
        departments: The departments as they were when the program started, for when there is no
            index to take them from.
    """

    settings: CitySettings
    departments: Mapping[str, Department]

    def contact(
        self, department: str, now: datetime, departments: Mapping[str, Department] | None = None
    ) -> Contact | None:
        """Return the desk of a department's id, else the city's general one, else None."""
        desks = self.departments if departments is None else departments
        known = desks.get(department) or desks.get(self.settings.contact)
        if known is None:
            return None
        return Contact(known.name, known.phone, self._text(known), self._open_now(known, now))

    def _text(self, department: Department) -> str:
        hours = self.settings.opening_hours
        return department.hours or (hours.text if hours else "")

    def _open_now(self, department: Department, now: datetime) -> bool | None:
        hours = self.settings.opening_hours
        if department.hours and not (hours and department.hours == hours.text):
            hours = read_hours(department.hours, hours)
        return None if hours is None else is_open(hours, now)


def is_open(hours: OpeningHours, now: datetime) -> bool:
    """Return whether desks with these hours are open at a local time.

    National holidays are those of 国民の祝日に関する法律, as jpholiday computes them.
    """
    closed = (
        WEEKDAYS[now.weekday()] not in hours.days
        or now.strftime("%m-%d") in hours.closed_dates
        or (hours.closed_on_holidays and jpholiday.is_holiday(now.date()))
    )
    return not closed and hours.opens <= now.time() < hours.closes


def read_hours(text: str, city: OpeningHours | None) -> OpeningHours | None:
    """Read hours as a desk writes them; None if they don't say for certain when it is open.

    Args:
        text: `平日8時30分〜17時` or `毎日18時〜23時`, perhaps with exceptions in brackets.
        city: The city's hours, for the days closed at the turn of the year.
    """
    found = _HOURS.fullmatch(text)
    if not found:
        return None
    days, *clock = found.groups()
    opens_hour, opens_minute, closes_hour, closes_minute = (int(part or 0) for part in clock)
    if not (opens_hour, opens_minute) < (closes_hour, closes_minute) <= LAST_MINUTE:
        return None
    every_day = days == _EVERY_DAY
    open_days: tuple[Weekday, ...] = WEEKDAYS if every_day else _WORKDAYS
    try:
        return OpeningHours(
            days=open_days,
            opens=time(opens_hour, opens_minute),
            closes=time(closes_hour, closes_minute),
            closed_on_holidays=not every_day,
            closed_dates=city.closed_dates if city and not every_day else (),
            text=text,
        )
    except ValueError:  # 24時, or through the night
        return None
