"""Builds what finds shelters and places from a city's directory."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from chatbot.disaster.shelters.finder import ShelterFinder
from chatbot.disaster.shelters.gazetteer import Gazetteer
from chatbot.disaster.shelters.place_names import Reading, place_names
from chatbot.disaster.shelters.status import StatusBoard
from chatbot.gates.places import Places
from corpus.city import CitySettings
from corpus.layout import CityLayout
from corpus.shelters.places import read_places
from corpus.shelters.reading import ShelterReading, read_shelters


@dataclass(frozen=True, slots=True)
class ShelterGuide:
    """The shelters of a city: around a point, and near a place that a question names."""

    finder: ShelterFinder
    gazetteer: Gazetteer


def open_shelters(
    layout: CityLayout, city: CitySettings, board: Callable[[], StatusBoard], reading: Reading
) -> ShelterGuide:
    """Read a city's shelters and places.

    Args:
        layout: The city's directory.
        city: Its settings.
        board: Gives what is known of the shelters' statuses.
        reading: Says how a name is read (`SudachiTokenizer.reading`).

    Raises:
        CityError: `places.csv` is not valid. What else can't be used is left out: `annai corpus
            check` tells it.
    """
    told = read_shelters(layout, city)
    return ShelterGuide(open_finder(told, board), open_gazetteer(layout, city, told, reading))


def open_finder(told: ShelterReading, board: Callable[[], StatusBoard]) -> ShelterFinder:
    """Return what finds the shelters that were read."""
    return ShelterFinder(told.shelters, board, told.sources)


def open_gazetteer(
    layout: CityLayout, city: CitySettings, told: ShelterReading, reading: Reading
) -> Gazetteer:
    """Return what finds places by name.

    Raises:
        CityError: `places.csv` is not valid.
    """
    names = tuple(place_names(city, told.shelters, read_places(layout.places), reading))
    return Gazetteer.of(city, names, Places.load(city).japanese)


def lasting(city: CitySettings) -> timedelta:
    """Return for how long a report of a shelter's status counts."""
    return timedelta(hours=city.disaster.shelter_status_hours)
