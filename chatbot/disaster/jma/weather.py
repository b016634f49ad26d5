"""Weather warnings, VPWW53 to VPWW61: what is in force in every municipality of a 府県予報区.

Each telegram is a full snapshot: municipalities without a warning are told too. The areas above the
municipalities are left out, as their status differs from that of the places in them. `NextKinds`,
what will be switched to, isn't in force yet and is left out too.
"""

from collections.abc import Iterator

from chatbot.disaster.jma.hazards import hazard_of
from chatbot.disaster.jma.kinds import condition, label, level_in, stands, warned
from chatbot.disaster.jma.node import Node
from chatbot.disaster.jma.report import AreaReading, Telegram

HAZARDS = {
    "VPWW55": "inland-flood",
    "VPWW56": "landslide",
    "VPWW57": "storm-surge",
    "VPWW58": "storm",
    "VPWW59": "storm",
    "VPWW60": "snow",
}
"""What a snapshot is about where a row names nothing; the other types are about several."""


def read_warnings(telegram: Telegram, report: Node) -> Iterator[AreaReading]:
    """Yield a row for each kind of each municipality."""
    for kind, area in warned(report, "（市町村等）"):
        name, state = kind.text("Name"), condition(kind)
        yield AreaReading(
            area_code=area.text("Code"),
            area_name=area.text("Name"),
            kind=name,
            code=kind.text("Code"),
            kind_or_intensity=label(kind),
            level=level_in(name),
            condition=state,
            in_force=stands(kind),
            family="weather",
            hazard=_hazard(telegram, name, kind.text("Condition")),
        )


def _hazard(telegram: Telegram, name: str, threat: str) -> str:
    usual = HAZARDS.get(telegram.type, "other")
    return hazard_of(name, threat, otherwise=usual) if name else usual
