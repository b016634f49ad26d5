"""Actions: what a tap does. Labels and what a resident is seen to say count in graphemes."""

from dataclasses import dataclass
from typing import Any

from channels.line.platform.checks.rules import (
    Address,
    Anything,
    Choice,
    Fields,
    Kinds,
    Rule,
    Text,
)
from channels.line.platform.counting import graphemes

LABEL = 20
DATA = Text(300)
SAID = Text(300, unit=graphemes)
URI = Address(1000, ("http", "https", "tel", "line"))
ALIAS = Text(32, pattern="[a-z0-9_-]{1,32}")


@dataclass(frozen=True, slots=True)
class _Action:
    fields: dict[str, Rule]
    required: tuple[str, ...] = ()


_ACTIONS: dict[str, _Action] = {
    "message": _Action({"text": SAID}, ("text",)),
    "uri": _Action({"uri": URI, "altUri": Anything()}, ("uri",)),
    "postback": _Action(
        {
            "data": DATA,
            "displayText": SAID,
            "text": SAID,
            "inputOption": Choice(("closeRichMenu", "openRichMenu", "openKeyboard", "openVoice")),
            "fillInText": SAID,
        },
        ("data",),
    ),
    "datetimepicker": _Action(
        {
            "data": DATA,
            "mode": Choice(("date", "time", "datetime")),
            **dict.fromkeys(("initial", "max", "min"), Text(16)),
        },
        ("data", "mode"),
    ),
    "camera": _Action({}),
    "cameraRoll": _Action({}),
    "location": _Action({}),
    "clipboard": _Action({"clipboardText": Text(1000)}, ("clipboardText",)),
    "richmenuswitch": _Action({"data": DATA, "richMenuAliasId": ALIAS}, ("richMenuAliasId",)),
}
"""Limits: the Messaging API's reference, "Action objects"."""

_ONLY_QUICK = ("camera", "cameraRoll", "location")
_ONLY_MENU = ("richmenuswitch",)


def _actions(leave_out: tuple[str, ...], label: int, *required: str, strict: bool = False) -> Rule:
    rules: dict[str, Rule] = {}
    for kind, action in _ACTIONS.items():
        if kind not in leave_out:
            fields: dict[str, Any] = {"label": Text(label, unit=graphemes), **action.fields}
            rules[kind] = Fields(fields, (*required, *action.required), strict)
    return Kinds(rules)


QUICK_REPLY_ACTION = _actions(_ONLY_MENU, LABEL, "label")
TEMPLATE_ACTION = _actions((*_ONLY_QUICK, *_ONLY_MENU), LABEL, "label")
FLEX_ACTION = _actions((*_ONLY_QUICK, *_ONLY_MENU), 40, strict=True)
"""A Flex button needs a label too: see `flex`. That 40 fit is not verified; 20 always do."""
RICH_MENU_ACTION = _actions(_ONLY_QUICK, 20)
