"""`places.csv`: names the city adds to those that the shelters give."""

from pathlib import Path

import pytest

from corpus.errors import CityError
from corpus.shelters.places import ListedPlace, read_places


def test_rows(tmp_path: Path) -> None:
    """A point, a point with a reading, a reading alone; no file, no places."""
    path = tmp_path / "places.csv"
    assert read_places(path) == ()
    path.write_text(
        "name,latitude,longitude,reading\n甲駅,35.8,139.9,\n乙,35.7,139.8,おつ\n馬橋,,,まばし\n",
        encoding="utf-8",
    )
    assert read_places(path) == (
        ListedPlace("甲駅", (35.8, 139.9)),
        ListedPlace("乙", (35.7, 139.8), "おつ"),
        ListedPlace("馬橋", None, "まばし"),
    )


@pytest.mark.parametrize("row", ["甲,139.9,35.8,", "甲,,,", ",35.8,139.9,", "甲,35.8,,こう"])
def test_a_place_that_is_nowhere(tmp_path: Path, row: str) -> None:
    """It is refused with its line."""
    path = tmp_path / "places.csv"
    path.write_text(f"name,latitude,longitude,reading\n{row}\n", encoding="utf-8")
    with pytest.raises(CityError) as caught:
        read_places(path)
    assert "2行目" in str(caught.value)
