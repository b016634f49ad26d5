"""Reading menus from TOML: the city's own `line/<kind>.toml`, or the defaults in this package.

`normal.toml` in `defaults/` says how such a file is written. The drill's menu is the disaster's,
with the drill's mark on everything that it shows.
"""

import tomllib
from dataclasses import replace
from importlib.resources import files
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from channels.line.errors import LineError
from channels.line.richmenu.menu import Kind, Menu, Tile
from channels.line.richmenu.shapes import SHAPES
from corpus.layout import CityLayout

_DATA_LIMIT = 300
_ASK = "ask="
_FILES = (Kind.NORMAL, Kind.DISASTER)

_Words = Annotated[str, Field(min_length=1, max_length=21)]


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Tile(_Table):
    row: int = Field(ge=1, le=2)
    ja: _Words
    en: _Words
    shape: str
    ask: str = ""
    data: str = ""
    says: str = Field(default="", max_length=_DATA_LIMIT)

    @model_validator(mode="after")
    def _check(self) -> Self:
        """A tile asks a question, or does something and says what; it has a known shape."""
        long = len(self.tapped().encode("utf-16-le")) > _DATA_LIMIT * 2
        if bool(self.ask) == bool(self.data and self.says) or long or self.shape not in SHAPES:
            raise ValueError
        return self

    def tapped(self) -> str:
        """Return the postback's data."""
        return f"{_ASK}{self.ask}" if self.ask else self.data

    def tile(self) -> Tile:
        """Return the tile."""
        says = self.ask or self.says
        return Tile(self.row, self.ja, self.en, self.shape, self.tapped(), says)


class _File(_Table):
    chat_bar: str = Field(min_length=1, max_length=14)
    title: str = Field(default="", max_length=14)
    title_en: str = Field(default="", max_length=24)
    tiles: tuple[_Tile, ...] = Field(min_length=1, max_length=8)


def read_menus(layout: CityLayout) -> dict[Kind, Menu]:
    """Return the menu of every kind.

    Raises:
        LineError: A file of the city is no TOML, or says something that can't be.
    """
    read = {kind: _read(layout, kind) for kind in _FILES}
    return {**read, Kind.DRILL: _drill(read[Kind.DISASTER])}


def _read(layout: CityLayout, kind: Kind) -> Menu:
    own = layout.line / f"{kind}.toml"
    path = own if own.is_file() else files("channels.line.richmenu") / "defaults" / own.name
    try:
        raw = _File.model_validate(tomllib.loads(path.read_bytes().decode("utf-8-sig")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise LineError("menu.file", path=path, reason=error) from None
    except ValidationError as error:
        where = ".".join(map(str, error.errors()[0]["loc"]))
        raise LineError("menu.entry", path=path, entry=where) from None
    in_order = sorted((tile.tile() for tile in raw.tiles), key=lambda tile: tile.row)
    return Menu(kind, raw.chat_bar, raw.title, raw.title_en, tuple(in_order))


def _drill(menu: Menu) -> Menu:
    mark = LineError.catalogue.text("menu.drill")
    mark_en = LineError.catalogue.text("menu.drill_en")
    return replace(
        menu,
        kind=Kind.DRILL,
        chat_bar=f"{mark}{menu.chat_bar}"[:14],
        title=f"{mark}{menu.title}",
        title_en=f"{mark_en}{menu.title_en}",
        tiles=tuple(replace(tile, says=f"{mark}{tile.says}") for tile in menu.tiles),
    )
