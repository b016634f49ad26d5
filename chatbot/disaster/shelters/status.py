"""Whether a shelter is open, as staff said, and for how long that counts.

Nobody but staff knows, so without a report, and after its time, the status is unknown. What is
reported in a drill is seen in drills only, and a drill shows nothing else: an exercise must not
send anybody to a locked gate, nor a real opening be taken for one.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from chatbot.errors import DisasterError
from corpus.shelters.shelter import Shelter


class ShelterStatus(StrEnum):
    """How a shelter is."""

    OPEN = "open"
    FULL = "full"
    CLOSED = "closed"
    UNKNOWN = "unknown"


UNUSABLE = frozenset({ShelterStatus.FULL, ShelterStatus.CLOSED})
"""Where nobody should be sent while there is another place."""


@dataclass(frozen=True, slots=True)
class StatusReport:
    """What a person said of a shelter.

    Attributes:
        shelter_id: One of the shelter's ids.
        status: How it is; `unknown` takes back what was said before.
        at: When it was said, with a time zone.
        actor: Who said it.
        reason: Why, or from whom it is known.
        until: When it ends, if that is known; after `at`.
        drill: Whether it was said in a drill.

    Raises:
        DisasterError: There is no actor or reason, or it ends before it begins.
        ValueError: A time has no zone.
    """

    shelter_id: str
    status: ShelterStatus
    at: datetime
    actor: str
    reason: str
    until: datetime | None = None
    drill: bool = False

    def __post_init__(self) -> None:
        """Check it."""
        if any(time.tzinfo is None for time in (self.at, self.until) if time is not None):
            raise ValueError(self)
        if not self.actor.strip():
            raise DisasterError("disaster_event.no_actor")
        if not self.reason.strip():
            raise DisasterError("disaster_event.no_reason")
        if self.until is not None and self.until <= self.at:
            raise DisasterError("disaster_event.until")

    def holds(self, now: datetime, lasting: timedelta) -> bool:
        """Return whether it may still be told at a moment."""
        over = now - self.at > lasting or (self.until is not None and now >= self.until)
        return self.status != ShelterStatus.UNKNOWN and not over


@dataclass(frozen=True, slots=True)
class StatusBoard:
    """The last report of each shelter, of drills and of real life.

    Attributes:
        lasting: For how long a report counts.
        last: Reports by whether they are of a drill, and shelter id.
    """

    lasting: timedelta
    last: Mapping[tuple[bool, str], StatusReport] = field(default_factory=dict)

    def after(self, reports: Iterable[StatusReport]) -> "StatusBoard":
        """Return the board after further reports, in their order."""
        newer = {(report.drill, report.shelter_id): report for report in reports}
        return StatusBoard(self.lasting, {**self.last, **newer})

    def of(self, shelter: Shelter, now: datetime, *, drill: bool = False) -> StatusReport | None:
        """Return what is known of a shelter now, None if nothing is."""
        ids = (shelter.id, *shelter.other_ids)
        reports = [self.last[drill, id_] for id_ in ids if (drill, id_) in self.last]
        newest = max(reports, key=lambda report: report.at, default=None)
        return newest if newest and newest.holds(now, self.lasting) else None
