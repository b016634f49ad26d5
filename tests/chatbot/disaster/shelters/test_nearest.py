"""The nearest shelters are those that measuring every distance finds."""

import random
from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from chatbot.answer import Location
from chatbot.disaster.shelters.nearest import Nearest
from corpus.city import read_city_settings
from corpus.layout import CityLayout
from corpus.shelters.reading import read_shelters
from corpus.shelters.shelter import DESIGNATIONS, Kind, Shelter
from corpus.shelters.sphere import distance_m

POINT = Location(35.8, 139.9)
Make = Callable[..., Shelter]


def brute(
    shelters: tuple[Shelter, ...], point: Location, count: int, accept: Callable[[Shelter], bool]
) -> list[tuple[float, Shelter]]:
    """Measure every distance."""
    here = (point.latitude, point.longitude)
    found = [(distance_m(here, (s.latitude, s.longitude)), s) for s in shelters if accept(s)]
    return sorted(found, key=lambda pair: (pair[0], pair[1].id))[:count]


def test_the_bundled_city_at_a_thousand_points() -> None:
    """For every hazard and for none, in and around the city."""
    layout = CityLayout.of("matsudo")
    shelters = read_shelters(layout, read_city_settings(layout)).shelters
    nearest = Nearest(shelters)
    dice = random.Random(7)  # noqa: S311  # points, no secrets
    for _ in range(1000):
        point = Location(dice.uniform(35.7, 35.9), dice.uniform(139.8, 140.05))
        for hazard in ("", *DESIGNATIONS.values()):
            wanted = frozenset((hazard,) if hazard else ())
            accept = wanted.issubset

            def suits(shelter: Shelter, accept: Callable[..., bool] = accept) -> bool:
                return accept(shelter.hazards)

            assert nearest.find(point, 3, suits) == brute(shelters, point, 3, suits)


@given(
    st.lists(st.tuples(st.floats(20, 46), st.floats(122, 154)), max_size=30),
    st.tuples(st.floats(-90, 90), st.floats(-180, 180)),
    st.integers(1, 5),
)
def test_anywhere(
    places: list[tuple[float, float]], point: tuple[float, float], count: int
) -> None:
    """Whatever the points, at the poles and the date line too."""
    shelters = tuple(
        Shelter(f"{n:02}", "", latitude, longitude, (Kind.EMERGENCY,))
        for n, (latitude, longitude) in enumerate(places)
    )
    found = Nearest(shelters).find(Location(*point), count)
    assert found == brute(shelters, Location(*point), count, lambda _: True)


def test_places_equally_far_come_by_id(make: Make) -> None:
    """So that two replicas answer the same."""
    shelters = [make("c", 0.01), make("a", 0.01), make("b", 0.01)]
    assert [s.id for _, s in Nearest(shelters).find(POINT, 2)] == ["a", "b"]


def test_too_far_or_none_asked(make: Make) -> None:
    """0.1° are 11 km."""
    nearest = Nearest([make("a", 0.1)])
    assert nearest.find(POINT, 1, within_m=11_000) == []
    assert len(nearest.find(POINT, 1, within_m=11_200)) == 1
    assert nearest.find(POINT, 0) == []
    assert Nearest([]).find(POINT, 3) == []
