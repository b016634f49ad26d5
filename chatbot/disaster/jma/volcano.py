"""Volcanoes: VFVO50 噴火警報・予報, VFVO52 噴火に関する火山観測報, VFVO56 噴火速報.

The 噴火警戒レベル of a volcano is no 警戒レベル; it stays in the kind. A municipality may have two
rows, the warning and what it means there (防災対応等).
"""

from collections.abc import Iterator

from chatbot.disaster.jma.kinds import label
from chatbot.disaster.jma.node import Node
from chatbot.disaster.jma.report import AreaReading, Telegram

_CALM = ("噴火予報", "活火山であることに留意")
"""What is said when there is no warning, of every kind of volcano, 噴火警戒レベル1 among it."""


def read_volcanoes(_: Telegram, report: Node) -> Iterator[AreaReading]:
    """Yield a row for each volcano and each municipality concerned."""
    for info in report.all("Body/VolcanoInfo"):
        for item in info.all("Item"):
            for areas in item.all("Areas"):
                yield from _rows(item, areas, info.attribute("type"))


def _rows(item: Node, areas: Node, of: str) -> Iterator[AreaReading]:
    family = "volcano" if areas.attribute("codeType") == "火山名" else "weather"
    for kind in item.all("Kind"):
        yield from (_row(kind, area, of, family) for area in areas.all("Area"))


def _row(kind: Node, area: Node, of: str, family: str) -> AreaReading:
    name, change = kind.text("Name"), kind.text("Condition")
    return AreaReading(
        area_code=area.text("Code"),
        area_name=area.text("Name"),
        kind=name,
        code=kind.text("Code"),
        kind_or_intensity=label(kind),
        condition=f"{change}＠{of}",
        in_force=change != "解除" and not any(words in name for words in _CALM),
        family=family,
        hazard="volcano",
    )
