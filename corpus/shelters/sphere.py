"""Distance on Earth: the great circle by the haversine formula (R. W. Sinnott, 1984).

Taking Earth for a sphere is wrong by at most 0.6 %, which no walk to a shelter notices.
"""

from math import asin, cos, radians, sin, sqrt

EARTH_RADIUS_M = 6_371_008.8
"""Mean radius of WGS 84's ellipsoid, (2a + b) / 3, in metres."""


def distance_m(from_point: tuple[float, float], to_point: tuple[float, float]) -> float:
    """Return the metres between two points, each (latitude, longitude) in degrees."""
    (lat1, lon1), (lat2, lon2) = from_point, to_point
    half_lat, half_lon = radians(lat2 - lat1) / 2, radians(lon2 - lon1) / 2
    chord = sin(half_lat) ** 2 + cos(radians(lat1)) * cos(radians(lat2)) * sin(half_lon) ** 2
    return 2 * EARTH_RADIUS_M * asin(min(1.0, sqrt(chord)))
