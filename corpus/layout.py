"""Names of everything in a city's directory (DESIGN §4)."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

CITIES = Path(__file__).parent / "cities"
"""Where the bundled cities lie."""


@dataclass(frozen=True, slots=True)
class CityLayout:
    """The files of one city's directory.

    Attributes:
        root: The directory.
    """

    root: Path

    @classmethod
    def of(cls, city: str) -> "CityLayout":
        """Return the layout of a bundled city's slug (`matsudo`) or of a path."""
        bundled = cls(CITIES / city)
        named = "/" not in city and "\\" not in city and bundled.settings.is_file()
        return bundled if named else cls(Path(city).resolve())

    @property
    def settings(self) -> Path:
        """`city.toml`, the only file that must be there."""
        return self.root / "city.toml"

    @property
    def departments(self) -> Path:
        """`departments.csv`: the desks."""
        return self.root / "departments.csv"

    @property
    def documents(self) -> Path:
        """`documents/`: texts of every format, in folders as the city likes."""
        return self.root / "documents"

    @property
    def faqs(self) -> Path:
        """`faq/`: tables of questions and answers."""
        return self.root / "faq"

    @property
    def shelters(self) -> Path:
        """`shelters/`: GeoJSON and tables of shelters."""
        return self.root / "shelters"

    @property
    def places(self) -> Path:
        """`places.csv`: names of places and where they are, besides those of the shelters."""
        return self.root / "places.csv"

    @property
    def guides(self) -> Path:
        """`disaster/guides/`: approved texts for a disaster."""
        return self.root / "disaster" / "guides"

    @property
    def guide_wordings(self) -> Path:
        """`disaster/wordings.csv`: guide, language, a way residents say that they need it."""
        return self.root / "disaster" / "wordings.csv"

    @property
    def line(self) -> Path:
        """`line/`: the city's own rich menus on LINE, instead of annai's."""
        return self.root / "line"

    @property
    def synonyms(self) -> Path:
        """`synonyms.csv`: everyday word, official word."""
        return self.root / "synonyms.csv"

    @property
    def wordings(self) -> Path:
        """`wordings.csv`: document, language, a way residents ask for it."""
        return self.root / "wordings.csv"

    @property
    def gaps(self) -> Path:
        """`gaps.csv`: what residents ask and no document tells, and the desk to ask."""
        return self.root / "gaps.csv"

    @property
    def canary(self) -> Path:
        """`canary.csv`: questions every new snapshot must find the right document for."""
        return self.root / "canary.csv"

    def relative(self, path: Path) -> str:
        """Return `path` as document ids write it: within the directory, with slashes."""
        return path.relative_to(self.root).as_posix()

    def sources(self, folder: Path) -> Iterator[Path]:
        """Yield the files of `folder` in order, without sidecars, hidden and lock files."""
        for path in sorted(folder.rglob("*")):
            hidden = any(part.startswith((".", "~$")) for part in path.relative_to(folder).parts)
            if path.is_file() and not hidden and not is_sidecar(path):
                yield path


def sidecar_of(path: Path) -> Path:
    """Return where the metadata of `path` stand: `NAME.EXT.toml`."""
    return path.with_name(f"{path.name}.toml")


def is_sidecar(path: Path) -> bool:
    """Return whether `path` is the sidecar of a file beside it."""
    return path.suffix == ".toml" and path.with_suffix("").is_file()
