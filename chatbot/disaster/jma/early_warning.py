"""緊急地震速報: VXSE43 (警報), VXSE44 and VXSE45 (予報).

A poll each minute is too slow for them; they are read for the record. `To` may be `over`, 程度以上.
"""

from collections.abc import Iterator

from chatbot.disaster.jma.kinds import label
from chatbot.disaster.jma.node import Node
from chatbot.disaster.jma.quake import hypocentres
from chatbot.disaster.jma.report import AreaReading, Telegram


def read_forecast_intensities(_: Telegram, report: Node) -> Iterator[AreaReading]:
    """Yield a row for each 細分区域, or the hypocentre if no intensity is forecast for any."""
    forecast = False
    for area in report.all("Body/Intensity/Forecast/Pref/Area"):
        forecast = True
        yield from (_row(kind, area) for kind in area.all("Category/Kind"))
    if not forecast:
        yield from hypocentres(report, "予測震度なし")


def _row(kind: Node, area: Node) -> AreaReading:
    texts = (label(kind), area.text("Condition"))
    return AreaReading(
        area_code=area.text("Code"),
        area_name=area.text("Name"),
        kind=kind.text("Name"),
        code=kind.text("Code"),
        kind_or_intensity=f"{area.text('ForecastInt/From')}..{area.text('ForecastInt/To')}",
        condition="／".join(text for text in texts if text),
        in_force=True,
        family="quake",
        hazard="earthquake",
    )
