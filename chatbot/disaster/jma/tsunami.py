"""Tsunamis: VTSE41 津波警報・注意報・予報, VTSE51 津波情報.

Each is a snapshot of all 津波予報区 concerned. Codes are decided on, never the title: a telegram
titled 津波予報 may lift a warning.
"""

from collections.abc import Iterator

from chatbot.disaster.jma.kinds import label
from chatbot.disaster.jma.node import Node
from chatbot.disaster.jma.report import AreaReading, Telegram

_NO_WARNING = frozenset({"00", "50", "60", "71", "72", "73"})
"""津波なし, 警報解除, 津波注意報解除, 津波予報（若干の海面変動）."""


def read_tsunamis(_: Telegram, report: Node) -> Iterator[AreaReading]:
    """Yield a row for each 津波予報区, with what was in force there before."""
    for item in report.all("Body/Tsunami/Forecast/Item"):
        yield from (_row(item, kind) for kind in item.all("Category/Kind"))


def _row(item: Node, kind: Node) -> AreaReading:
    last = item.find("Category/LastKind")
    return AreaReading(
        area_code=item.text("Area/Code"),
        area_name=item.text("Area/Name"),
        kind=kind.text("Name"),
        code=kind.text("Code"),
        kind_or_intensity=label(kind),
        condition=f"前={label(last)}" if last else "",
        in_force=kind.text("Code") not in _NO_WARNING,
        family="tsunami",
        hazard="tsunami",
    )
