"""Rich menus: the object, and the header of its image."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from channels.line.platform.checks.actions import ALIAS, RICH_MENU_ACTION
from channels.line.platform.checks.rules import Fields, Flag, Items, Number, Problem, Text
from channels.line.platform.counting import graphemes

MENUS = 1000
USERS = 500
IMAGE_BYTES = 1024 * 1024
_WIDEST, _FLATTEST = 2500, 1.45
_PNG = b"\x89PNG\r\n\x1a\n"
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""JPEG markers that begin a frame and tell the size (ITU-T T.81, table B.1)."""


@dataclass(frozen=True, slots=True)
class _Shape:
    """It isn't too high, and no area reaches over its edge."""

    def problems(self, value: Any, place: str) -> Iterator[Problem]:  # noqa: ANN401  # any JSON
        """Yield what is wrong."""
        size = value.get("size")
        if not isinstance(size, dict) or any(SIZE.problems(size, "size")):
            return
        width, height = size["width"], size["height"]
        if width / height < _FLATTEST:
            yield Problem("size", f"The aspect ratio must be {_FLATTEST} or more")
        for n, area in enumerate(value.get("areas") or []):
            bounds = area.get("bounds") if isinstance(area, dict) else None
            if not isinstance(bounds, dict) or any(BOUNDS.problems(bounds, place)):
                continue
            right, bottom = bounds["x"] + bounds["width"], bounds["y"] + bounds["height"]
            if right > width or bottom > height:
                yield Problem(f"areas[{n}].bounds", "must be within the rich menu")


SIZE = Fields({"width": Number(800, _WIDEST), "height": Number(250, _WIDEST)}, ("width", "height"))
_SIDES = ("x", "y", "width", "height")
BOUNDS = Fields(dict.fromkeys(_SIDES, Number(0, _WIDEST)), _SIDES)
_AREA = Fields({"bounds": BOUNDS, "action": RICH_MENU_ACTION}, ("bounds", "action"))
RICH_MENU = Fields(
    {
        "size": SIZE,
        "selected": Flag(),
        "name": Text(300, unit=graphemes),
        "chatBarText": Text(14, unit=graphemes),
        "areas": Items(_AREA, 20, least=0),
    },
    ("size", "selected", "name", "chatBarText", "areas"),
    between=(_Shape(),),
)
NEW_ALIAS = Fields(
    {"richMenuAliasId": ALIAS, "richMenuId": Text(100)}, ("richMenuAliasId", "richMenuId")
)
CHANGED_ALIAS = Fields({"richMenuId": Text(100)}, ("richMenuId",))
BULK_UNLINK = Fields({"userIds": Items(Text(100), USERS)}, ("userIds",))
BULK_LINK = Fields(
    {"richMenuId": Text(100), "userIds": Items(Text(100), USERS)}, ("richMenuId", "userIds")
)


def image_size(image: bytes) -> tuple[str, int, int] | None:
    """Return media type, width and height of a PNG or JPEG; None if it is neither."""
    if image.startswith(_PNG) and image[12:16] == b"IHDR" and len(image) > len(_PNG) + 16:
        return ("image/png", *struct.unpack(">II", image[16:24]))
    if image.startswith(b"\xff\xd8"):
        size = _jpeg_size(image)
        return ("image/jpeg", *size) if size else None
    return None


def _jpeg_size(image: bytes) -> tuple[int, int] | None:
    """Go from segment to segment until a frame tells the size."""
    place = 2
    while place + 9 <= len(image) and image[place] == 0xFF:  # noqa: PLR2004  # every marker's first byte
        marker, length = struct.unpack(">BH", image[place + 1 : place + 4])
        if marker in _FRAMES:
            height, width = struct.unpack(">HH", image[place + 5 : place + 9])
            return width, height
        place += 2 + length
    return None
