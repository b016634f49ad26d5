"""All shelters of a city: what its files say, and what in them couldn't be used."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from pydantic import ValidationError

from corpus.city import CitySettings
from corpus.document import Metadata
from corpus.errors import CorpusError
from corpus.layout import CityLayout, sidecar_of
from corpus.metadata import parse_metadata
from corpus.readers import Limits, Row
from corpus.readers.table.layout import find_table
from corpus.readers.table.sheet import Sheet
from corpus.shelters.columns import FoundColumns, ShelterTable
from corpus.shelters.geojson import NAME, read_shelter_rows
from corpus.shelters.merge import merged
from corpus.shelters.row import RowReader
from corpus.shelters.shelter import DESIGNATIONS, Kind, Shelter
from corpus.sidecar import read_sidecar

_TABLES = {".csv": "csv_table", ".tsv": "csv_table", ".xlsx": "excel.reader"}
_GEOJSON = frozenset({".geojson", ".json"})


@dataclass(frozen=True, slots=True)
class ShelterReading:
    """What the files of `shelters/` say.

    Attributes:
        shelters: Each place once.
        sources: File → its metadata, for the attribution.
        problems: Pairs of file and error, one for each row or file that couldn't be used.
    """

    shelters: tuple[Shelter, ...]
    sources: Mapping[str, Metadata]
    problems: tuple[tuple[str, CorpusError | OSError], ...]


class _Sheets(Protocol):
    def sheets(self, path: Path, limits: Limits) -> list[Sheet]: ...


def read_shelters(layout: CityLayout, city: CitySettings) -> ShelterReading:
    """Read the shelters of a city; files that are no tables are documents only."""
    found: list[Shelter] = []
    sources: dict[str, Metadata] = {}
    problems: list[tuple[str, CorpusError | OSError]] = list(_lost(layout, city))
    for path in _files(layout):
        name = layout.relative(path)
        try:
            sidecar = read_sidecar(sidecar_of(path), f"{name}.toml")
            sources[name] = parse_metadata(sidecar.metadata, path=name)
            table = _given(sidecar.shelters, f"{name}.toml") or _mapped(layout, city, path)
            for shelter in _read(path, name, table or ShelterTable()):
                if isinstance(shelter, Shelter):
                    found.append(shelter)
                else:
                    problems.append((name, shelter))
        except (CorpusError, OSError) as error:
            problems.append((name, error))
    return ShelterReading(merged(found), sources, tuple(problems))


def _files(layout: CityLayout) -> Iterator[Path]:
    if layout.shelters.is_dir():
        for path in layout.sources(layout.shelters):
            if path.suffix.lower() in {*_TABLES, *_GEOJSON}:
                yield path


def _lost(layout: CityLayout, city: CitySettings) -> Iterator[tuple[str, CorpusError]]:
    for table in city.shelters:
        if not (layout.shelters / table.file).is_file():
            name = layout.settings.name
            yield name, CorpusError("shelter.lost", path=name, file=table.file)


def _mapped(layout: CityLayout, city: CitySettings, path: Path) -> ShelterTable | None:
    name = path.relative_to(layout.shelters).as_posix()
    return next((table for table in city.shelters if table.file == name), None)


def _given(raw: Mapping[str, object] | None, path: str) -> ShelterTable | None:
    try:
        return None if raw is None else ShelterTable.model_validate(raw)
    except ValidationError as error:
        place = ".".join(map(str, error.errors()[0]["loc"]))
        raise CorpusError("shelter.map", path=path, place=place) from None


def _read(path: Path, name: str, table: ShelterTable) -> Iterator[Shelter | CorpusError]:
    """Yield the shelter of each row, or what is wrong with it."""
    ids: set[str] = set()
    for rows, header in _tables(path):
        reader = RowReader(name, table, FoundColumns(_told(table, header), header, name))
        for row in rows:
            try:
                shelter = reader.shelter(row)
            except CorpusError as error:
                yield error
                continue
            if shelter.id in ids:
                yield CorpusError("shelter.twice", path=name, line=row.number, name=shelter.name)
                continue
            ids.add(shelter.id)
            yield shelter


def _tables(path: Path) -> Iterator[tuple[tuple[Row, ...], tuple[str, ...]]]:
    if path.suffix.lower() in _GEOJSON:
        rows = read_shelter_rows(path)
        yield rows, tuple(dict.fromkeys(name for row in rows for name in row.cells))
        return
    reader = import_module(f"corpus.readers.{_TABLES[path.suffix.lower()]}")
    for sheet in cast("_Sheets", reader).sheets(path, Limits()):
        table = find_table(sheet)
        if table:
            yield table.rows, table.columns


def _told(table: ShelterTable, header: tuple[str, ...]) -> ShelterTable:
    """Return the table with the kind of the GSI's layer that has no hazards."""
    stays = NAME in header and not any(hazard in header for hazard in DESIGNATIONS)
    if stays and not table.kinds:
        return table.model_copy(update={"kinds": (Kind.EVACUATION,)})
    return table
