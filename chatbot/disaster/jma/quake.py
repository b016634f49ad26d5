"""Observed quakes: VXSE51 震度速報, VXSE52, VXSE53, VXSE61, VXSE62.

VXSE51 knows the 細分区域 only; VXSE53 has the municipalities and corrects them up and down. A place
whose station hasn't reported says 震度５弱以上未入電 and has a lower intensity or none: it may be
worse there than anywhere.
"""

from collections.abc import Iterator

from chatbot.disaster.jma.node import Node
from chatbot.disaster.jma.report import AreaReading, Telegram


def read_intensities(_: Telegram, report: Node) -> Iterator[AreaReading]:
    """Yield a row for each 細分区域 and each municipality, or the hypocentre of a far quake."""
    felt = False
    for area in report.all("Body/Intensity/Observation/Pref/Area"):
        felt = True
        yield _shaken(area)
        yield from map(_shaken, area.all("City"))
    if not felt:
        yield from hypocentres(report, "震度なし（遠地など）")


def read_hypocentres(_: Telegram, report: Node) -> Iterator[AreaReading]:
    """Yield the hypocentre with its magnitude: VXSE52 and VXSE61 have no areas."""
    for quake in report.all("Body/Earthquake"):
        yield AreaReading(
            area_name=quake.text("Hypocenter/Area/Name"),
            kind_or_intensity=quake.text("Magnitude"),
            condition="震源のみ",
            hazard="earthquake",
        )


def hypocentres(report: Node, condition: str) -> Iterator[AreaReading]:
    """Yield a row for each hypocentre, without an intensity."""
    for quake in report.all("Body/Earthquake"):
        name = quake.text("Hypocenter/Area/Name")
        yield AreaReading(area_name=name, condition=condition, hazard="earthquake")


def _shaken(area: Node) -> AreaReading:
    intensity, revised = area.text("MaxInt"), area.text("Revise")
    texts = (area.text("Condition"), revised and f"Revise={revised}")
    return AreaReading(
        area_code=area.text("Code"),
        area_name=area.text("Name"),
        code=intensity,
        kind_or_intensity=intensity,
        condition="／".join(text for text in texts if text),
        in_force=True,
        family="quake",
        hazard="earthquake",
    )
