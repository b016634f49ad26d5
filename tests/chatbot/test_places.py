"""Where a question names a place, in any script, and what only looks like one."""

import pytest

from chatbot.gates.places import ALONE, OWN, WHOLE, Places
from corpus.city import CitySettings

SHOWN = str.maketrans({WHOLE: "◇", ALONE: "○", OWN: "◎"})


@pytest.fixture(scope="module")
def places() -> Places:
    """The places of a city that has a district with another municipality's name."""
    return Places.load(CitySettings(name="松戸市", prefecture="千葉県", places=("小山",)))


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("柏市の図書館", "◇の図書館"),
        ("柏の図書館", "○の図書館"),
        ("千葉県柏市", "千葉県◇"),
        ("東京の足立区", "○の◇"),
        ("さいたま市大宮区役所", "◇◇役所"),
        ("軽井沢町", "◇"),
        ("かしわしの としょかん", "◇の としょかん"),
        ("となりの ながれやまでは", "となりの ○では"),
        ("橫濱市的保險", "◇的保險"),
        ("横滨的垃圾", "○的垃圾"),
        ("Kashiwa city", "○ city"),
        ("in Yōkohama", "in ○"),
        ("나가레야마 어린이집", "○ 어린이집"),
        ("신주쿠구의 창구", "◇의 창구"),
        ("ở thành phố Kashiwa", "ở thành phố ○"),
        ("松戸市と松戸とMatsudoと마쓰도", "◎と◎とmatsudoと◎"),
        ("in Matsudo", "in ◎"),
        ("松户市", "◎"),
        ("小山の学校", "◎の学校"),
        ("小山市の学校", "◇の学校"),
    ],
)
def test_places_are_marked(places: Places, text: str, marked: str) -> None:
    """Characters, kana, Latin letters, Hangul; the city and its own places with another sign."""
    assert places.mark(text).translate(SHOWN) == marked


@pytest.mark.parametrize(
    "text",
    [
        *("千葉の窓口", "千葉県のパスポート", "観光市場", "手続きに関する", "柏餅", "失くしました"),
        *("がすはまだしゅう", "いつ開始の日", "三次的", "新城市", "栄町の側溝", "荒川の堤防"),
        *("i don't know", "nine days ago", "고지서", "가도 되나요", "도우미가"),
    ],
)
def test_words_are_no_places(places: Places, text: str) -> None:
    """The own prefecture, words with a name in them, districts, rivers, words that sound alike."""
    assert places.mark(text) == text


def test_city_without_prefecture_or_places() -> None:
    """The smallest city knows its own name, even where no list holds it."""
    places = Places.load(CitySettings(name="試験市"))
    assert places.mark("試験市と千葉県").translate(SHOWN) == "◎と◇"
