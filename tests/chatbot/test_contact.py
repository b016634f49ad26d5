"""The desk to ask, and whether it is open now."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from chatbot.answer import Contact
from chatbot.contact import Desks, is_open, read_hours
from corpus.city import CitySettings, OpeningHours
from corpus.department import Department

TOKYO = ZoneInfo("Asia/Tokyo")
TURN_OF_YEAR = ("12-29", "12-30", "12-31", "01-01", "01-02", "01-03")
CITY_TEXT = "平日8時30分〜17時（土日祝・年末年始を除く）"
HOURS = OpeningHours(opens=time(8, 30), closes=time(17), closed_dates=TURN_OF_YEAR, text=CITY_TEXT)
# 国民の祝日に関する法律第2条・第3条, 内閣府「国民の祝日について」令和8年
HOLIDAYS_2026 = {
    *(date(2026, 1, 1), date(2026, 1, 12), date(2026, 2, 11), date(2026, 2, 23)),
    *(date(2026, 3, 20), date(2026, 4, 29), date(2026, 5, 3), date(2026, 5, 4)),
    *(date(2026, 5, 5), date(2026, 5, 6), date(2026, 7, 20), date(2026, 8, 11)),
    *(date(2026, 9, 21), date(2026, 9, 22), date(2026, 9, 23), date(2026, 10, 12)),
    *(date(2026, 11, 3), date(2026, 11, 23)),
}


def _at(day: date, hour: int = 12, minute: int = 0, second: int = 0) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, second, tzinfo=TOKYO)


def test_every_day_of_2026() -> None:
    """At noon the desks are open on working days that are no holiday nor at the year's turn."""
    days = [date(2026, 1, 1) + timedelta(days=n) for n in range(365)]
    expected = {
        day
        for day in days
        if day.weekday() < 5 and day not in HOLIDAYS_2026 and f"{day:%m-%d}" not in TURN_OF_YEAR
    }
    assert {day for day in days if is_open(HOURS, _at(day))} == expected


@pytest.mark.parametrize(
    ("clock", "opened"),
    [
        ((8, 29, 59), False),
        ((8, 30, 0), True),
        ((16, 59, 59), True),
        ((17, 0, 0), False),
        ((0, 0, 0), False),
        ((23, 59, 59), False),
    ],
)
def test_edges_of_a_day(clock: tuple[int, int, int], *, opened: bool) -> None:
    """Open from the minute they open to the last second before they close."""
    assert is_open(HOURS, _at(date(2026, 4, 1), *clock)) is opened


def test_turn_of_the_year() -> None:
    """28 December 2026 and 4 January 2027 are working Mondays, the days between are closed."""
    closed = [date(2026, 12, 29) + timedelta(days=n) for n in range(6)]
    assert is_open(HOURS, _at(date(2026, 12, 28)))
    assert not any(is_open(HOURS, _at(day)) for day in closed)
    assert is_open(HOURS, _at(date(2027, 1, 4)))


def test_desk_that_knows_no_holiday() -> None:
    """The night clinic is open on Sundays and holidays too."""
    hours = read_hours("毎日18時〜23時", HOURS)
    assert hours is not None
    for day in (date(2026, 4, 5), date(2026, 5, 4), date(2026, 12, 31), date(2026, 4, 1)):
        assert is_open(hours, _at(day, 18))
        assert not is_open(hours, _at(day, 17, 59))


@pytest.mark.parametrize(
    ("text", "opens", "closes"),
    [
        ("平日8時30分〜17時", time(8, 30), time(17)),
        ("平日8時30分～17時15分", time(8, 30), time(17, 15)),
        ("平日9時-16時", time(9), time(16)),
        ("平日9時から16時", time(9), time(16)),
        ("平日8時30分〜17時（土日祝・年末年始を除く）", time(8, 30), time(17)),
        ("平日8時30分〜17時（土日祝・年末年始を除く。二次資料による）", time(8, 30), time(17)),
    ],
)
def test_hours_as_desks_write_them(text: str, opens: time, closes: time) -> None:
    """Working days, with the city's days at the turn of the year."""
    hours = read_hours(text, HOURS)
    assert hours is not None
    assert (hours.opens, hours.closes, hours.closed_dates) == (opens, closes, TURN_OF_YEAR)
    assert hours.days == ("mon", "tue", "wed", "thu", "fri")
    assert hours.closed_on_holidays


@pytest.mark.parametrize(
    "text",
    [
        "",
        "8時30分〜17時",
        "平日16時30分〜翌朝9時、土日祝9時〜翌朝9時（2020年時点）",
        "平日8時30分〜17時（水曜は19時まで）",
        "平日9時〜12時、13時〜16時",
        "毎日0時〜24時",
        "毎日22時〜6時",
        "平日25時〜26時",
        "平日8時75分〜17時",
        "月曜から金曜",
        "24時間",
    ],
)
def test_hours_that_dont_tell_are_no_guess(text: str) -> None:
    """What can't be read for certain is unknown: neither open nor closed."""
    assert read_hours(text, HOURS) is None


GENERAL = Department("daihyo", "市役所", phone="047-366-1111")
CALL = Department("sodai", "受付センター", phone="047-391-0007", hours="8時30分〜17時")
NIGHT = Department("yakan", "急病センター", hours="毎日18時〜23時")
SAME = Department("shimin", "市民課", hours=CITY_TEXT)
DESKS = {desk.id: desk for desk in (GENERAL, CALL, NIGHT, SAME)}
NOON, EVENING = _at(date(2026, 4, 1)), _at(date(2026, 4, 1), 19)


def _settings(contact: str = "daihyo", hours: OpeningHours | None = HOURS) -> CitySettings:
    return CitySettings(name="試験市", contact=contact, opening_hours=hours)


@pytest.mark.parametrize(
    ("department", "now", "contact"),
    [
        ("shimin", NOON, Contact("市民課", "", CITY_TEXT, open_now=True)),
        ("shimin", EVENING, Contact("市民課", "", CITY_TEXT, open_now=False)),
        ("sodai", NOON, Contact("受付センター", "047-391-0007", "8時30分〜17時", open_now=None)),
        ("yakan", NOON, Contact("急病センター", "", "毎日18時〜23時", open_now=False)),
        ("yakan", EVENING, Contact("急病センター", "", "毎日18時〜23時", open_now=True)),
        ("", NOON, Contact("市役所", "047-366-1111", CITY_TEXT, open_now=True)),
        ("gone", NOON, Contact("市役所", "047-366-1111", CITY_TEXT, open_now=True)),
    ],
)
def test_desk_of_a_department(department: str, now: datetime, contact: Contact) -> None:
    """Its own hours, else the city's; a department that isn't known is the general desk."""
    assert Desks(_settings(), DESKS).contact(department, now) == contact


def test_city_that_names_no_desk() -> None:
    """There is nobody to name then, and nothing is made up."""
    assert Desks(_settings(contact=""), DESKS).contact("gone", NOON) is None
    assert Desks(_settings(contact="none"), {}).contact("", NOON) is None


def test_city_without_hours() -> None:
    """Nobody knows whether a desk is open that has told no hours."""
    contact = Desks(_settings(hours=None), DESKS).contact("daihyo", NOON)
    assert contact == Contact("市役所", "047-366-1111", "", open_now=None)


def test_desks_of_the_snapshot_go_first() -> None:
    """An answer names the desk as it is in the index it comes from."""
    moved = {"shimin": Department("shimin", "市民窓口課")}
    contact = Desks(_settings(), DESKS).contact("shimin", NOON, moved)
    assert contact is not None
    assert contact.department == "市民窓口課"
    assert Desks(_settings(), DESKS).contact("sodai", NOON, moved) is None
