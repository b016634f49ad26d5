"""LINE takes at most 500 users in one call."""

from collections.abc import Iterator, Sequence

MOST_USERS = 500
"""Of multicast, bulk link and bulk unlink."""


def batches(users: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Yield the users in their order, at most `MOST_USERS` at once."""
    for begin in range(0, len(users), MOST_USERS):
        yield tuple(users[begin : begin + MOST_USERS])
