"""A greater quake may follow: VYSE50 南海トラフ地震臨時情報, VYSE60 北海道・三陸沖後発地震注意情報.

They name no areas: which municipalities must prepare is fixed by law, not by the telegram. None is
lifted but by 調査終了; whoever keeps one must end it after its week.
"""

from collections.abc import Iterator

from chatbot.disaster.jma.kinds import label
from chatbot.disaster.jma.node import Node
from chatbot.disaster.jma.report import AreaReading, Telegram

_OVER = "190"
"""調査終了."""


def read_great_quakes(telegram: Telegram, report: Node) -> Iterator[AreaReading]:
    """Yield what the telegram announces, once."""
    for info in report.all("Body/EarthquakeInfo"):
        serial = info.find("InfoSerial")
        kind = serial.text("Name") if serial else info.text("InfoKind")
        code = serial.text("Code") if serial else ""
        yield AreaReading(
            kind=kind,
            code=code,
            kind_or_intensity=label(serial) if serial else kind,
            condition=telegram.head_title,
            in_force=code != _OVER,
            hazard="earthquake",
        )
