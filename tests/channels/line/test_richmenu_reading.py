"""Rich menus as they are written: ours, and a city's own."""

from pathlib import Path
from typing import Any

import pytest

from channels.line.errors import LineError
from channels.line.richmenu.menu import HEIGHT, WIDTH, Kind
from channels.line.richmenu.reading import read_menus
from channels.line.richmenu.shapes import SHAPES
from corpus.layout import CityLayout

OURS = read_menus(CityLayout.of("matsudo"))
OWN = """
chat_bar = "開く"

[[tiles]]
row = 1
ja = "図書館"
en = "Library"
shape = "sign"
ask = "図書館の休館日はいつですか"
"""


def units(text: str) -> int:
    """Return a text's length in UTF-16 code units."""
    return len(text.encode("utf-16-le")) // 2


def areas(kind: Kind) -> list[dict[str, Any]]:
    """Return the areas of one of our menus."""
    found: list[dict[str, Any]] = OURS[kind].body()["areas"]
    return found


@pytest.mark.parametrize("kind", Kind)
def test_areas_cover_the_menu_without_overlap(kind: Kind) -> None:
    """But for the band with the title: a tap always does what the tile under it says."""
    boxes = OURS[kind].boxes()
    band = min(box.y for box in boxes)

    assert sum(box.width * box.height for box in boxes) == WIDTH * (HEIGHT - band)
    assert {box.x + box.width for box in boxes} >= {WIDTH}
    assert {box.y + box.height for box in boxes} >= {HEIGHT}


@pytest.mark.parametrize("kind", Kind)
def test_actions_keep_lines_limits(kind: Kind) -> None:
    """Bar 14 characters, label 20, data and what is said 300."""
    assert len(OURS[kind].chat_bar) <= 14
    for area in areas(kind):
        action = area["action"]
        assert action["type"] == "postback"
        assert 0 < len(action["label"]) <= 20
        assert 0 < units(action["data"]) <= 300
        assert 0 < len(action["displayText"]) <= 300


def test_the_normal_menu_has_what_residents_want_most() -> None:
    """Questions, the topics, the language."""
    data = [area["action"]["data"] for area in areas(Kind.NORMAL)]

    assert "ask=ごみの分け方と出し方を教えてください" in data
    assert {"topics", "languages"} <= set(data)


def test_the_disaster_menu_asks_what_its_gate_offers() -> None:
    """The five items of the disaster menu, word for word, and the language."""
    asked = [area["action"]["data"] for area in areas(Kind.DISASTER)]

    assert asked == [
        "ask=近くの避難所はどこですか",
        "ask=いま警報は出ていますか",
        "ask=避難のとき何を持っていけばいいですか",
        "ask=家族の安否を確かめたい",
        "ask=119番と110番の使い分け",
        "languages",
    ]


def test_the_drills_menu_is_the_disasters_marked() -> None:
    """The same is asked; what is seen begins with 【訓練】."""
    drill, disaster = areas(Kind.DRILL), areas(Kind.DISASTER)

    assert [area["action"]["data"] for area in drill] == [
        area["action"]["data"] for area in disaster
    ]
    assert all(area["action"]["displayText"].startswith("【訓練】") for area in drill)
    assert OURS[Kind.DRILL].title == "【訓練】災害時の案内"
    assert OURS[Kind.DRILL].chat_bar.startswith("【訓練】")


def test_a_city_may_have_its_own(tmp_path: Path) -> None:
    """`line/normal.toml` in its directory; what it doesn't have is ours."""
    (tmp_path / "line").mkdir()
    (tmp_path / "line" / "normal.toml").write_text(OWN, encoding="utf-8")
    menus = read_menus(CityLayout(tmp_path))

    assert [tile.data for tile in menus[Kind.NORMAL].tiles] == ["ask=図書館の休館日はいつですか"]
    assert menus[Kind.DISASTER] == OURS[Kind.DISASTER]


@pytest.mark.parametrize(
    ("wrong", "entry"),
    [
        (OWN.replace('"sign"', '"unicorn"'), "tiles.0"),
        (OWN.replace("ask =", "data ="), "tiles.0"),
        (OWN.replace("休館日", "休" * 300), "tiles.0"),
        (OWN.replace("row = 1", "row = 3"), "tiles.0.row"),
        (OWN.replace('"開く"', '"長すぎるメニューの名前は入りません"'), "chat_bar"),
        (OWN.replace("chat_bar", "chat_bra"), "chat_bar"),
    ],
    ids=["shape", "no saying", "long question", "row", "long bar", "misspelt"],
)
def test_what_cannot_be_is_told_by_file_and_entry(tmp_path: Path, wrong: str, entry: str) -> None:
    """Before LINE refuses it."""
    (tmp_path / "line").mkdir()
    (tmp_path / "line" / "normal.toml").write_text(wrong, encoding="utf-8")
    with pytest.raises(LineError, match=r"normal\.toml") as caught:
        read_menus(CityLayout(tmp_path))

    assert (caught.value.key, caught.value.details["entry"]) == ("menu.entry", entry)


def test_the_staff_guides_example_is_valid(tmp_path: Path) -> None:
    """Every shape is named there as well."""
    guide = (Path(__file__).parents[3] / "docs" / "staff-guide.ja.md").read_text(encoding="utf-8")
    _, _, example = guide.partition("```toml line/normal.toml\n")
    (tmp_path / "line").mkdir()
    own = tmp_path / "line" / "normal.toml"
    own.write_text(example.partition("```")[0], encoding="utf-8")
    menu = read_menus(CityLayout(tmp_path))[Kind.NORMAL]

    assert [tile.data for tile in menu.tiles[1:]] == ["topics", "languages"]
    assert [shape for shape in SHAPES if f"`{shape}`" not in guide] == []


def test_a_file_that_is_no_toml_is_told(tmp_path: Path) -> None:
    """With its path."""
    (tmp_path / "line").mkdir()
    (tmp_path / "line" / "disaster.toml").write_text("chat_bar = ", encoding="utf-8")
    with pytest.raises(LineError, match=r"disaster\.toml") as caught:
        read_menus(CityLayout(tmp_path))

    assert caught.value.key == "menu.file"
