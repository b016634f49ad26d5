"""`departments.csv`: the desks by id."""

from pathlib import Path

import pytest

from corpus.department import Department, read_departments
from corpus.errors import CityError


def _read(folder: Path, text: str) -> dict[str, Department]:
    path = folder / "departments.csv"
    path.write_text(text, encoding="utf-8")
    return read_departments(path)


def test_departments_by_id(tmp_path: Path) -> None:
    """All columns are kept, the optional ones may be missing."""
    text = (
        "id,name,handles,phone,hours,url\n"
        "gomi,ごみ課,ごみ,047-366-1111,平日8時30分〜17時,https://a.example/\n"
        "kaigo,介護課,,,,\n"
    )
    assert _read(tmp_path, text) == {
        "gomi": Department(
            "gomi", "ごみ課", "ごみ", "047-366-1111", "平日8時30分〜17時", "https://a.example/"
        ),
        "kaigo": Department("kaigo", "介護課"),
    }
    assert _read(tmp_path, "id,name\na,い\n") == {"a": Department("a", "い")}


def test_unknown_column_is_named(tmp_path: Path) -> None:
    """A misspelt heading doesn't silently lose the telephone numbers."""
    with pytest.raises(CityError) as caught:
        _read(tmp_path, "id,name,tel\na,い,1\n")
    assert caught.value.key == "departments.unknown"
    assert "「tel」" in str(caught.value)


def test_city_without_the_file_has_none(tmp_path: Path) -> None:
    """The file is optional."""
    assert read_departments(tmp_path / "departments.csv") == {}


@pytest.mark.parametrize("row", [",ごみ課", "gomi,"])
def test_department_needs_id_and_name(tmp_path: Path, row: str) -> None:
    """A desk without a name can't be shown, one without an id can't be referred to."""
    with pytest.raises(CityError) as caught:
        _read(tmp_path, f"id,name\na,い\n{row}\n")
    assert (caught.value.key, caught.value.details["line"]) == ("departments.incomplete", 3)
    assert "departments.csv の3行目" in str(caught.value)


def test_id_stands_once(tmp_path: Path) -> None:
    """Two desks of the same id would hide one another."""
    with pytest.raises(CityError) as caught:
        _read(tmp_path, "id,name\na,い\nb,ろ\na,は\n")
    assert (caught.value.key, caught.value.details["line"]) == ("departments.twice", 4)
    assert "「a」" in str(caught.value)
