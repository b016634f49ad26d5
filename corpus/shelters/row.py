"""A row of a table of shelters becomes a `Shelter`."""

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from math import isfinite
from pathlib import PurePosixPath

from corpus.errors import CorpusError
from corpus.readers import Row
from corpus.shelters.columns import COMMON_ID, Field, FoundColumns, ShelterTable
from corpus.shelters.shelter import Kind, Shelter

LATITUDES, LONGITUDES = (20.0, 46.0), (122.0, 154.0)
"""Degrees between which Japan lies: 沖ノ鳥島 to 択捉島, 与那国島 to 南鳥島."""

_NOTHING = frozenset({"", "-", "－", "−", "ー", "―", "‐", "なし", "無し", "不明"})
_WHOLE = re.compile(r"[\d,]+")
_ID_LENGTH = 8


@dataclass(frozen=True, slots=True)
class RowReader:
    """Reads the rows of one table.

    Attributes:
        path: The file, as document ids write it.
        table: What the city says about it.
        columns: Its columns.
    """

    path: str
    table: ShelterTable
    columns: FoundColumns

    def shelter(self, row: Row) -> Shelter:
        """Return the shelter of a row.

        Raises:
            CorpusError: It has no name, no point, or one that is not in Japan.
        """
        name = self._text(row, "name")
        if not name:
            raise CorpusError("shelter.no_name", path=self.path, line=row.number)
        latitude, longitude = self._point(row, name)
        kinds = self._kinds(row)
        return Shelter(
            id=self._id(row, name),
            name=name,
            latitude=latitude,
            longitude=longitude,
            kinds=kinds,
            hazards=self._hazards(row) if Kind.EMERGENCY in kinds else frozenset(),
            address=self._text(row, "address"),
            kana=self._text(row, "kana"),
            capacity=self._whole(row, "capacity"),
            elevation=number(self._text(row, "elevation")),
            phone=self._text(row, "phone"),
            note=self._text(row, "note"),
            url=self._text(row, "url"),
            sources=(self.path,),
        )

    def _text(self, row: Row, field: Field) -> str:
        column = self.columns.fields.get(field)
        text = " ".join(row.cells.get(column, "").split()) if column else ""
        return "" if text in _NOTHING else text

    def _whole(self, row: Row, field: Field) -> int | None:
        found = _WHOLE.match(unicodedata.normalize("NFKC", self._text(row, field)))
        digits = found[0].replace(",", "") if found else ""
        return int(digits) or None if digits else None

    def _kinds(self, row: Row) -> tuple[Kind, ...]:
        both = self.table.says_yes(self._text(row, "evacuation"))
        further = (Kind.EVACUATION,) if both else ()
        return tuple(dict.fromkeys((*self.columns.kinds, *further)))

    def _hazards(self, row: Row) -> frozenset[str]:
        return frozenset(
            hazard
            for hazard, columns in self.columns.hazards.items()
            if all(self.table.says_yes(row.cells.get(column, "")) for column in columns)
        )

    def _point(self, row: Row, name: str) -> tuple[float, float]:
        told = self._text(row, "latitude"), self._text(row, "longitude")
        where = {"path": self.path, "line": row.number, "name": name}
        latitude, longitude = map(number, told)
        if latitude is None or longitude is None:
            raise CorpusError("shelter.no_point", **where)
        if in_japan(longitude, latitude):
            raise CorpusError("shelter.swapped", **where)
        if not in_japan(latitude, longitude):
            raise CorpusError("shelter.abroad", **where, point=", ".join(told))
        return latitude, longitude

    def _id(self, row: Row, name: str) -> str:
        given = self._text(row, "id")
        if given and self.columns.fields["id"] == COMMON_ID:
            return given
        stem = PurePosixPath(self.path).stem
        if given:
            return f"{stem}-{given}"
        told = folded(name) + "\n" + folded(self._text(row, "address"))
        return hashlib.sha256(told.encode()).hexdigest()[:_ID_LENGTH]


def folded(text: str) -> str:
    """Return a name for comparing: width, case, blanks and the kind of small ケ don't matter."""
    plain = "".join(unicodedata.normalize("NFKC", text).casefold().split())
    return plain.replace("ヶ", "ケ")


def number(text: str) -> float | None:
    """Return the number a cell holds, None if it holds none."""
    try:
        value = float(unicodedata.normalize("NFKC", text))
    except ValueError:
        return None
    return value if isfinite(value) else None


def in_japan(latitude: float, longitude: float) -> bool:
    """Return whether a point may be in Japan."""
    south, north = LATITUDES
    west, east = LONGITUDES
    return south <= latitude <= north and west <= longitude <= east
