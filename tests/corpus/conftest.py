"""Cities made of the files a test needs."""

import os
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from corpus.layout import CityLayout

Files = Mapping[str, str | bytes]
SMALLEST = 'name = "試験市"\n'


@pytest.fixture
def make_city(tmp_path: Path) -> Callable[[Files], CityLayout]:
    """Writes a city's files by name; without a `city.toml` among them, the smallest valid one."""

    def make(files: Files) -> CityLayout:
        for name, content in {"city.toml": SMALLEST, **files}.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)
        return CityLayout(tmp_path)

    return make


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The public data the project is measured on, which lies outside the repository."""
    default = Path(__file__).parents[3] / "shared" / "data"
    folder = Path(os.environ.get("ANNAI_SHARED_DATA", default))
    if not folder.is_dir():
        pytest.skip(f"no shared data in {folder}; ANNAI_SHARED_DATA names it")
    return folder
