"""Template messages: buttons, confirm, carousel, image carousel."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from channels.line.platform.checks.actions import TEMPLATE_ACTION
from channels.line.platform.checks.rules import (
    Address,
    Choice,
    Fields,
    Items,
    Kinds,
    Problem,
    Rule,
    Text,
)
from channels.line.platform.counting import graphemes

COLUMNS = 10
_TITLE = Text(40, unit=graphemes)
_IMAGE = Address(2000)
_LOOK: dict[str, Rule] = {
    "imageAspectRatio": Choice(("rectangle", "square")),
    "imageSize": Choice(("cover", "contain")),
}


@dataclass(frozen=True, slots=True)
class _ShorterBeside:
    """A text beside an image or a title has less room."""

    most: int

    def problems(self, value: Any, place: str) -> Iterator[Problem]:  # noqa: ANN401  # any JSON
        """Yield what is wrong."""
        text = value.get("text")
        if isinstance(text, str) and (value.get("title") or value.get("thumbnailImageUrl")):
            yield from Text(self.most, unit=graphemes).problems(text, f"{place}.text")


@dataclass(frozen=True, slots=True)
class _Alike:
    """All columns of a carousel have the same number of actions."""

    def problems(self, value: Any, place: str) -> Iterator[Problem]:  # noqa: ANN401  # any JSON
        """Yield what is wrong."""
        columns = [one for one in value.get("columns") or [] if isinstance(one, dict)]
        if len({len(one.get("actions") or []) for one in columns}) > 1:
            yield Problem(f"{place}.columns", "The number of actions must be the same")


_SHOWN: dict[str, Rule] = {
    "thumbnailImageUrl": _IMAGE,
    "imageBackgroundColor": Text(7),
    "title": _TITLE,
    "defaultAction": TEMPLATE_ACTION,
}
_BUTTONS = Fields(
    {
        **_SHOWN,
        **_LOOK,
        "text": Text(160, unit=graphemes),
        "actions": Items(TEMPLATE_ACTION, 4),
    },
    ("text", "actions"),
    between=(_ShorterBeside(60),),
)
_CONFIRM = Fields(
    {"text": Text(240, unit=graphemes), "actions": Items(TEMPLATE_ACTION, 2, 2)},
    ("text", "actions"),
)
_COLUMN = Fields(
    {**_SHOWN, "text": Text(120, unit=graphemes), "actions": Items(TEMPLATE_ACTION, 3)},
    ("text", "actions"),
    between=(_ShorterBeside(60),),
)
_CAROUSEL = Fields({**_LOOK, "columns": Items(_COLUMN, COLUMNS)}, ("columns",), between=(_Alike(),))
_IMAGE_COLUMN = Fields({"imageUrl": _IMAGE, "action": TEMPLATE_ACTION}, ("imageUrl", "action"))
_IMAGE_CAROUSEL = Fields({"columns": Items(_IMAGE_COLUMN, COLUMNS)}, ("columns",))

TEMPLATE = Kinds(
    {
        "buttons": _BUTTONS,
        "confirm": _CONFIRM,
        "carousel": _CAROUSEL,
        "image_carousel": _IMAGE_CAROUSEL,
    }
)
