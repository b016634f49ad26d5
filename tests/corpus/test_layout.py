"""The names of a city's files, and which of them are sources."""

from pathlib import Path

import pytest

from corpus.layout import CITIES, CityLayout, is_sidecar, sidecar_of


def _touch(root: Path, *names: str) -> None:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()


def test_slug_names_the_bundled_city() -> None:
    """`matsudo` is the city that comes with annai."""
    layout = CityLayout.of("matsudo")
    assert layout.root == CITIES / "matsudo"
    assert layout.settings.is_file()


def test_path_names_any_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A path, absolute or not, is a city of one's own; it is kept absolute."""
    (tmp_path / "mycity").mkdir()
    monkeypatch.chdir(tmp_path)
    assert CityLayout.of(str(tmp_path / "mycity")).root == tmp_path / "mycity"
    assert CityLayout.of("./mycity").root == tmp_path / "mycity"
    assert CityLayout.of("mycity").root == tmp_path / "mycity"


@pytest.mark.parametrize("name", [".", ".."])
def test_dots_mean_the_working_directory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """Who stands in the city's directory may say `.`: no folder of annai's is meant."""
    (tmp_path / "city" / "documents").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "city")
    assert CityLayout.of(name).root == (tmp_path / "city" / name).resolve()


def test_files_have_the_names_of_the_design(tmp_path: Path) -> None:
    """Every part of the directory stands where DESIGN §4 says."""
    layout = CityLayout(tmp_path)
    named = {
        layout.settings: "city.toml",
        layout.departments: "departments.csv",
        layout.documents: "documents",
        layout.faqs: "faq",
        layout.shelters: "shelters",
        layout.synonyms: "synonyms.csv",
        layout.wordings: "wordings.csv",
        layout.canary: "canary.csv",
    }
    assert {path: tmp_path / name for path, name in named.items()} == {p: p for p in named}


def test_id_is_the_path_with_slashes(tmp_path: Path) -> None:
    """Ids of documents are the same on every system."""
    layout = CityLayout(tmp_path)
    assert layout.relative(layout.documents / "moving" / "案内.md") == "documents/moving/案内.md"


def test_sources_are_in_order_and_without_company(tmp_path: Path) -> None:
    """Sidecars, hidden files, hidden folders and the lock files of Office are no sources."""
    _touch(
        tmp_path,
        "documents/b.pdf",
        "documents/b.pdf.toml",
        "documents/a/z.md",
        "documents/.DS_Store",
        "documents/.git/config.md",
        "documents/~$b.docx",
    )
    layout = CityLayout(tmp_path)
    found = [layout.relative(path) for path in layout.sources(layout.documents)]
    assert found == ["documents/a/z.md", "documents/b.pdf"]


def test_folder_in_a_hidden_place_is_read(tmp_path: Path) -> None:
    """Only names inside the city's folder count: the city may lie below a hidden one."""
    _touch(tmp_path, ".data/city/documents/a.md")
    layout = CityLayout(tmp_path / ".data" / "city")
    assert [path.name for path in layout.sources(layout.documents)] == ["a.md"]


def test_sidecar_belongs_to_a_file(tmp_path: Path) -> None:
    """`NAME.EXT.toml` is a sidecar only while the file it describes is there."""
    _touch(tmp_path, "a.pdf", "a.pdf.toml", "lost.pdf.toml")
    assert sidecar_of(tmp_path / "a.pdf") == tmp_path / "a.pdf.toml"
    assert is_sidecar(tmp_path / "a.pdf.toml")
    assert not is_sidecar(tmp_path / "lost.pdf.toml")
    assert not is_sidecar(tmp_path / "a.pdf")
