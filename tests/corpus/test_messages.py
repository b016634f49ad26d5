"""Message catalogues: texts by key and language."""

import sys
from pathlib import Path

import pytest

from corpus.errors import AnnaiError, CityError
from corpus.messages import Catalogue

JA = """
plain = "そのまま"
questions = ["一", "二"]
[read]
missing = "{path} がありません（{size}バイト）。"
[read.deep]
er = "深い"
"""


@pytest.fixture
def catalogue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Catalogue:
    """The catalogue of a package with a Japanese and an English file."""
    name = f"package_{tmp_path.name}"
    folder = tmp_path / name / "messages"
    folder.mkdir(parents=True)
    (tmp_path / name / "__init__.py").touch()
    (folder / "ja.toml").write_text(JA, encoding="utf-8")
    (folder / "en.toml").write_text('plain = "as it is"\n', encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(sys, "modules", {**sys.modules})
    return Catalogue(name)


def test_text_by_key_and_language(catalogue: Catalogue) -> None:
    """Tables are dotted keys; a language without the key, or without a file, is Japanese."""
    assert catalogue.text("plain") == "そのまま"
    assert catalogue.text("plain", "en") == "as it is"
    assert catalogue.text("plain", "vi") == "そのまま"
    assert catalogue.text("read.deep.er", "en") == "深い"


def test_placeholders_are_filled(catalogue: Catalogue) -> None:
    """Values come as a mapping, by name or both; braces in a value are only text."""
    text = "a.md がありません（3バイト）。"
    assert catalogue.text("read.missing", path="a.md", size=3) == text
    assert catalogue.text("read.missing", details={"path": "a.md", "size": 3}) == text
    assert catalogue.text("read.missing", details={"path": "a.md"}, size=3) == text
    assert catalogue.text("read.missing", path="{size}", size=3).startswith("{size} が")


def test_lists_of_texts(catalogue: Catalogue) -> None:
    """A list is asked for as such."""
    assert catalogue.texts("questions", "en") == ("一", "二")


def test_missing_key_is_an_error(catalogue: Catalogue) -> None:
    """A text nobody wrote is a mistake of the program, and so is the wrong kind."""
    with pytest.raises(KeyError):
        catalogue.text("read.other")
    with pytest.raises(KeyError):
        catalogue.text("questions")
    with pytest.raises(KeyError):
        catalogue.texts("plain")


def test_error_makes_its_text_when_shown() -> None:
    """An error keeps key and details; its text is the catalogue's."""
    error: AnnaiError = CityError("city.missing", path="/srv/city/city.toml")
    assert (error.key, error.details) == ("city.missing", {"path": "/srv/city/city.toml"})
    assert "/srv/city/city.toml がありません" in str(error)
