"""Which shelters to offer to somebody at a point.

In a disaster only places designated for every hazard it is about are offered: a place that isn't
designated is not "safe" (災害対策基本法第49条の4). Where a hazard has no designation in law (台風,
停電), or none is named, every place is, with what it is designated for. Places that staff said
are full or closed come last.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

from chatbot.answer import Location, ShelterOffer
from chatbot.disaster.shelters.nearest import Nearest
from chatbot.disaster.shelters.status import UNUSABLE, ShelterStatus, StatusBoard, StatusReport
from corpus.document import Metadata
from corpus.shelters.shelter import DESIGNATIONS, Shelter

FARTHEST_M = 20_000.0
"""Nobody is sent farther than this."""

LIMIT = 3

_NAMES = tuple(DESIGNATIONS.values())


@dataclass(frozen=True, slots=True)
class Nearby:
    """What can be offered at a point.

    Attributes:
        offers: Nearest first, full and closed ones last.
        hazards: What they are all designated for; empty if it wasn't asked.
        few: Whether there are fewer than asked within `FARTHEST_M`.
        as_of: When it was so.
        sources: Metadata of the files they stand in, for the attribution.
    """

    offers: tuple[ShelterOffer, ...]
    hazards: tuple[str, ...]
    few: bool
    as_of: datetime
    sources: tuple[Metadata, ...] = ()


@dataclass(frozen=True, slots=True)
class ShelterFinder:
    """Finds shelters. May be used from several threads.

    Attributes:
        shelters: All of the city.
        board: Gives what is known of their statuses.
        sources: Metadata by file.
    """

    shelters: tuple[Shelter, ...]
    board: Callable[[], StatusBoard]
    sources: Mapping[str, Metadata] = field(default_factory=dict)
    _nearest: Nearest = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Prepare the search."""
        object.__setattr__(self, "_nearest", Nearest(self.shelters))

    def near(
        self,
        point: Location,
        hazards: Iterable[str] = (),
        limit: int = LIMIT,
        *,
        now: datetime,
        drill: bool = False,
    ) -> Nearby:
        """Return at most `limit` shelters around a point.

        Args:
            point: Where the resident is.
            hazards: Annai's names; those without a designation in law don't count.
            limit: How many.
            now: The moment.
            drill: Whether to show what was reported in a drill, instead of real life.
        """
        wanted = designable(hazards)
        board = self.board()

        def report(shelter: Shelter) -> StatusReport | None:
            return board.of(shelter, now, drill=drill)

        def suits(shelter: Shelter, *, shut: bool) -> bool:
            if not shelter.hazards.issuperset(wanted):
                return False
            known = report(shelter)
            return (known is not None and known.status in UNUSABLE) == shut

        found = self._nearest.find(point, limit, partial(suits, shut=False), FARTHEST_M)
        rest = limit - len(found)
        found += self._nearest.find(point, rest, partial(suits, shut=True), FARTHEST_M)
        offers = tuple(
            offer(shelter, report(shelter), now, metres=metres, hazards=wanted)
            for metres, shelter in found
        )
        sources = self._sources(shelter for _, shelter in found)
        return Nearby(offers, wanted, len(offers) < limit, now, sources)

    def _sources(self, shelters: Iterable[Shelter]) -> tuple[Metadata, ...]:
        files = dict.fromkeys(file for shelter in shelters for file in shelter.sources)
        return tuple(self.sources[file] for file in files if file in self.sources)


def designable(hazards: Iterable[str]) -> tuple[str, ...]:
    """Return those of the hazards that shelters can be designated for, in the law's order."""
    named = set(hazards)
    return tuple(name for name in _NAMES if name in named)


def offer(
    shelter: Shelter,
    report: StatusReport | None,
    now: datetime,
    *,
    metres: float | None = None,
    hazards: Sequence[str] = (),
) -> ShelterOffer:
    """Return a shelter as residents are shown it; times are in the zone of `now`, to the second.

    The link is to the GSI's map, which is official and follows nobody; `geo:` (RFC 5870) opens
    the telephone's own map, which can lead the way.
    """
    point = f"{shelter.latitude},{shelter.longitude}"
    at = report.at.astimezone(now.tzinfo).replace(microsecond=0) if report else None
    return ShelterOffer(
        name=shelter.name,
        address=shelter.address,
        latitude=shelter.latitude,
        longitude=shelter.longitude,
        distance_m=None if metres is None else round(metres),
        id=shelter.id,
        kinds=tuple(kind.value for kind in shelter.kinds),
        designated_for=designable(shelter.hazards),
        designated=shelter.hazards.issuperset(hazards) if hazards else None,
        capacity=shelter.capacity,
        status=(report.status if report else ShelterStatus.UNKNOWN).value,
        status_at=at,
        map_url=f"https://maps.gsi.go.jp/#17/{point.replace(',', '/')}/",
        geo_uri=f"geo:{point}",
    )
