"""Floods of rivers: 指定河川洪水予報 VXKO50 to 89, 水位周知河川に関する情報 VXSU50 to 59.

The headline tells the kind for the section of the river, the body the municipalities that the river
may flood (浸水想定地区); the kind holds for them too. Codes are a space of their own: 10 is lifted,
2x to 5x are the 警戒レベル 2 to 5. So 22, 警戒情報解除, is level 2 and in force.
"""

from collections.abc import Iterator

from chatbot.disaster.jma.kinds import condition, headed, label, level_in
from chatbot.disaster.jma.node import Node
from chatbot.disaster.jma.report import AreaReading, Telegram

_LIFTED = "10"
_DUMMY = "0000000"
"""The code that samples give to municipalities that don't exist."""

Place = tuple[str, str, str]
"""Family, code and name of an area."""


def read_rivers(_: Telegram, report: Node) -> Iterator[AreaReading]:
    """Yield a row for each section and each municipality along it."""
    towns = dict.fromkeys(_towns(report))
    for kind, area in headed(report, "（予報区域）", "（発表区間）"):
        yield _row(kind, ("river", area.text("Code"), area.text("Name")))
        yield from (_row(kind, town) for town in towns)


def _towns(report: Node) -> Iterator[Place]:
    """Yield the municipalities, by the areas of weather warnings where those are given."""
    for area in report.all("Body/Warning/Item/Areas/Area"):
        own = area.attribute("codeType").endswith("市町村等")
        code, name = ("Code", "Name") if own else ("CityCode", "City")
        if area.text(code) not in {"", _DUMMY}:
            yield "weather", area.text(code), area.text(name)


def _row(kind: Node, place: Place) -> AreaReading:
    family, area_code, area_name = place
    code, name = kind.text("Code"), kind.text("Name")
    level = _level(code, name)
    return AreaReading(
        area_code=area_code,
        area_name=area_name,
        kind=name,
        code=code,
        kind_or_intensity=label(kind),
        level=level,
        condition=condition(kind),
        in_force=level is not None or not (code == _LIFTED or name.endswith("解除")),
        family=family,
        hazard="flood",
    )


def _level(code: str, name: str) -> int | None:
    if len(code) == 2 and code[0] in "2345":  # noqa: PLR2004  # tens and units
        return int(code[0])
    return None if code == _LIFTED or name.endswith("解除") else level_in(name)
