"""`city.toml`: what it may say, and errors that name file, line and remedy."""

from collections.abc import Callable
from datetime import time

import pytest

from corpus.city import CitySettings, read_city_settings
from corpus.errors import CityError
from corpus.layout import CityLayout

MakeCity = Callable[[dict[str, str | bytes]], CityLayout]

HOURS = 'name = "市"\n[opening_hours]\nopens = "8:30"\ncloses = "17:00"\n'
LINKS = """name = "市"
[[links]]
title = "市"
url = "https://a.example/"
[[links]]
title = "県"
url = "a.example"
"""


def test_smallest_city_is_its_name(make_city: MakeCity) -> None:
    """One line is a valid city, and the defaults claim nothing the city didn't say."""
    settings = read_city_settings(make_city({"city.toml": 'name = "高松市"'}))
    assert settings == CitySettings(name="高松市")
    assert settings.languages == ("ja", "ja-easy", "en", "zh", "ko", "vi")
    assert settings.timezone == "Asia/Tokyo"
    assert settings.opening_hours is None
    assert (settings.code, settings.contact, settings.website) == ("", "", None)
    assert settings.suggestions_in("ja") == ()
    assert settings.notice_in("en") == ""


def test_file_saved_by_notepad_is_read(make_city: MakeCity) -> None:
    """A byte order mark and Windows' line ends do no harm."""
    text = b'\xef\xbb\xbfname = "\xe9\xab\x98\xe6\x9d\xbe\xe5\xb8\x82"\r\n'
    assert read_city_settings(make_city({"city.toml": text})).name == "高松市"


@pytest.mark.parametrize("written", ['"8:30"', '"08:30"', "08:30:00"])
def test_opening_time_as_people_write_it(make_city: MakeCity, written: str) -> None:
    """`8:30` means what TOML's own 08:30:00 means."""
    text = f'name = "試験市"\n[opening_hours]\nopens = {written}\ncloses = "17:00"\n'
    hours = read_city_settings(make_city({"city.toml": text})).opening_hours
    assert hours is not None
    assert (hours.opens, hours.closes) == (time(8, 30), time(17))
    assert hours.days == ("mon", "tue", "wed", "thu", "fri")
    assert hours.closed_on_holidays


def test_texts_fall_back_to_japanese(make_city: MakeCity) -> None:
    """A language without a notice or suggestions of its own shows the Japanese ones."""
    text = """
name = "試験市"
[notice]
ja = "見本です。"
en = "A sample."
[suggestions]
ja = ["ごみの日は"]
ko = []
"""
    settings = read_city_settings(make_city({"city.toml": text}))
    assert [settings.notice_in(language) for language in ("ja", "en", "vi")] == [
        "見本です。",
        "A sample.",
        "見本です。",
    ]
    assert settings.suggestions_in("ko") == ("ごみの日は",)
    assert settings.suggestions_in("en") == ("ごみの日は",)


@pytest.mark.parametrize(
    ("text", "key", "line", "name"),
    [
        ('name = "試験市"\n\nlanguage = ["ja"]\n', "city.unknown", 3, "language"),
        (
            'name = "試験市"\n[opening_hours]\nopen = "8:30"',
            "city.unknown",
            3,
            "opening_hours.open",
        ),
        ('code = "122076"\n', "city.required", 1, "name"),
        ('name = "試験市"\ncode = "12207"\n', "city.value", 2, "code"),
        ('name = ""\n', "city.value", 1, "name"),
        ('name = "試験市"\nlanguages = ["ja", "fr"]\n', "city.value", 2, "languages.1"),
        ('name = "試験市"\ntimezone = "Asia/Tokio"\n', "city.value", 2, "timezone"),
        (
            'name = "試験市"\n[opening_hours]\nopens = "8:30"\ncloses = "25:00"\n',
            "city.value",
            4,
            "opening_hours.closes",
        ),
        (
            'name = "試験市"\n[opening_hours]\nopens = "17:00"\ncloses = "8:30"\n',
            "city.value",
            2,
            "opening_hours",
        ),
        (
            HOURS + 'closed_dates = ["12-29", "12-32"]',
            "city.value",
            5,
            "opening_hours.closed_dates.1",
        ),
        (
            'name = "試験市"\n[notice]\nja = "見本"\n[suggestions]\nen = ["How?"]\nja = "ごみ"\n',
            "city.value",
            6,
            "suggestions.ja",
        ),
        (LINKS, "city.value", 7, "links.1.url"),
        ('name = "試験市"\n[notice]\nfr = "Bonjour"\n', "city.value", 3, "notice.fr.[key]"),
    ],
)
def test_mistake_is_named_with_its_line(
    make_city: MakeCity, text: str, key: str, line: int, name: str
) -> None:
    """The message tells which file, which line and which entry, so that staff can mend it."""
    layout = make_city({"city.toml": text})
    with pytest.raises(CityError) as caught:
        read_city_settings(layout)
    assert (caught.value.key, caught.value.details["line"]) == (key, line)
    assert caught.value.details["key"] == name
    message = str(caught.value)
    assert str(layout.settings) in message
    assert f"「{name}」" in message


def test_unknown_entry_lists_the_known_ones(make_city: MakeCity) -> None:
    """Whoever mistyped a name sees the right ones."""
    with pytest.raises(CityError, match="opening_hours") as caught:
        read_city_settings(make_city({"city.toml": 'name = "試験市"\nhours = 1\n'}))
    assert "2行目" in str(caught.value)


@pytest.mark.parametrize(
    ("content", "key"),
    [
        ('name = "高松市"'.encode("cp932"), "city.encoding"),
        ('name = "高松市\n', "city.syntax"),
        ('name = "高松市"\nname = "松戸市"\n', "city.syntax"),
    ],
)
def test_file_that_is_no_toml_is_refused(
    make_city: MakeCity, content: str | bytes, key: str
) -> None:
    """Another encoding and a forgotten quotation mark are told apart."""
    layout = make_city({"city.toml": content})
    with pytest.raises(CityError) as caught:
        read_city_settings(layout)
    assert caught.value.key == key
    assert str(layout.settings) in str(caught.value)


def test_city_without_settings_is_refused(make_city: MakeCity) -> None:
    """`city.toml` is the one file that must be there."""
    layout = make_city({})
    layout.settings.unlink()
    with pytest.raises(CityError) as caught:
        read_city_settings(layout)
    assert caught.value.key == "city.missing"
    assert str(layout.settings) in str(caught.value)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("name = 1", "引用符"),
        ('name = ""', "空に"),
        ('name = "市"\ncode = "1"', "122076"),
        ('name = "市"\nlanguages = "ja"', "一覧"),
        ('name = "市"\nlanguages = ["fr"]', "'ja-easy'"),
        ('name = "市"\nwebsite = "example"', "https://"),
        ('name = "市"\ntimezone = "Tokyo"', "Asia/Tokyo"),
        ('name = "市"\nlinks = "市"', "一覧"),
        ('name = "市"\nlinks = ["市"]', "見出しの下"),
        ('name = "市"\nnotice = "市"', "見出しの下"),
        ('name = "市"\n[opening_hours]\nopens = "8時"\ncloses = "17:00"', "8:30"),
        ('name = "市"\n[opening_hours]\nopens = "17:00"\ncloses = "8:30"', "opens より後"),
        (HOURS + 'closed_on_holidays = "?"', "true"),
    ],
)
def test_reason_is_told_in_japanese(make_city: MakeCity, text: str, reason: str) -> None:
    """City staff read why a value was refused and how to write it, in no library's English."""
    with pytest.raises(CityError) as caught:
        read_city_settings(make_city({"city.toml": text}))
    assert reason in str(caught.value.details["reason"])
    assert "Input" not in str(caught.value)
