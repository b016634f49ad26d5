"""Shelters of a made-up place, and the moment at which everything happens."""

from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest

from corpus.shelters.shelter import Kind, Shelter


@pytest.fixture
def now() -> datetime:
    """Give the moment: ten in the morning in Japan."""
    return datetime(2026, 11, 22, 10, 0, 0, 500, tzinfo=timezone(timedelta(hours=9)))


@pytest.fixture
def make() -> Callable[..., Shelter]:
    """Make a shelter `north` degrees north of a point, designated for the hazards."""

    def shelter(id_: str, north: float, *hazards: str, **more: Any) -> Shelter:  # noqa: ANN401
        given = {"name": f"学校{id_}", "kinds": (Kind.EMERGENCY,), "longitude": 139.9, **more}
        return Shelter(id=id_, latitude=35.8 + north, hazards=frozenset(hazards), **given)

    return shelter
