"""Quakes, tsunamis and volcanoes."""

from collections.abc import Callable
from operator import attrgetter

from chatbot.disaster.jma.telegram import Telegram

Read = Callable[..., Telegram]
Row = tuple[str, str, str, bool, str, str]
row = attrgetter("area_code", "kind_or_intensity", "condition", "in_force", "family", "hazard")
QUAKE = (True, "quake", "earthquake")


def rows(telegram: Telegram) -> list[Row]:
    """Return what matters of each reading."""
    return [row(reading) for reading in telegram.readings]


def test_intensity_of_areas_and_cities(read: Read) -> None:
    """A city's intensity may be missing, or lower than that of the station that is silent."""
    assert rows(read("VXSE53")) == [
        ("991", "5+", "Revise=上方修正", *QUAKE),
        ("9920100", "5+", "Revise=追加", *QUAKE),
        ("9930100", "4", "震度５弱以上未入電", *QUAKE),
        ("9940100", "", "震度５弱以上未入電", *QUAKE),
    ]


def test_intensity_is_the_code_of_a_quake(read: Read) -> None:
    """Rules compare the code; the magnitude of another telegram isn't taken for it."""
    assert [reading.code for reading in read("VXSE53").readings] == ["5+", "5+", "4", ""]
    assert [reading.code for reading in read("VXSE52").readings] == [""]


def test_far_quake_has_no_intensity(read: Read) -> None:
    """The hypocentre is told; nothing is in force for it."""
    telegram = read("VXSE53", ("<Observation>", "<Other>"), ("</Observation>", "</Other>"))

    assert rows(telegram) == [("", "", "震度なし（遠地など）", False, "", "earthquake")]
    assert telegram.readings[0].area_name == "試験県沖"


def test_hypocentre_with_its_magnitude(read: Read) -> None:
    """A telegram without areas."""
    assert rows(read("VXSE52")) == [("", "6.5", "震源のみ", False, "", "earthquake")]


def test_early_warning(read: Read) -> None:
    """Forecast intensities are a span; it may be open."""
    told = "緊急地震速報（警報）"
    assert rows(read("VXSE43")) == [
        ("991", "5-..over", f"{told} 11／既に主要動到達と推測", *QUAKE),
        ("992", "3..4", f"{told} 10", *QUAKE),
    ]


def test_early_warning_without_intensities(read: Read) -> None:
    """A small quake's forecast names the hypocentre only."""
    telegram = read("VXSE43", ("<Pref>", "<Other>"), ("</Pref>", "</Other>"))
    assert rows(telegram) == [("", "", "予測震度なし", False, "", "earthquake")]


def test_test_of_the_early_warning_tells_its_text(read: Read) -> None:
    """A telegram of a known type that has no areas still says what it is."""
    assert rows(read("VXSE42")) == [("", "", "試験の電文です。", False, "", "earthquake")]


def test_tsunami_is_in_force_by_its_code(read: Read) -> None:
    """Forecasts of small changes and lifted warnings aren't, a code not known yet is."""
    assert [r[:4] for r in rows(read("VTSE41"))] == [
        ("991", "大津波警報：発表 53", "前=津波なし 00", True),
        ("992", "津波警報 51", "前=津波注意報 62", True),
        ("993", "津波予報（若干の海面変動） 72", "前=津波注意報 62", False),
        ("994", "津波注意報解除 60", "前=津波注意報 62", False),
        ("995", "新しい津波の警報 99", "前=津波なし 00", True),
    ]


def test_same_number_in_two_code_spaces(read: Read) -> None:
    """991 is an area of quakes and another one of tsunamis."""
    quake, tsunami = read("VXSE53").readings[0], read("VTSE41").readings[0]

    assert quake.area_code == tsunami.area_code == "991"
    assert (quake.family, tsunami.family) == ("quake", "tsunami")


def test_volcano(read: Read) -> None:
    """The volcano's 噴火警戒レベル is no 警戒レベル; level 1 is no warning."""
    telegram = read("VFVO50")
    volcano, towns = "＠噴火警報・予報（対象火山）", "＠噴火警報・予報（対象市町村等）"

    assert [r[:5] for r in rows(telegram)] == [
        ("999", "レベル３（入山規制） 13", f"引上げ{volcano}", True, "volcano"),
        ("998", "レベル１（活火山であることに留意） 11", f"引下げ{volcano}", False, "volcano"),
        ("9920100", "火口周辺警報 02", f"発表{towns}", True, "weather"),
        ("9930100", "噴火予報：警報解除 04", f"解除{towns}", False, "weather"),
    ]
    assert {(reading.level, reading.hazard) for reading in telegram.readings} == {(None, "volcano")}


def test_a_greater_quake_may_follow(read: Read) -> None:
    """No areas: the whole of them."""
    title = "南海トラフ地震臨時情報（巨大地震警戒）"
    assert rows(read("VYSE50")) == [("", "巨大地震警戒 120", title, True, "", "earthquake")]

    title = "北海道・三陸沖後発地震注意情報"
    assert rows(read("VYSE60")) == [("", title, title, True, "", "earthquake")]


def test_investigation_that_ended(read: Read) -> None:
    """調査終了 is the end of it."""
    telegram = read("VYSE50", ("巨大地震警戒</Name><Code>120", "調査終了</Name><Code>190"))
    assert [reading.in_force for reading in telegram.readings] == [False]
