"""Flex Messages: bubbles, carousels and their components.

The limits are those that the reference names; sizes and colours are taken as they come. Fields
that a component doesn't have are wrong: LINE shows nothing then.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from channels.line.platform.checks.actions import FLEX_ACTION
from channels.line.platform.checks.rules import (
    Address,
    Anything,
    Choice,
    Fields,
    Flag,
    Items,
    Kinds,
    Later,
    Number,
    Problem,
    Rule,
    Text,
)

BUBBLES = 12
BUBBLE_BYTES = 30 * 1024
CAROUSEL_BYTES = 50 * 1024
_DEEPEST = 10
_COLOR = Text(9, pattern="#[0-9a-fA-F]{6}([0-9a-fA-F]{2})?")
_SIZE = Text(20)
_IMAGE = Address(2000)


def _fields(names: str, **others: Rule) -> dict[str, Rule]:
    return {**dict.fromkeys(names.split(), _SIZE), **others}


_PLACED = _fields(
    "margin position offsetTop offsetBottom offsetStart offsetEnd", flex=Number(0, 1_000_000)
)
_PADDING = _fields("paddingAll paddingTop paddingBottom paddingStart paddingEnd")
_LOOK = _fields("align gravity", scaling=Flag(), adjustMode=Choice(("shrink-to-fit",)))
_WORDS = _fields("size weight style decoration", color=_COLOR)


@dataclass(frozen=True, slots=True)
class _Within:
    """A text component has its own text, or spans that have."""

    def problems(self, value: Any, place: str) -> Iterator[Problem]:  # noqa: ANN401  # any JSON
        """Yield what is wrong."""
        if value.get("text") is None and not value.get("contents"):
            yield Problem(f"{place}.text", "must be specified")


@dataclass(frozen=True, slots=True)
class _Labelled:
    """A button's action has a label: it is what stands on the button."""

    def problems(self, value: Any, place: str) -> Iterator[Problem]:  # noqa: ANN401  # any JSON
        """Yield what is wrong."""
        action = value.get("action")
        if isinstance(action, dict) and not action.get("label"):
            yield Problem(f"{place}.action.label", "must be specified")


@dataclass(frozen=True, slots=True)
class _Bytes:
    """The JSON isn't larger than LINE takes."""

    most: int

    def problems(self, value: Any, place: str) -> Iterator[Problem]:  # noqa: ANN401  # any JSON
        """Yield what is wrong."""
        size = len(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode())
        if size > self.most:
            yield Problem(place, f"The size must be {self.most} bytes or less")


@dataclass(frozen=True, slots=True)
class _Depth:
    """Boxes in boxes end somewhere: LINE allows ten (not verified)."""

    def problems(self, value: Any, place: str) -> Iterator[Problem]:  # noqa: ANN401  # any JSON
        """Yield what is wrong."""
        if _depth(value) > _DEEPEST:
            yield Problem(place, f"May not be nested deeper than {_DEEPEST}")


def _depth(value: Any) -> int:  # noqa: ANN401  # any JSON
    if not isinstance(value, dict) or not isinstance(value.get("contents"), list):
        return 0
    return 1 + max(map(_depth, value["contents"]), default=0)


def _component_rule() -> Rule:
    return COMPONENT


_SPAN = Fields({**_WORDS, "text": Text(2000, least=0)}, strict=True)
_MANY = 1000


def _component(names: dict[str, Rule], *required: str, between: tuple[Rule, ...] = ()) -> Rule:
    return Fields({**_PLACED, **names}, required, strict=True, between=between)


_TEXT = _component(
    {
        **_WORDS,
        **_LOOK,
        **_fields("lineSpacing"),
        "text": Text(2000),
        "contents": Items(Kinds({"span": _SPAN}), _MANY),
        "wrap": Flag(),
        "maxLines": Number(0, _MANY),
        "action": FLEX_ACTION,
    },
    between=(_Within(),),
)
_BUTTON = _component(
    {
        **_LOOK,
        **_fields("height"),
        "action": FLEX_ACTION,
        "style": Choice(("primary", "secondary", "link")),
        "color": _COLOR,
    },
    "action",
    between=(_Labelled(),),
)
_IMAGE_PART = _component(
    {
        **_LOOK,
        **_fields("size aspectRatio aspectMode"),
        "url": _IMAGE,
        "backgroundColor": _COLOR,
        "action": FLEX_ACTION,
        "animated": Flag(),
    },
    "url",
)
_ICON = _component({**_fields("size aspectRatio"), "url": _IMAGE, "scaling": Flag()}, "url")
_VIDEO = _component(
    {
        **_fields("aspectRatio"),
        "url": _IMAGE,
        "previewUrl": _IMAGE,
        "altContent": Later(_component_rule),
        "action": FLEX_ACTION,
    },
    "url",
    "previewUrl",
)
_BOX = _component(
    {
        **_PADDING,
        **_fields("spacing width maxWidth height maxHeight borderWidth cornerRadius"),
        **_fields("justifyContent alignItems"),
        "layout": Choice(("horizontal", "vertical", "baseline")),
        "contents": Items(Later(_component_rule), _MANY, least=0),
        "backgroundColor": _COLOR,
        "borderColor": _COLOR,
        "background": Anything(),
        "action": FLEX_ACTION,
    },
    "layout",
    "contents",
)
COMPONENTS: dict[str, Rule] = {
    "box": _BOX,
    "text": _TEXT,
    "button": _BUTTON,
    "image": _IMAGE_PART,
    "icon": _ICON,
    "video": _VIDEO,
    "separator": _component({"color": _COLOR}),
    "filler": _component({}),
}
COMPONENT: Rule = Kinds(COMPONENTS)
_BLOCK = Fields(
    {"backgroundColor": _COLOR, "separator": Flag(), "separatorColor": _COLOR}, strict=True
)
_BLOCKS = ("header", "hero", "body", "footer")
_WHOLE_BOX = Fields({}, between=(_Depth(), Kinds({"box": _BOX})))
BUBBLE = Fields(
    {
        "size": Choice(("nano", "micro", "deca", "hecto", "kilo", "mega", "giga")),
        "direction": Choice(("ltr", "rtl")),
        "header": _WHOLE_BOX,
        "hero": Kinds({name: COMPONENTS[name] for name in ("box", "image", "video")}),
        "body": _WHOLE_BOX,
        "footer": _WHOLE_BOX,
        "styles": Fields(dict.fromkeys(_BLOCKS, _BLOCK), strict=True),
        "action": FLEX_ACTION,
    },
    strict=True,
    between=(_Bytes(BUBBLE_BYTES),),
)
CAROUSEL = Fields(
    {"contents": Items(Kinds({"bubble": BUBBLE}), BUBBLES)},
    ("contents",),
    strict=True,
    between=(_Bytes(CAROUSEL_BYTES),),
)
CONTAINER = Kinds({"bubble": BUBBLE, "carousel": CAROUSEL})
