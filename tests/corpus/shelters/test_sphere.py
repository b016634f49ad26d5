"""Distances on Earth."""

import pytest

from corpus.shelters.sphere import EARTH_RADIUS_M, distance_m


def test_a_degree_of_the_meridian() -> None:
    """R·π/180 = 6,371,008.8 × 0.01745329252 = 111,195.08 m."""
    assert distance_m((35, 139), (36, 139)) == pytest.approx(111_195.08, abs=0.01)


def test_tokyo_to_osaka() -> None:
    """東京駅 to 大阪駅.

    By hand with the law of cosines: φ 35.681236° and 34.702485°, Δλ 4.271172°;
    cos d = sin φ1 sin φ2 + cos φ1 cos φ2 cos Δλ = 0.33206 + 0.66794 × 0.99722 = 0.99800,
    d = 0.06330 rad, times R = 403 km.
    """
    metres = distance_m((35.681236, 139.767125), (34.702485, 135.495951))
    assert metres == pytest.approx(403_300, rel=0.002)


def test_the_ends() -> None:
    """The same point, and the other side of the world."""
    assert distance_m((35, 139), (35, 139)) == 0
    assert distance_m((0, 0), (0, 180)) == pytest.approx(EARTH_RADIUS_M * 3.141592653589793)
