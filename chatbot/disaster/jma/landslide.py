"""土砂災害警戒情報, VXWW50: 警戒レベル4 for landslides.

The level stands in the title only, and stays there when all is lifted; 警戒 (code 3) is level 4.
"""

from collections.abc import Iterator

from chatbot.disaster.jma.kinds import condition, label, stands, warned
from chatbot.disaster.jma.node import Node
from chatbot.disaster.jma.report import AreaReading, Telegram

_ALERT, _LEVEL = "3", 4


def read_landslides(_: Telegram, report: Node) -> Iterator[AreaReading]:
    """Yield a row for each municipality."""
    for kind, area in warned(report, "土砂災害警戒情報"):
        yield AreaReading(
            area_code=area.text("Code"),
            area_name=area.text("Name"),
            kind=kind.text("Name"),
            code=kind.text("Code"),
            kind_or_intensity=label(kind),
            level=_LEVEL if kind.text("Code") == _ALERT else None,
            condition=condition(kind),
            in_force=stands(kind),
            family="weather",
            hazard="landslide",
        )
