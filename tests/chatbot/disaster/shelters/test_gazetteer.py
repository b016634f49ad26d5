"""The place that a question names, in six languages, of the bundled city."""

from datetime import timedelta
from pathlib import Path

import pytest

from chatbot.answer import Location
from chatbot.disaster.shelters.gazetteer import Gazetteer
from chatbot.disaster.shelters.opening import ShelterGuide, lasting, open_shelters
from chatbot.disaster.shelters.place_names import PlaceKind, town_of
from chatbot.disaster.shelters.status import StatusBoard
from corpus.city import CitySettings, read_city_settings
from corpus.layout import CityLayout
from indexing.tokenizer import SudachiTokenizer

MATSUDO = CitySettings(name="松戸市", prefecture="千葉県")


def open_city(layout: CityLayout, tokenizer: SudachiTokenizer) -> ShelterGuide:
    """Open a city without statuses."""
    city = read_city_settings(layout)
    return open_shelters(layout, city, lambda: StatusBoard(lasting(city)), tokenizer.reading)


@pytest.fixture(scope="module")
def guide(tokenizer: SudachiTokenizer) -> ShelterGuide:
    """Give the bundled city."""
    return open_city(CityLayout.of("matsudo"), tokenizer)


@pytest.fixture(scope="module")
def gazetteer(guide: ShelterGuide) -> Gazetteer:
    """Give its places."""
    return guide.gazetteer


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("旭町の近くの避難所は？", "旭町"),
        ("松戸市旭町1-150にいます", "旭町"),
        ("小金原9丁目", "小金原"),
        ("新松戸駅のまわり", "新松戸"),
        ("古ヶ崎に住んでいます", "古ケ崎"),
        ("古が崎", "古ケ崎"),
        ("旭町中学校は開いていますか", "旭町中学校"),
        ("旭町小へ行けますか", "旭町小学校"),
        ("松戸馬橋高校", "千葉県立松戸馬橋高等学校"),
        ("稔台市民センター", "稔台市民センター（別館含む）"),
        ("かみほんごうの ひなんじょ", "上本郷"),
        ("カミホンゴウ", "上本郷"),
        ("むつみにいます", "六実"),
        ("松戸駅から近いところ", "松戸"),
        ("まつどえき", "松戸"),
        ("Asahi-cho", "旭町"),
        ("I live in Asahi", "旭町"),
        ("Where is a shelter near Kami Hongo?", "上本郷"),
        ("shelter near Matsudo Station", "松戸"),
        ("Shin-Matsudo", "新松戸"),
        ("nơi sơ tán gần ga Matsudo", "松戸"),
        ("Tôi sống ở Tokiwadaira", "常盤平"),
        ("新松户附近的避难所", "新松戸"),
        ("旭町的避难所", "旭町"),
        ("松户站", "松戸"),
        ("가미혼고 근처 대피소", "上本郷"),
        ("마쓰도역 대피소", "松戸"),
    ],
)
def test_places_are_found(gazetteer: Gazetteer, text: str, name: str) -> None:
    """By characters, reading or sound."""
    found = gazetteer.find(text)
    assert found is not None
    assert found.name == name


@pytest.mark.parametrize(
    "text",
    [
        "",
        "いちばん近い避難所はどこですか",
        "松戸市の避難所",
        "松戸の避難所を教えて",
        "根本的に何が必要ですか",
        "こんぽんてきに",
        "北松戸駅",
        "Higashi-Matsudo Station",
        "Matsudo shelters",
        "Where is the nearest shelter?",
        "Ly hôn, có được không?",
        "가까운 대피소가 어디예요?",
        "最近的避难所在哪里？",
        "柏市の避難所",
    ],
)
def test_no_place_is_made_up(gazetteer: Gazetteer, text: str) -> None:
    """The city itself, another station, and words that look or sound alike."""
    assert gazetteer.find(text) is None


def test_a_town_is_the_middle_of_its_shelters(guide: ShelterGuide) -> None:
    """And a shelter is where its file says."""
    shelters = [one for one in guide.finder.shelters if one.address.startswith("千葉県松戸市旭町")]
    town, school = guide.gazetteer.find("旭町"), guide.gazetteer.find("旭町中学校")
    assert town is not None
    assert school is not None
    assert town.kind == PlaceKind.TOWN
    middle = sum(one.latitude for one in shelters) / len(shelters)
    assert town.point.latitude == pytest.approx(middle)
    assert (school.kind, school.point) == (PlaceKind.SHELTER, Location(35.816302, 139.901766))


@pytest.mark.parametrize(
    ("address", "town"),
    [
        ("千葉県松戸市旭町1-150", "旭町"),
        ("松戸市二十世紀が丘中松町２", "二十世紀が丘中松町"),
        ("昭和町一丁目2-20", "昭和町"),
        ("大字高塚新田494", "高塚新田"),
        ("会下ノ島石津土地区画整理区域内", ""),
        ("", ""),
        ("千葉県松戸市", ""),
    ],
)
def test_towns_of_addresses(address: str, town: str) -> None:
    """What stands before the first number; an address without one names no town."""
    assert town_of(address, MATSUDO) == town


def test_the_city_may_add_places_and_readings(tmp_path: Path, tokenizer: SudachiTokenizer) -> None:
    """`places.csv` comes first; a reading alone corrects the dictionary's."""
    files = {
        "city.toml": 'name = "試験市"\n',
        "places.csv": (
            "name,latitude,longitude,reading\n甲野駅,35.5,139.5,こうのえき\n馬橋,,,まばし\n"
        ),
        "shelters/a.csv": "名称,住所,緯度,経度,災害種別_洪水\n東校,試験市馬橋1,35.8,139.9,1\n",
    }
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    found = open_city(CityLayout(tmp_path), tokenizer).gazetteer
    listed, town = found.find("甲野駅の近く"), found.find("Mabashi")
    assert listed is not None
    assert (listed.kind, listed.point) == (PlaceKind.LISTED, Location(35.5, 139.5))
    assert town is not None
    assert town.name == "馬橋"


def test_statuses_last_twelve_hours_unless_the_city_says_otherwise() -> None:
    """`[disaster] shelter_status_hours`."""
    assert lasting(MATSUDO) == timedelta(hours=12)
    city = CitySettings.model_validate({"name": "市", "disaster": {"shelter_status_hours": 3}})
    assert lasting(city) == timedelta(hours=3)
