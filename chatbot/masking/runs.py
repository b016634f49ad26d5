"""Runs of digits: groups of digits with a few separators between them, as people write numbers.

`047（366）1111` is one run of the groups 047, 366, 1111. A run may hold several numbers. Commas and
colons are no separators: they stand in amounts and times.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

_RUN = re.compile(r"\d+(?:[-ー ().]{1,4}\d+)*", re.ASCII)
_GROUP = re.compile(r"\d+", re.ASCII)


class Group(NamedTuple):
    """Digits without a separator between them, at `start` up to `end`."""

    digits: str
    start: int
    end: int


Groups = Sequence[Group]


def runs(folded: str) -> Iterator[list[Group]]:
    """Yield each run of a folded text."""
    for run in _RUN.finditer(folded):
        yield [
            Group(group[0], group.start(), group.end())
            for group in _GROUP.finditer(folded, run.start(), run.end())
        ]


def digits(groups: Groups) -> str:
    """Return the digits of the groups without what separates them."""
    return "".join(group.digits for group in groups)


def lengths(groups: Groups) -> tuple[int, ...]:
    """Return how many digits each group has."""
    return tuple(len(group.digits) for group in groups)


def windows(groups: Groups, start: int, sizes: tuple[int, int]) -> Iterator[Groups]:
    """Yield one, two, … groups from `start` on whose number of digits is within `sizes`."""
    shortest, longest = sizes
    total = 0
    for end in range(start, len(groups)):
        total += len(groups[end].digits)
        if total > longest:
            return
        if total >= shortest:
            yield groups[start : end + 1]
