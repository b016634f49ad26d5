"""Guides: what a file must hold, and what is told of one that doesn't."""

from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.city import read_city_settings
from corpus.guide import missing_languages, read_guides
from corpus.layout import CityLayout

GUIDE = """
id = "power-cut"
hazards = ["blackout", "earthquake"]
phases = ["now"]
issuer = "試験市"
approved_on = 2026-04-01
next = []
[title]
ja = "停電"
en = "Power cut"
[text]
ja = "ブレーカーを確かめます。"
en = "Check the breaker."
[patterns]
ja = ["停電"]
[subjects]
ja = ["犬|猫"]
"""


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., CityLayout]:
    """Writes guides by file name."""

    def make(**files: str | bytes) -> CityLayout:
        layout = CityLayout(tmp_path)
        layout.guides.mkdir(parents=True)
        for name, text in files.items():
            path = layout.guides / f"{name.replace('_', '-')}.toml"
            path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return layout

    return make


def test_guide_is_read_whole(write: Callable[..., CityLayout]) -> None:
    """What a language lacks is said in Japanese; wordings stand in a table for all guides."""
    layout = write(power_cut=GUIDE)
    layout.guide_wordings.write_text(
        "guide,language,wording\npower-cut,,電気がつかない\npower-cut,en,\n", encoding="utf-8"
    )
    (guide,) = read_guides(layout).guides
    assert (guide.id, guide.hazards, guide.phases) == (
        "power-cut",
        ("blackout", "earthquake"),
        ("now",),
    )
    assert (guide.title_in("en"), guide.title_in("vi")) == ("Power cut", "停電")
    assert (guide.text_in("en"), guide.text_in("vi")) == (
        "Check the breaker.",
        "ブレーカーを確かめます。",
    )
    assert guide.wordings == {"ja": ("電気がつかない",)}
    assert missing_languages(guide, ("ja", "en", "vi")) == ("vi",)


def test_city_without_guides_has_none(tmp_path: Path) -> None:
    """They are optional: the menu answers then."""
    assert read_guides(CityLayout(tmp_path)).guides == ()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (GUIDE.replace("hazards", "hazard"), "hazard"),
        (GUIDE.replace('"blackout"', '"meteor"'), "hazards"),
        (GUIDE.replace('["停電"]', '["停(電"]'), "停(電"),
        (GUIDE.replace('id = "power-cut"', 'id = "blackout"'), "blackout"),
        (GUIDE.replace('ja = "ブレーカーを確かめます。"\n', ""), "日本語"),
        (GUIDE.replace("[title]", "[title"), "読めません"),
        (GUIDE.encode("cp932"), "UTF-8"),
        ("", "id"),
    ],
)
def test_bad_file_is_told_and_the_rest_goes_on(
    write: Callable[..., CityLayout], text: str | bytes, told: str
) -> None:
    """By its name and what is wrong."""
    good = GUIDE.replace("power-cut", "water-cut")
    reading = read_guides(write(power_cut=text, water_cut=good))
    assert [guide.id for guide in reading.guides] == ["water-cut"]
    ((name, error),) = reading.problems
    assert name == "disaster/guides/power-cut.toml"
    assert told in str(error)


def test_next_that_isnt_there_is_told(write: Callable[..., CityLayout]) -> None:
    """The guide is used all the same."""
    reading = read_guides(write(power_cut=GUIDE.replace("next = []", 'next = ["toilet"]')))
    assert len(reading.guides) == 1
    assert "toilet" in str(reading.problems[0][1])


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ("guide,language,wording\nflood,ja,水が来た\n", "flood"),
        ("guide,language,wording\npower-cut,fr,Panne\n", "2行目"),
        ("guide,wording\npower-cut,停電した\n", "language"),
        ("", "wording"),
    ],
)
def test_bad_wordings_are_told_and_guides_go_on(
    write: Callable[..., CityLayout], table: str, told: str
) -> None:
    """A guide that isn't there, a language there is none of, a column that is missing."""
    layout = write(power_cut=GUIDE)
    layout.guide_wordings.write_text(table, encoding="utf-8")
    reading = read_guides(layout)
    assert [guide.id for guide in reading.guides] == ["power-cut"]
    ((name, error),) = reading.problems
    assert name == "disaster/wordings.csv"
    assert told in str(error)


def test_bundled_guides_are_complete() -> None:
    """Every guide in every language of the city, with its source, and nothing wrong in any."""
    layout = CityLayout.of("matsudo")
    languages = read_city_settings(layout).languages
    reading = read_guides(layout)
    assert reading.problems == ()
    assert len(reading.guides) >= 45
    assert [guide.id for guide in reading.guides if missing_languages(guide, languages)] == []
    assert [guide.id for guide in reading.guides if not guide.sources] == []
