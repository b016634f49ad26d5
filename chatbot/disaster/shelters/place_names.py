"""The named places of a city, and all the ways to write and say their names.

Points are never made up: a shelter stands where its file says, a town (町名) is the mean of the
points of its shelters, and anything else must stand in the city's `places.csv`.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from statistics import fmean

from chatbot.answer import Location
from corpus.city import CitySettings
from corpus.shelters.places import ListedPlace
from corpus.shelters.shelter import Shelter

Reading = Callable[[str], str]
"""Says how a text is read, in katakana."""


class PlaceKind(StrEnum):
    """What a place is known from."""

    LISTED = "listed"
    """The city's `places.csv`."""
    SHELTER = "shelter"
    """A shelter's own name."""
    TOWN = "town"
    """The addresses of shelters: the point is the middle of those, no more."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place that a question may name."""

    name: str
    point: Location
    kind: PlaceKind


@dataclass(frozen=True, slots=True)
class PlaceName:
    """A place with a way to call it.

    Attributes:
        written: As it is written in Japanese.
        readings: How that is read, in kana; it may be read in more than one way.
    """

    place: Place
    written: str
    readings: tuple[str, ...]


_NUMBER = re.compile(r"[0-9０-９]|[一二三四五六七八九十]+(?:丁目|番)")
_REMARK = re.compile(r"[（(※].*")
_OWNER = re.compile(r".{2,6}?[都道府県市区町村]立|国立|私立")
_SHORT = (("高等学校", "高校"), ("高等学校", "高"), ("中学校", "中"), ("小学校", "小"))
"""How schools are called in everyday life."""

_TOWN_READINGS = ("チョウ", "マチ")


def place_names(
    city: CitySettings,
    shelters: Iterable[Shelter],
    listed: Iterable[ListedPlace],
    reading: Reading,
) -> Iterator[PlaceName]:
    """Yield the names of a city's places; where two are called the same, the surer comes first."""
    shelters = tuple(shelters)
    listed = tuple(listed)
    told = {one.name: one.reading for one in listed if one.reading}
    for one in listed:
        if one.point:
            place = Place(one.name, Location(*one.point), PlaceKind.LISTED)
            yield PlaceName(place, one.name, _readings(one.name, told, reading))
    for shelter in shelters:
        point = Location(shelter.latitude, shelter.longitude)
        for written, kana in _called(shelter):
            place = Place(shelter.name, point, PlaceKind.SHELTER)
            yield PlaceName(place, written, (kana or told.get(written) or reading(written),))
    for name, place in _towns(city, shelters):
        yield PlaceName(place, name, _readings(name, told, reading))


def town_of(address: str, city: CitySettings) -> str:
    """Return the 町名 of an address, without prefecture and city; empty if there is none.

    >>> town_of("千葉県松戸市旭町1-150", CitySettings(name="松戸市", prefecture="千葉県"))
    '旭町'
    """
    bare = address.strip().removeprefix(city.prefecture).removeprefix(city.name)
    town = _NUMBER.split(bare, maxsplit=1)[0]
    town = _REMARK.sub("", town).strip().removeprefix("大字")
    return town if len(town) > 1 and _NUMBER.search(bare) else ""


def _towns(city: CitySettings, shelters: Iterable[Shelter]) -> Iterator[tuple[str, Place]]:
    points: dict[str, list[Shelter]] = defaultdict(list)
    for shelter in shelters:
        points[town_of(shelter.address, city)].append(shelter)
    points.pop("", None)
    for name, among in points.items():
        middle = Location(
            fmean(shelter.latitude for shelter in among),
            fmean(shelter.longitude for shelter in among),
        )
        yield name, Place(name, middle, PlaceKind.TOWN)


def _called(shelter: Shelter) -> Iterator[tuple[str, str]]:
    """Yield what a shelter is called, with its reading where the file says it."""
    name = _REMARK.sub("", shelter.name).strip()
    yield name, shelter.kana
    bare = _OWNER.sub("", name, count=1)
    for written in dict.fromkeys((bare, name)):
        if written != name:
            yield written, ""
        for long, short in _SHORT:
            if written.endswith(long):
                yield written.removesuffix(long) + short, ""


def _readings(name: str, told: Mapping[str, str], reading: Reading) -> tuple[str, ...]:
    """Return the readings of a town's name: 町 is チョウ or マチ, and no dictionary is sure."""
    if name in told:
        return (told[name],)
    kana = reading(name)
    for ending in _TOWN_READINGS:
        if name.endswith("町") and kana.endswith(ending):
            return tuple(kana.removesuffix(ending) + other for other in _TOWN_READINGS)
    return (kana,)
