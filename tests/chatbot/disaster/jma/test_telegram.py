"""The envelope, what never is in force, and the rows for `--json`."""

import gzip
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from chatbot.disaster.jma.data_type import data_type
from chatbot.disaster.jma.telegram import AreaReading, Telegram, read_telegram, record

Bytes = Callable[..., bytes]
Read = Callable[..., Telegram]
REAL = "<Status>通常</Status>"


def test_envelope(read: Read) -> None:
    """Every field, of a telegram on two events."""
    telegram = read("VTSE41")

    assert telegram.type == "VTSE41"
    assert telegram.title == "津波警報・注意報・予報a"
    assert telegram.head_title == "大津波警報・津波警報・津波注意報・津波予報"
    assert (telegram.status, telegram.infotype) == ("通常", "発表")
    assert telegram.event_ids == ("20300701115500", "20300701115900")
    assert telegram.serial == ""
    assert telegram.office == "気象庁本庁"
    assert telegram.issuer == "気象庁"
    assert telegram.headline == "試験の見出しです。"
    assert telegram.reported_at == datetime(2030, 7, 1, 3, tzinfo=UTC)
    assert telegram.reported_at.utcoffset() == timedelta(hours=9)
    assert telegram.created_at == datetime(2030, 7, 1, 3, 0, 10, tzinfo=UTC)
    assert telegram.valid_until is None


def test_time_it_is_valid_until(read: Read) -> None:
    """Only some types have one."""
    assert read("VPHW50").valid_until == datetime(2030, 7, 1, 4, 10, tzinfo=UTC)


def test_office_is_the_area_of_the_snapshot(made: Bytes) -> None:
    """A 取消 names no area: the file name does."""
    cancelled = (f'type="気象警報・注意報（{areas}等）"' for areas in ("府県予報区", "市町村"))
    empty = made("VPWW55", *((old, 'type=""') for old in cancelled))
    name = "https://example.com/20300701030010_0_VPWW55_990000.xml"

    assert read_telegram(made("VPWW55")).office == "990000"
    assert read_telegram(empty, name).office == "990000"
    assert read_telegram(empty, "20300701030010_0_VXSE53_270000.xml").office == "試験地方気象台"


@pytest.mark.parametrize("status", ["訓練", "試験", "別の状態"])
@pytest.mark.parametrize("name", ["VPWW55", "VXWW50", "VXKO51", "VXSE53", "VXSE43", "VTSE41"])
def test_drills_and_tests_are_never_in_force(read: Read, name: str, status: str) -> None:
    """Their rows are told all the same, for the drill."""
    real = read(name)
    drill = read(name, (REAL, f"<Status>{status}</Status>"))

    assert any(reading.in_force for reading in real.readings)
    assert [r.kind_or_intensity for r in drill.readings] == [
        r.kind_or_intensity for r in real.readings
    ]
    assert not any(reading.in_force for reading in drill.readings)


def test_cancellation_is_one_row_whatever_it_names(read: Read) -> None:
    """It takes back a telegram; the areas it repeats are not warned."""
    assert read("cancelled").readings == (AreaReading(condition="取消", hazard="tsunami"),)


def test_correction_is_a_full_report(read: Read) -> None:
    """訂正 replaces the earlier one: it is read like any other."""
    corrected = read("VXSE53", ("<InfoType>発表", "<InfoType>訂正"))
    assert corrected.readings == read("VXSE53").readings


def test_a_row_is_told_once(read: Read) -> None:
    """A telegram that repeats a municipality doesn't repeat the row."""
    telegram = read("VXWW50", ("見本町", "試験市"), ("9930100", "9920100"), ("解除", "警戒"))
    doubled = [r.kind_or_intensity for r in telegram.readings if r.area_code == "9920100"]
    assert doubled == ["警戒 3", "警戒 1"]
    telegram = read("VXKO51", ("9930100", "9920100"), ("見本町", "試験市"))
    assert [r.area_code for r in telegram.readings] == ["999900000100", "9920100"]


def test_type_that_is_not_known(read: Read) -> None:
    """No rows and no error: the 気象庁 has many more types."""
    telegram = read("VPWW55", ("気象警報・注意報（Ｒ０６）（大雨）", "波浪の図"))
    assert (telegram.type, telegram.title, telegram.readings) == ("", "波浪の図", ())


def test_telegram_without_the_areas_of_its_type(read: Read) -> None:
    """It tells its title, in force nowhere."""
    telegram = read("VPWW55", ("（市町村等）", "（別の地域）"))
    title = "試験県大雨警報・注意報"
    assert telegram.readings == (AreaReading(condition=title, hazard="inland-flood"),)


@pytest.mark.parametrize(
    ("title", "name", "expected"),
    [
        ("震度速報", "", "VXSE51"),
        ("震度速報", "20300701030010_0_VXSE51_270000.xml", "VXSE51"),
        ("震度速報", "renamed_VPWW55.xml", "VXSE51"),
        ("気象警報・注意報（Ｒ０６）（土砂災害）", "", "VPWW56"),
        ("気象警報・注意報(R06)(土砂)", "", "VPWW56"),
        ("指定河川洪水予報", "", "VXKOii"),
        ("指定河川洪水予報", "/data/developer/xml/data/2030_0_VXKO51_990000.xml", "VXKO51"),
        ("新しい名前", "15_16_03_VPWW55.xml", "VPWW55"),
        ("新しい名前", "VPWW5.xml", ""),
    ],
)
def test_type_by_title_and_name(title: str, name: str, expected: str) -> None:
    """The telegram's title wins; the name tells the number of a river's office."""
    assert data_type(title, name) == expected


def test_packed_telegram(made: Bytes) -> None:
    """Gzip is possible on the wire."""
    data = made("VPWW55")
    assert read_telegram(gzip.compress(data)) == read_telegram(data)


def test_record_for_json(read: Read) -> None:
    """The keys and their types are a contract; a level that isn't carried is null."""
    telegram = read("VXWW50")
    alert, lifted, _ = telegram.readings

    assert record(telegram, alert) == {
        "type": "VXWW50",
        "status": "通常",
        "infotype": "発表",
        "area_code": "9920100",
        "area_name": "試験市",
        "kind_or_intensity": "警戒 3",
        "level": 4,
        "condition": "発表",
        "event_id": "試験県土砂災害警戒情報",
        "report_time": "2030-07-01T12:00:00+09:00",
        "headline": "試験の見出しです。",
        "in_force": True,
    }
    assert '"level": null' in json.dumps(record(telegram, lifted))
    assert record(read("VTSE41"), alert)["event_id"] == "20300701115500 20300701115900"
