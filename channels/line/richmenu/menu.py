"""What a rich menu is: tiles in rows, and what LINE is told of them.

LINE counts a menu's picture in pixels from its upper left corner, and scales it to the width of
the phone. The limits are those of the Messaging API (rich menu objects): 20 areas, a chat bar text
of 14 characters, postback data of 300, an action's label of 20.
"""

import hashlib
import json
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import Any

WIDTH, HEIGHT = 2500, 1686
"""LINE's large size, in pixels."""

BAND = 190
"""Height of the band with the title, in pixels."""


class Kind(StrEnum):
    """Which menu; its alias on LINE is `annai-<kind>`."""

    NORMAL = "normal"
    DISASTER = "disaster"
    DRILL = "drill"

    @property
    def alias(self) -> str:
        """The alias that always means the deployed menu of this kind."""
        return f"annai-{self}"


@dataclass(frozen=True, slots=True)
class Tile:
    """One thing to tap.

    Attributes:
        row: Which row it stands in, counted from 1.
        ja: Its words in Japanese, a line each.
        en: The same in English, small, under them.
        shape: Name of its pictogram in `shapes`.
        data: The postback it sends.
        says: What the resident is seen to say.
    """

    row: int
    ja: str
    en: str
    shape: str
    data: str
    says: str


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in pixels."""

    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Menu:
    """A rich menu.

    Attributes:
        chat_bar: The words on the bar that opens and closes it.
        title: Words in a band above the tiles; empty: no band.
        title_en: The same in English.
        tiles: Row by row, each from the left.
    """

    kind: Kind
    chat_bar: str
    title: str
    title_en: str
    tiles: tuple[Tile, ...]

    def boxes(self) -> tuple[Box, ...]:
        """Return where each tile is: rows of one height, tiles of a row of one width."""
        rows = sorted({tile.row for tile in self.tiles})
        top = BAND if self.title else 0
        edges = _split(top, HEIGHT, len(rows))
        found: list[Box] = []
        for row, (y, height) in zip(rows, edges, strict=True):
            columns = _split(0, WIDTH, sum(tile.row == row for tile in self.tiles))
            found += (Box(x, y, width, height) for x, width in columns)
        return tuple(found)

    def body(self) -> dict[str, Any]:
        """Return the menu as LINE's JSON, without its name."""
        return {
            "size": {"width": WIDTH, "height": HEIGHT},
            "selected": True,
            "chatBarText": self.chat_bar,
            "areas": [
                {"bounds": _bounds(box), "action": _action(tile)}
                for tile, box in zip(self.tiles, self.boxes(), strict=True)
            ],
        }


@dataclass(frozen=True, slots=True)
class DrawnMenu:
    """A menu with its picture.

    Attributes:
        png: The picture, at most 1 MB.
    """

    menu: Menu
    png: bytes

    @property
    def name(self) -> str:
        """The name it has on LINE: the alias and a digest of all that it shows and does."""
        digest = hashlib.sha256(json.dumps(self.menu.body(), sort_keys=True).encode())
        digest.update(self.png)
        return f"{self.menu.kind.alias}-{digest.hexdigest()[:12]}"


def _split(begin: int, end: int, count: int) -> list[tuple[int, int]]:
    """Return begin and length of `count` parts that differ by a pixel at most."""
    marks = [begin + (end - begin) * n // count for n in range(count + 1)]
    return [(one, other - one) for one, other in pairwise(marks)]


def _bounds(box: Box) -> dict[str, int]:
    return {"x": box.x, "y": box.y, "width": box.width, "height": box.height}


def _action(tile: Tile) -> dict[str, str]:
    """Return what a tap does; the label is what a screen reader says."""
    return {
        "type": "postback",
        "label": tile.ja.replace("\n", ""),
        "data": tile.data,
        "displayText": tile.says,
    }
