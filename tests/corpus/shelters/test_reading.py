"""The shelters of a city's directory, from the GSI's GeoJSON and from tables."""

import json
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from corpus.check import check_corpus
from corpus.city import CitySettings, read_city_settings
from corpus.corpus import read_corpus
from corpus.errors import CityError
from corpus.layout import CityLayout
from corpus.shelters.reading import ShelterReading, read_shelters
from corpus.shelters.shelter import Kind, Shelter

EMERGENCY, EVACUATION = (Kind.EMERGENCY,), (Kind.EVACUATION,)
BOTH = (Kind.EMERGENCY, Kind.EVACUATION)
OLDER = (
    "NO,名称,名称_カナ,住所,緯度,経度,標高,電話番号,災害種別_洪水,災害種別_崖崩れ、土石流及び地滑り,"
    "災害種別_高潮,災害種別_地震,災害種別_津波,災害種別_大規模な火事,災害種別_内水氾濫,災害種別_火山現象,"
    "指定避難所との重複,想定収容人数,URL,備考\n"
)
NEWER = (
    "全国地方公共団体コード,ID,名称,所在地_連結表記,緯度,経度,災害種別_洪水,災害種別_地震,"
    "指定避難所との重複,想定収容人数\n"
)


@pytest.fixture
def city(tmp_path: Path) -> CityLayout:
    """Give an empty city."""
    (tmp_path / "city.toml").write_text('name = "試験市"\n', encoding="utf-8")
    (tmp_path / "shelters").mkdir()
    return CityLayout(tmp_path)


def put(city: CityLayout, name: str, text: str, encoding: str = "utf-8") -> None:
    """Write a file of `shelters/`."""
    (city.shelters / name).write_text(text, encoding=encoding)


def read(city: CityLayout) -> ShelterReading:
    """Read the city's shelters."""
    return read_shelters(city, read_city_settings(city))


def only(city: CityLayout) -> Shelter:
    """Read the city's only shelter."""
    told = read(city)
    assert told.problems == ()
    (shelter,) = told.shelters
    return shelter


def keys(told: ShelterReading) -> list[str]:
    """Return the keys of what couldn't be used."""
    return [getattr(error, "key", "") for _, error in told.problems]


def feature(name: str, point: object, **more: object) -> dict[str, object]:
    """Make a feature as the GSI does."""
    properties = {"施設・場所名": name, "住所": "試験市旭町1", **more}
    return {"properties": properties, "geometry": {"type": "Point", "coordinates": point}}


def gsi(city: CityLayout, name: str, *features: dict[str, object]) -> None:
    """Write a layer of the GSI."""
    put(city, name, json.dumps({"features": features}, ensure_ascii=False))


def test_a_place_in_both_layers_is_one_shelter(city: CityLayout) -> None:
    """With both kinds, the designation and point of the first layer, and both ids."""
    first = feature("旭町小学校", [139.9, 35.8], 共通ID="E1", 洪水="1", 津波="")
    second = feature("旭町 小学校", [139.9002, 35.8001], 共通ID="E2", 備考="体育館")
    gsi(city, "a-evacuation.geojson", second)
    gsi(city, "b-emergency.geojson", first)
    assert only(city) == Shelter(
        id="E1",
        name="旭町小学校",
        latitude=35.8,
        longitude=139.9,
        kinds=BOTH,
        hazards=frozenset({"flood"}),
        address="試験市旭町1",
        note="体育館",
        sources=("shelters/b-emergency.geojson", "shelters/a-evacuation.geojson"),
        other_ids=("E2",),
    )


def test_two_places_with_one_name_stay_two(city: CityLayout) -> None:
    """A park's name that stands a kilometre away is another park."""
    gsi(city, "a.geojson", feature("公園", [139.9, 35.8], 共通ID="E1", 洪水="1"))
    gsi(city, "b.geojson", feature("公園", [139.91, 35.8], 共通ID="E2"))
    assert [one.id for one in read(city).shelters] == ["E1", "E2"]


def test_two_files_that_differ_on_a_designation(city: CityLayout) -> None:
    """Only what both say holds: better no shelter than a wrong one."""
    gsi(city, "a.geojson", feature("学校", [139.9, 35.8], 共通ID="E1", 洪水="1", 地震="1"))
    gsi(city, "b.geojson", feature("学校", [139.9, 35.8], 共通ID="E2", 洪水="", 地震="1"))
    assert only(city).hazards == {"earthquake"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
def test_the_older_standard_table(city: CityLayout, encoding: str) -> None:
    """Every column; a mark that isn't a yes designates for nothing."""
    row = "1,防災広場,ボウサイヒロバ,試験市中港5-463,34.875,138.327,12.5,054-000-0000,"
    put(city, "a.csv", f"{OLDER}{row}○,１,,1,×,－,△,,○,1・200人,,-\n", encoding)
    shelter = only(city)
    assert (shelter.kana, shelter.address) == ("ボウサイヒロバ", "試験市中港5-463")
    assert (shelter.latitude, shelter.longitude, shelter.elevation) == (34.875, 138.327, 12.5)
    assert (shelter.phone, shelter.note) == ("054-000-0000", "")
    assert shelter.kinds == BOTH
    assert shelter.hazards == {"flood", "landslide", "earthquake"}


def test_the_newer_standard_table(city: CityLayout) -> None:
    """Its id is unique in the file only."""
    put(city, "sites.csv", f'{NEWER}92011,7,中央小,本町1-29,36.55,139.88,1,,,"1,530"\n')
    shelter = only(city)
    assert (shelter.id, shelter.address, shelter.capacity) == ("sites-7", "本町1-29", 1530)
    assert shelter.kinds == EMERGENCY
    assert shelter.hazards == {"flood"}


def test_an_id_that_no_column_gives(city: CityLayout) -> None:
    """It depends on name and address, not on the row."""
    rows = [f"{n},{name},,町{n},34.8,138.3,,,1,,,,,,,,,,,\n" for n, name in enumerate("甲乙丙")]
    put(city, "a.csv", OLDER + "".join(rows))
    before = {one.name: one.id for one in read(city).shelters}
    put(city, "a.csv", OLDER + "".join(reversed(rows[1:])))
    after = {one.name: one.id for one in read(city).shelters}
    assert after == {name: before[name] for name in "乙丙"}


@pytest.mark.parametrize(
    ("latitude", "longitude", "key"),
    [
        ("", "138.3", "shelter.no_point"),
        ("34.8", "不明", "shelter.no_point"),
        ("nan", "138.3", "shelter.no_point"),
        ("138.3", "34.8", "shelter.swapped"),
        ("34.8", "-138.3", "shelter.abroad"),
        ("0", "0", "shelter.abroad"),
    ],
)
def test_a_bad_row_is_told_by_its_line(
    city: CityLayout, latitude: str, longitude: str, key: str
) -> None:
    """The rest goes on, and `annai corpus check` lists it too."""
    rows = [f"1,甲,,町,{latitude},{longitude}{',' * 14}\n", f"2,乙,,町,34.8,138.3{',' * 14}\n"]
    put(city, "a.csv", OLDER + "".join(rows))
    told = read(city)
    assert [one.name for one in told.shelters] == ["乙"]
    assert keys(told) == [key]
    assert "shelters/a.csv の2行目" in str(told.problems[0][1])
    problems = check_corpus(read_corpus(city), date(2026, 11, 22))
    assert [problem.message for problem in problems] == [str(told.problems[0][1])]


def test_a_row_that_stands_twice(city: CityLayout) -> None:
    """The first counts."""
    put(city, "a.csv", OLDER + f"1,甲,,町,34.8,138.3{',' * 14}\n" * 2)
    assert keys(read(city)) == ["shelter.twice"]


def test_a_row_without_a_name(city: CityLayout) -> None:
    """It is told."""
    put(city, "a.csv", f"{OLDER}1,,,町,34.8,138.3{',' * 14}\n2,乙,,町,34.8,138.3{',' * 14}\n")
    assert keys(read(city)) == ["shelter.no_name"]


def test_a_feature_without_a_point(city: CityLayout) -> None:
    """GeoJSON allows a null geometry."""
    nowhere = {**feature("甲", []), "geometry": None}
    gsi(city, "a.geojson", nowhere, feature("乙", [139.9, 35.8]))
    told = read(city)
    assert ([one.name for one in told.shelters], keys(told)) == (["乙"], ["shelter.no_point"])
    assert told.shelters[0].kinds == EVACUATION


def test_a_table_of_another_kind_is_told(city: CityLayout) -> None:
    """What it lacks is named; a text beside it is a document only."""
    put(city, "a.csv", "名称,電話番号\n甲,1\n乙,2\n")
    put(city, "notes.md", "# 避難所\n備蓄があります。\n")
    told = read(city)
    assert keys(told) == ["shelter.columns"]
    assert "緯度、経度" in str(told.problems[0][1])


def test_a_table_that_does_not_say_what_its_places_are(city: CityLayout) -> None:
    """Neither guess is safe: staff say it in a sidecar."""
    put(city, "a.csv", "名称,住所,緯度,経度\n甲,町,34.8,138.3\n")
    assert keys(read(city)) == ["shelter.kinds"]
    put(city, "a.csv.toml", 'title = "避難所"\n\n[shelters]\nkinds = ["evacuation"]\n')
    assert only(city).kinds == EVACUATION
    assert read(city).sources["shelters/a.csv"].title == "避難所"
    assert [document.metadata.title for document in read_corpus(city).documents] == ["避難所"]


def test_a_mistake_in_a_sidecar(city: CityLayout) -> None:
    """Its place is named."""
    put(city, "a.csv", "名称,住所,緯度,経度\n甲,町,34.8,138.3\n")
    put(city, "a.csv.toml", '[shelters]\nkind = "evacuation"\n')
    told = read(city)
    assert keys(told) == ["shelter.map"]
    assert "「kind」" in str(told.problems[0][1])


MAP = """
name = "試験市"

[[shelters]]
file = "table.xlsx"
yes = ["○"]
columns = { name = "name", latitude = "lat", longitude = "lon", evacuation = "stay" }
hazards = { flood = ["flood_L1", "flood_L2"], tsunami = "tunami" }
"""


def test_a_spreadsheet_with_a_map_in_city_toml(city: CityLayout) -> None:
    """Two columns for one hazard must both say yes; △ doesn't."""
    city.settings.write_text(MAP, encoding="utf-8")
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["name", "lat", "lon", "flood_L1", "flood_L2", "tunami", "stay"])
    sheet.append(["甲", "34.34", "134.03", "○", "△", "○", None])
    sheet.append(["乙", 34.35, 134.04, "○", "○", "×", "○"])
    book.save(city.shelters / "table.xlsx")
    told = {one.name: one for one in read(city).shelters}
    assert [told[name].kinds for name in "甲乙"] == [EMERGENCY, BOTH]
    assert [set(told[name].hazards) for name in "甲乙"] == [{"tsunami"}, {"flood"}]


def test_a_map_that_fits_nothing(city: CityLayout) -> None:
    """A column or a file that isn't there is told."""
    city.settings.write_text(MAP, encoding="utf-8")
    assert keys(read(city)) == ["shelter.lost"]
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["name", "lat", "lon", "flood_L1", "stay"])
    sheet.append(["甲", 34.34, 134.03, "○", None])
    book.save(city.shelters / "table.xlsx")
    told = read(city)
    assert keys(told) == ["shelter.columns"]
    assert "flood_L2、tunami" in str(told.problems[0][1])


def test_an_unknown_hazard_in_city_toml(city: CityLayout) -> None:
    """The file's own check refuses it."""
    city.settings.write_text(MAP.replace("tsunami =", "tunami ="), encoding="utf-8")
    with pytest.raises(CityError):
        read_city_settings(city)


def test_the_bundled_city() -> None:
    """96 emergency sites and 107 stay shelters of the GSI are 122 places, 81 of them both."""
    layout = CityLayout.of("matsudo")
    told = read_shelters(layout, read_city_settings(layout))
    kinds = [one.kinds for one in told.shelters]
    assert told.problems == ()
    assert [kinds.count(kind) for kind in (EMERGENCY, EVACUATION, BOTH)] == [15, 26, 81]
    assert sum("flood" in one.hazards for one in told.shelters) == 92


def test_a_city_without_shelters(tmp_path: Path) -> None:
    """Has none."""
    told = read_shelters(CityLayout(tmp_path), CitySettings(name="試験市"))
    assert (told.shelters, told.problems) == ((), ())
