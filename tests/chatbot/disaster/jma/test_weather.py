"""Warnings of the weather: what is in force in each municipality."""

from collections.abc import Callable
from operator import attrgetter

import pytest

from chatbot.disaster.jma.telegram import Telegram

Read = Callable[..., Telegram]
Row = tuple[str, str, int | None, str, bool, str]
row = attrgetter("area_code", "kind_or_intensity", "level", "condition", "in_force", "hazard")


def rows(telegram: Telegram) -> list[Row]:
    """Return what matters of each reading."""
    return [row(reading) for reading in telegram.readings]


def test_every_municipality_of_a_snapshot_is_told(read: Read) -> None:
    """Also those without a warning; the areas above them are left out."""
    assert rows(read("VPWW55")) == [
        ("9920100", "レベル５大雨特別警報 33", 5, "継続", True, "inland-flood"),
        ("9930100", "", None, "発表警報・注意報はなし", False, "inland-flood"),
        ("9940100", "レベル２大雨注意報 10", 2, "危険警報から注意報", True, "inland-flood"),
        ("9950100", "レベル４大雨危険警報 43", 4, "解除", False, "inland-flood"),
        ("9960100", "レベル３大雨警報 03", 3, "新しい状態", True, "inland-flood"),
    ]


def test_old_warnings_have_several_kinds_and_no_level(read: Read) -> None:
    """The condition says what the rain threatens; what is announced for later isn't in force."""
    assert rows(read("VPWW53")) == [
        ("9920100", "大雨警報 03", None, "発表／土砂災害、浸水害", True, "landslide"),
        ("9920100", "洪水注意報 18", None, "継続", True, "flood"),
        ("9920100", "雷注意報 14", None, "解除", False, "storm"),
        ("9930100", "大雨警報 03", None, "発表／浸水害", True, "inland-flood"),
    ]


def test_a_code_not_known_yet_is_kept(read: Read) -> None:
    """What isn't understood is shown and counts as in force."""
    telegram = read("VPWW53", ("大雨警報</Name><Code>03", "流星警報</Name><Code>77"))
    assert row(telegram.readings[0])[1:] == (
        "流星警報 77",
        None,
        "発表／土砂災害、浸水害",
        True,
        "landslide",
    )


def test_landslide_alert_is_level_4_until_lifted(read: Read) -> None:
    """The title says level 4 for all of them, also where it is lifted."""
    assert rows(read("VXWW50")) == [
        ("9920100", "警戒 3", 4, "発表", True, "landslide"),
        ("9930100", "解除 1", None, "解除", False, "landslide"),
        ("9940100", "なし 0", None, "なし", False, "landslide"),
    ]


def test_flood_forecast_holds_for_the_towns_along_the_river(read: Read) -> None:
    """Each town once, by the area codes of warnings; dummies of samples are left out."""
    warned = ("レベル３氾濫警報 30", 3, "レベル３氾濫警報", True, "flood")
    telegram = read("VXKO51")

    assert rows(telegram) == [(c, *warned) for c in ("999900000100", "9920100", "9930100")]
    assert [reading.family for reading in telegram.readings] == ["river", "weather", "weather"]


@pytest.mark.parametrize(
    ("code", "name", "level", "in_force"),
    [
        ("10", "レベル２氾濫注意報解除", None, False),
        ("22", "氾濫注意情報（警戒情報解除）", 2, True),
        ("41", "氾濫危険情報", 4, True),
        ("53", "レベル５氾濫特別警報", 5, True),
        ("77x", "レベル４氾濫危険警報", 4, True),
        ("77x", "新しい情報", None, True),
    ],
)
def test_flood_codes_tell_the_level(
    read: Read, code: str, name: str, level: int | None, *, in_force: bool
) -> None:
    """Tens are levels, 10 is the end of it all; 22 ends level 3 but not level 2."""
    old = "<Name>レベル３氾濫警報</Name><Code>30</Code>"
    telegram = read("VXKO51", (old, f"<Name>{name}</Name><Code>{code}</Code>"))
    assert {(r.level, r.in_force) for r in telegram.readings} == {(level, in_force)}


def test_short_flood_forecast_without_a_body(read: Read) -> None:
    """The section is told by the headline alone."""
    telegram = read("VXKO51", ("<CityCode>", "<Other>"), ("</CityCode>", "</Other>"))
    assert [reading.area_code for reading in telegram.readings] == ["999900000100"]


def test_smaller_rivers_name_parts_of_cities(read: Read) -> None:
    """The area's own code is that of the warnings; the city's code is of the whole city."""
    warned = ("レベル２氾濫注意報 21", 2, "レベル２氾濫注意報", True, "flood")
    assert rows(read("VXSUii")) == [("9999813100", *warned), ("9920101", *warned)]


def test_bulletin_tells_its_tags_and_the_towns_it_observed(read: Read) -> None:
    """Areas above the towns are told by the tags."""
    assert rows(read("VPBS50")) == [
        ("990010", "情報タグ", None, "線状降水帯発生", True, "inland-flood"),
        ("990020", "情報タグ", None, "短時間大雪", True, "snow"),
        ("9920100", "雨の実況", None, "付近", True, "inland-flood"),
    ]


def test_record_rain(read: Read) -> None:
    """An area without it is told as such."""
    assert rows(read("VPOA50")) == [
        ("990010", "記録的短時間大雨情報 1", None, "発表", True, "inland-flood"),
        ("990020", "なし 0", None, "なし", False, "inland-flood"),
    ]


def test_tornado_advisory_tells_its_end(read: Read) -> None:
    """It is never lifted: the time it is valid until stands in each row."""
    until = "／有効期限2030-07-01T13:10:00+09:00"
    assert rows(read("VPHW50")) == [
        ("9920100", "竜巻注意情報 1", None, f"発表{until}", True, "storm"),
        ("9930100", "なし 0", None, f"なし{until}", False, "storm"),
    ]


def test_special_warning_notice(read: Read) -> None:
    """The prefecture and the municipalities, from the headline."""
    assert rows(read("VPNO50")) == [
        ("990000", "大雨特別警報", None, "", True, "inland-flood"),
        ("9920100", "大雨特別警報", None, "", True, "inland-flood"),
        ("9930100", "解除", None, "", False, "other"),
    ]
