"""Short bulletins: what the weather does now, without a level.

VPBS50 府県気象防災速報 (線状降水帯, 記録雨, 短時間大雪), VPOA50 記録的短時間大雨情報, VPHW50 and
VPHW51 竜巻注意情報, VPNO50 気象特別警報報知. None but the last is ever lifted: VPHW ends at its
`valid_until`, the others must be ended by whoever keeps them.
"""

from collections.abc import Iterator

from chatbot.disaster.jma.hazards import hazard_of
from chatbot.disaster.jma.kinds import condition, headed, label, level_in, stands, warned
from chatbot.disaster.jma.node import Node
from chatbot.disaster.jma.report import AreaReading, Telegram


def read_news(_: Telegram, report: Node) -> Iterator[AreaReading]:
    """Yield the tags of a VPBS50 for its areas, then the municipalities it observed."""
    for kind, area in headed(report, "情報タグ"):
        yield _row(kind, area, hazard_of(kind.text("Condition")))
    for item in report.all("Body/MeteorologicalInfos/MeteorologicalInfo/Item"):
        yield from _observed(item)


def read_heavy_rain(_: Telegram, report: Node) -> Iterator[AreaReading]:
    """Yield a row for each area that a VPOA50 is issued for."""
    for kind, area in warned(report, "（発表細分）"):
        yield _row(kind, area, "inland-flood")


def read_tornadoes(telegram: Telegram, report: Node) -> Iterator[AreaReading]:
    """Yield a row for each municipality, with the time it is valid until."""
    end = telegram.valid_until
    until = f"／有効期限{end.isoformat()}" if end else ""
    for kind, area in warned(report, "（市町村等）"):
        yield _row(kind, area, "storm", until)


def read_special_warnings(_: Telegram, report: Node) -> Iterator[AreaReading]:
    """Yield the special warnings of a VPNO50, of the prefecture and of municipalities."""
    for kind, area in headed(report, "（府県予報区等）", "（市町村等）"):
        name = kind.text("Name")
        yield AreaReading(
            area_code=area.text("Code"),
            area_name=area.text("Name"),
            kind=name,
            code=kind.text("Code"),
            kind_or_intensity=name,
            level=level_in(name),
            in_force=stands(kind),
            family="weather",
            hazard=hazard_of(name),
        )


def _observed(item: Node) -> Iterator[AreaReading]:
    for area in item.all("Area"):
        if area.attribute("codeType").endswith("市町村等"):
            for kind in item.all("Kind/Property"):
                name = kind.text("Type")
                yield AreaReading(
                    area_code=area.text("Code"),
                    area_name=area.text("Name"),
                    kind=name,
                    kind_or_intensity=name,
                    condition=area.text("Status"),
                    in_force=True,
                    family="weather",
                    hazard=hazard_of(name),
                )


def _row(kind: Node, area: Node, hazard: str, until: str = "") -> AreaReading:
    return AreaReading(
        area_code=area.text("Code"),
        area_name=area.text("Name"),
        kind=kind.text("Name"),
        code=kind.text("Code"),
        kind_or_intensity=label(kind),
        condition=f"{condition(kind)}{until}",
        in_force=stands(kind),
        family="weather",
        hazard=hazard,
    )
