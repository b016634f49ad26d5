"""Drawing at random, the same every time."""

from collections.abc import Iterable
from random import Random
from typing import TypeVar

SEED = 20_261_122

T = TypeVar("T")


def seeded() -> Random:
    """Return a generator that always draws the same."""
    return Random(SEED)  # noqa: S311  # what is drawn is no secret


def draw(items: Iterable[T], count: int) -> list[T]:
    """Return so many different items, or all, in random order; fewer are the first of more."""
    different = list(dict.fromkeys(items))
    seeded().shuffle(different)
    return different[:count]
