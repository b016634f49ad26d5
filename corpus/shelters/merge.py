"""The same place in several files becomes one shelter.

The GSI's two layers list most schools twice, with an id each and points that differ by up to 40 m
(measured on 松戸市). Two places are the same if they have one name and stand near each other.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from corpus.shelters.row import folded
from corpus.shelters.shelter import Kind, Shelter
from corpus.shelters.sphere import distance_m

NEAR_M = 300.0
"""How far apart the points of one place may be: the two ends of a large school or park."""


def merged(shelters: Iterable[Shelter]) -> tuple[Shelter, ...]:
    """Return each place once, in the order of the ids."""
    by_name: dict[str, list[Shelter]] = defaultdict(list)
    for shelter in shelters:
        places = by_name[folded(shelter.name)]
        at = next((n for n, known in enumerate(places) if _same(known, shelter)), None)
        if at is None:
            places.append(shelter)
        else:
            places[at] = _joined(places[at], shelter)
    return tuple(sorted((s for places in by_name.values() for s in places), key=lambda s: s.id))


def _same(one: Shelter, other: Shelter) -> bool:
    apart = distance_m((one.latitude, one.longitude), (other.latitude, other.longitude))
    return apart <= NEAR_M


def _joined(one: Shelter, other: Shelter) -> Shelter:
    """Join two; what the 指定緊急避難場所 says comes first, for one flees to its point.

    Where two files tell what it is designated for, only what both say holds.
    """
    first, second = (one, other) if Kind.EMERGENCY in one.kinds else (other, one)
    both = Kind.EMERGENCY in second.kinds
    return replace(
        first,
        kinds=tuple(kind for kind in Kind if kind in {*first.kinds, *second.kinds}),
        hazards=first.hazards & second.hazards if both else first.hazards,
        address=first.address or second.address,
        kana=first.kana or second.kana,
        capacity=first.capacity if first.capacity is not None else second.capacity,
        elevation=first.elevation if first.elevation is not None else second.elevation,
        phone=first.phone or second.phone,
        note=first.note or second.note,
        url=first.url or second.url,
        sources=tuple(dict.fromkeys((*first.sources, *second.sources))),
        other_ids=(*first.other_ids, second.id, *second.other_ids),
    )
