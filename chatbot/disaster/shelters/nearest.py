"""The places nearest to a point, exactly, without measuring the distance to each.

Two points are never nearer than their latitudes are: R·|Δlatitude| along a meridian. So the places
are looked at in the order of that bound, outwards from the point's latitude, until the bound alone
is longer than the last distance that counts. Places at the same distance come in the order of
their ids.
"""

from bisect import bisect_left, insort
from collections.abc import Callable, Iterable, Iterator
from math import inf, radians

from chatbot.answer import Location
from corpus.shelters.shelter import Shelter
from corpus.shelters.sphere import EARTH_RADIUS_M, distance_m

_ROUNDING_M = 0.001
"""More than rounding can make of a bound or a distance."""

Found = tuple[float, Shelter]
"""Metres, and what is so far away."""


class Nearest:
    """Finds shelters by distance. Doesn't change, may be used from several threads.

    Args:
        shelters: The shelters.
    """

    def __init__(self, shelters: Iterable[Shelter]) -> None:
        """Sort them by latitude."""
        self._shelters = sorted(shelters, key=lambda shelter: (shelter.latitude, shelter.id))
        self._latitudes = [shelter.latitude for shelter in self._shelters]

    def find(
        self,
        point: Location,
        count: int,
        accept: Callable[[Shelter], bool] = lambda _: True,
        within_m: float = inf,
    ) -> list[Found]:
        """Return the nearest shelters that are accepted and not farther away than `within_m`."""
        found: list[tuple[float, str, Shelter]] = []
        limit = within_m if count > 0 else -inf
        for bound, shelter in self._outwards(point.latitude):
            if bound > limit + _ROUNDING_M:
                break
            if not accept(shelter):
                continue
            metres = distance_m(
                (point.latitude, point.longitude), (shelter.latitude, shelter.longitude)
            )
            if metres <= limit:
                insort(found, (metres, shelter.id, shelter), key=lambda one: one[:2])
                del found[count:]
                limit = found[-1][0] if len(found) == count else within_m
        return [(metres, shelter) for metres, _, shelter in found]

    def _outwards(self, latitude: float) -> Iterator[tuple[float, Shelter]]:
        """Yield every shelter with the least metres it can be away, least first."""
        above = bisect_left(self._latitudes, latitude)
        below = above - 1
        while below >= 0 or above < len(self._shelters):
            down = latitude - self._latitudes[below] if below >= 0 else inf
            up = self._latitudes[above] - latitude if above < len(self._shelters) else inf
            at, apart = (below, down) if down < up else (above, up)
            yield EARTH_RADIUS_M * radians(apart), self._shelters[at]
            below, above = (below - 1, above) if down < up else (below, above + 1)
