"""A designated shelter of the city, and what it can be designated for.

A 指定緊急避難場所 is where one flees to from a certain kind of disaster (災害対策基本法第49条の4),
a 指定避難所 where one stays afterwards (同法第49条の7). Many places are both.
"""

from dataclasses import dataclass
from enum import StrEnum

DESIGNATIONS = {
    "洪水": "flood",
    "崖崩れ、土石流及び地滑り": "landslide",
    "高潮": "storm-surge",
    "地震": "earthquake",
    "津波": "tsunami",
    "大規模な火事": "fire",
    "内水氾濫": "inland-flood",
    "火山現象": "volcano",
}
"""The kinds of disaster of 災害対策基本法施行令第20条の3: the GSI's names, and annai's."""


class Kind(StrEnum):
    """What a place was designated as."""

    EMERGENCY = "emergency"
    """指定緊急避難場所."""
    EVACUATION = "evacuation"
    """指定避難所."""


@dataclass(frozen=True, slots=True)
class Shelter:
    """One place.

    Attributes:
        id: Stays the same while its name and address or the file's own id do.
        latitude: Degrees, WGS 84.
        longitude: The same.
        kinds: What it is designated as; at least one.
        hazards: Annai's names of what it is designated for as 指定緊急避難場所. One that isn't
            here is *not designated*, never "safe".
        kana: How the name is read, where the file says it.
        capacity: Persons, None if it isn't known.
        elevation: Metres above the sea, None if it isn't known.
        sources: The files that tell of it, as document ids write them.
        other_ids: Its ids in further files.
    """

    id: str
    name: str
    latitude: float
    longitude: float
    kinds: tuple[Kind, ...]
    hazards: frozenset[str] = frozenset()
    address: str = ""
    kana: str = ""
    capacity: int | None = None
    elevation: float | None = None
    phone: str = ""
    note: str = ""
    url: str = ""
    sources: tuple[str, ...] = ()
    other_ids: tuple[str, ...] = ()
