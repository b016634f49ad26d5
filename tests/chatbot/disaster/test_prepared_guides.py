"""Fitting the guides' classifier before a server starts, once for the guides as they are."""

from pathlib import Path

import pytest

from chatbot.disaster.guides.prepare import is_prepared, prepare
from chatbot.settings import Settings, load_settings
from corpus.layout import CityLayout


@pytest.fixture
def settings(small_city: CityLayout, tmp_path: Path) -> Settings:
    """Settings of the small city with an empty data directory."""
    return load_settings(city=str(small_city.root), data_dir=tmp_path / "data")


def test_guides_are_prepared_once(settings: Settings) -> None:
    """Then a server finds the classifier that it will ask for."""
    assert not is_prepared(settings)
    prepare(settings)
    assert is_prepared(settings)
    assert list((settings.data_dir / "models").glob("guides-*.npz"))


def test_changed_guides_are_prepared_again(settings: Settings, small_city: CityLayout) -> None:
    """A guide more, or a wording more, is another classifier."""
    prepare(settings)
    small_city.guide_wordings.parent.mkdir(parents=True, exist_ok=True)
    small_city.guide_wordings.write_text("guide,language,wording\n", encoding="utf-8")
    assert not is_prepared(settings)


def test_a_damaged_note_is_no_note(settings: Settings) -> None:
    """It is prepared again, whatever stands there."""
    prepare(settings)
    (settings.data_dir / "models" / "guides.sha256").write_bytes(b"\xff\xfe")
    assert not is_prepared(settings)


def test_what_can_not_be_kept_does_no_harm(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    """A file stands where the directory should: the server will fit the guides itself."""
    settings.data_dir.write_text("no directory", encoding="utf-8")
    prepare(settings)
    assert not is_prepared(settings)
    assert "guides will be prepared again" in caplog.text
