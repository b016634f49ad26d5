"""Faults that tests order: what goes wrong with the next calls of an endpoint.

| kind | what happens |
|---|---|
| `error_before` | 500, nothing was done |
| `error_after` | 500, but it was done |
| `hang` / `hang_after` | no response until the caller gives up; nothing was done / it was done |
| `reset` / `reset_after` | the connection is reset; nothing was done / it was done |
| `rate` | 429, too many calls |
| `quota` | 429, the month's messages are used up |
| `slow` | done and answered after `seconds` |
| `no_sent_messages` | done, and 200 without `sentMessages` |
"""

from dataclasses import dataclass
from enum import StrEnum
from fnmatch import fnmatchcase
from random import Random


class Kind(StrEnum):
    """What goes wrong; see the table above."""

    ERROR_BEFORE = "error_before"
    ERROR_AFTER = "error_after"
    HANG = "hang"
    HANG_AFTER = "hang_after"
    RESET = "reset"
    RESET_AFTER = "reset_after"
    RATE = "rate"
    QUOTA = "quota"
    SLOW = "slow"
    NO_SENT_MESSAGES = "no_sent_messages"


@dataclass(slots=True)
class Fault:
    """A fault in waiting.

    Attributes:
        path: Pattern of the paths it hits, as `/v2/bot/message/*`.
        kind: What goes wrong.
        times: How many calls it still hits; None for all.
        chance: Of a call to be hit, 0 to 1.
        seconds: How long `slow` takes.
    """

    path: str
    kind: Kind
    times: int | None = 1
    chance: float = 1.0
    seconds: float = 1.0


class Faults:
    """The faults in waiting.

    Args:
        chance: Decides who is hit; seeded by tests.
    """

    def __init__(self, chance: Random) -> None:
        """Begin without any."""
        self._chance = chance
        self._waiting: list[Fault] = []

    def add(self, fault: Fault) -> None:
        """Let a fault wait; the oldest that fits hits first."""
        self._waiting.append(fault)

    def clear(self) -> None:
        """Take all back."""
        self._waiting.clear()

    def next(self, path: str) -> Fault | None:
        """Return the fault that hits this call, if one does."""
        for fault in self._waiting:
            if fnmatchcase(path, fault.path) and self._chance.random() < fault.chance:
                return self._hit(fault)
        return None

    def _hit(self, fault: Fault) -> Fault:
        if fault.times is not None:
            fault.times -= 1
            if fault.times <= 0:
                self._waiting.remove(fault)
        return fault
