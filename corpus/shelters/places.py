"""`places.csv`: names of places and their points, for "a shelter near …"; a city needn't have one.

Columns: name, latitude, longitude and, if the city likes, reading (kana). A row with a reading and
without a point tells how a place that is known already is read (馬橋 is no うまはし).
"""

from dataclasses import dataclass
from pathlib import Path

from corpus.errors import CityError
from corpus.shelters.row import in_japan, number
from corpus.table import TableRow, read_table

COLUMNS = ("name", "latitude", "longitude")


@dataclass(frozen=True, slots=True)
class ListedPlace:
    """A place that the city lists.

    Attributes:
        point: Latitude and longitude in degrees; None if only the reading is told.
        reading: Kana; empty if it isn't told.
    """

    name: str
    point: tuple[float, float] | None
    reading: str = ""


def read_places(path: Path) -> tuple[ListedPlace, ...]:
    """Return the rows of `places.csv`; a city without the file has none.

    Raises:
        CityError: A column is missing, or a row has no name or no point in Japan.
    """
    if not path.is_file():
        return ()
    return tuple(_place(row, path) for row in read_table(path, COLUMNS))


def _place(row: TableRow, path: Path) -> ListedPlace:
    name, *told = (row.cells[column] for column in COLUMNS)
    reading = row.cells.get("reading", "")
    if name and reading and not any(told):
        return ListedPlace(name, None, reading)
    latitude, longitude = map(number, told)
    if not name or latitude is None or longitude is None or not in_japan(latitude, longitude):
        raise CityError("shelter.place", path=path, line=row.line)
    return ListedPlace(name, (latitude, longitude), reading)
