"""Which module reads which type. A new type is a line here; one that isn't listed has no rows."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from chatbot.disaster.jma.bulletins import (
    read_heavy_rain,
    read_news,
    read_special_warnings,
    read_tornadoes,
)
from chatbot.disaster.jma.early_warning import read_forecast_intensities
from chatbot.disaster.jma.great_quake import read_great_quakes
from chatbot.disaster.jma.landslide import read_landslides
from chatbot.disaster.jma.node import Node
from chatbot.disaster.jma.quake import read_hypocentres, read_intensities
from chatbot.disaster.jma.report import AreaReading, Telegram
from chatbot.disaster.jma.river import read_rivers
from chatbot.disaster.jma.tsunami import read_tsunamis
from chatbot.disaster.jma.volcano import read_volcanoes
from chatbot.disaster.jma.weather import HAZARDS, read_warnings

Read = Callable[[Telegram, Node], Iterator[AreaReading]]
"""From the envelope and the root element to the rows, as if the telegram were a real one."""


@dataclass(frozen=True, slots=True)
class Reader:
    """How a type is read, and what it is about where it has no rows."""

    read: Read
    hazard: str


def _no_areas(_: Telegram, __: Node) -> Iterator[AreaReading]:
    """Yield nothing: a test (VXSE42) and the count of quakes (VXSE60) are about no area."""
    return iter(())


READERS: Mapping[str, Reader] = {
    **{f"VPWW{n}": Reader(read_warnings, HAZARDS.get(f"VPWW{n}", "other")) for n in range(53, 62)},
    "VPNO50": Reader(read_special_warnings, "other"),
    "VPBS50": Reader(read_news, "other"),
    "VPOA50": Reader(read_heavy_rain, "inland-flood"),
    "VPHW50": Reader(read_tornadoes, "storm"),
    "VPHW51": Reader(read_tornadoes, "storm"),
    "VXWW50": Reader(read_landslides, "landslide"),
    "VXKO": Reader(read_rivers, "flood"),
    "VXSU": Reader(read_rivers, "flood"),
    "VXSE42": Reader(_no_areas, "earthquake"),
    "VXSE43": Reader(read_forecast_intensities, "earthquake"),
    "VXSE44": Reader(read_forecast_intensities, "earthquake"),
    "VXSE45": Reader(read_forecast_intensities, "earthquake"),
    "VXSE51": Reader(read_intensities, "earthquake"),
    "VXSE52": Reader(read_hypocentres, "earthquake"),
    "VXSE53": Reader(read_intensities, "earthquake"),
    "VXSE60": Reader(_no_areas, "earthquake"),
    "VXSE61": Reader(read_hypocentres, "earthquake"),
    "VXSE62": Reader(read_intensities, "earthquake"),
    "VTSE41": Reader(read_tsunamis, "tsunami"),
    "VTSE51": Reader(read_tsunamis, "tsunami"),
    "VFVO50": Reader(read_volcanoes, "volcano"),
    "VFVO52": Reader(read_volcanoes, "volcano"),
    "VFVO56": Reader(read_volcanoes, "volcano"),
    "VYSE50": Reader(read_great_quakes, "earthquake"),
    "VYSE60": Reader(read_great_quakes, "earthquake"),
}
"""By type, or by its letters where the number names an office (rivers)."""


def reader_of(data_type: str) -> Reader | None:
    """Return how a type is read, None for one that isn't listed."""
    return READERS.get(data_type) or READERS.get(data_type[:4])
