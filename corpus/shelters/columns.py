"""Which columns of a table say what about a shelter.

Known without being told: 指定緊急避難場所一覧 of the 自治体標準オープンデータセット in its older
(住所) and newer (所在地_連結表記) spelling, and the GSI's 指定緊急避難場所・指定避難所データ. For
any other table, and for what those leave open, a city writes `[[shelters]]` in `city.toml` or
`[shelters]` in the file's sidecar::

    [[shelters]]
    file = "evacuation_space.xlsx"
    kinds = ["emergency"]
    yes = ["○"]
    columns = { name = "name", latitude = "latitude", longitude = "longitude" }
    hazards = { flood = ["flood_L1", "flood_L2"], earthquake = "earthquake" }
"""

from collections.abc import Sequence
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict

from corpus.errors import CorpusError
from corpus.readers.table.columns import normal
from corpus.shelters.shelter import DESIGNATIONS, Kind

Field = Literal[
    "id",
    "name",
    "kana",
    "address",
    "latitude",
    "longitude",
    "evacuation",
    "capacity",
    "elevation",
    "phone",
    "note",
    "url",
]
Hazard = Literal[
    "flood",
    "landslide",
    "storm-surge",
    "earthquake",
    "tsunami",
    "fire",
    "inland-flood",
    "volcano",
]
REQUIRED: tuple[Field, ...] = ("name", "latitude", "longitude")
COMMON_ID = "共通ID"
"""The GSI's id, unique in Japan; other ids are unique in their file only."""

_STANDARD: dict[Field, tuple[str, ...]] = {
    "id": (COMMON_ID, "ID"),
    "name": ("名称", "施設・場所名", "施設名"),
    "kana": ("名称_カナ",),
    "address": ("所在地_連結表記", "住所", "所在地"),
    "latitude": ("緯度",),
    "longitude": ("経度",),
    "evacuation": ("指定避難所との重複",),
    "capacity": ("想定収容人数",),
    "elevation": ("標高",),
    "phone": ("電話番号",),
    "note": ("備考",),
    "url": ("URL",),
}


def _listed(value: object) -> object:
    return (value,) if isinstance(value, str) else value


_Columns = Annotated[tuple[str, ...], BeforeValidator(_listed)]


class ShelterTable(BaseModel):
    """What a city says about a table of shelters.

    Attributes:
        file: Its path within `shelters/`; not needed in a sidecar.
        kinds: What its places are. Without it, 指定緊急避難場所 if it has columns of hazards.
        yes: Cells that mean yes; every other means no (△, "only from the third floor", too).
        columns: Field → column, over what is known without being told. `evacuation` is the column
            that says yes where the place is a 指定避難所 as well.
        hazards: Hazard → column, or columns that must all say yes.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    file: str = ""
    kinds: tuple[Kind, ...] = ()
    yes: tuple[str, ...] = ("1", "1.0", "○", "〇", "◯", "true")
    columns: dict[Field, str] = {}
    hazards: dict[Hazard, _Columns] = {}

    def says_yes(self, cell: str) -> bool:
        """Return whether a cell means yes, whatever the width and case of its letters."""
        return normal(cell) in {normal(mark) for mark in self.yes}


class FoundColumns:
    """The columns of one table, found.

    Args:
        table: What the city says about it.
        header: Its columns.
        path: The file, for messages.

    Raises:
        CorpusError: A column that is needed or named isn't there, or nothing says what the places
            are designated as.
    """

    def __init__(self, table: ShelterTable, header: Sequence[str], path: object) -> None:
        """Find them."""
        self._header = {normal(column): column for column in reversed(header)}
        self.fields = {
            field: column for field in _STANDARD if (column := self._field(table, field))
        }
        self.hazards = {
            hazard: columns
            for name, hazard in DESIGNATIONS.items()
            if (columns := self._hazard(table, name, hazard))
        }
        self._check(table, path)
        self.kinds = table.kinds or ((Kind.EMERGENCY,) if self.hazards else ())
        if not self.kinds:
            raise CorpusError("shelter.kinds", path=path)

    def _field(self, table: ShelterTable, field: Field) -> str:
        named = table.columns.get(field)
        names = _STANDARD[field] if named is None else (named,)
        return next((self._header[key] for key in map(normal, names) if key in self._header), "")

    def _hazard(self, table: ShelterTable, name: str, hazard: str) -> tuple[str, ...]:
        given = {str(key): columns for key, columns in table.hazards.items()}
        if hazard in given:
            return given[hazard]
        keys = map(normal, (f"災害種別_{name}", name))
        return tuple(self._header[key] for key in keys if key in self._header)[:1]

    def _check(self, table: ShelterTable, path: object) -> None:
        named = [*table.columns.values(), *(c for found in table.hazards.values() for c in found)]
        missing = [column for column in named if normal(column) not in self._header]
        missing += [_STANDARD[field][0] for field in REQUIRED if field not in self.fields]
        if missing:
            raise CorpusError("shelter.columns", path=path, missing="、".join(missing))
