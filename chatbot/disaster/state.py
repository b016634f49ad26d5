"""The state of disaster mode: the fold of its log at a moment. `situation` has the rules."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from chatbot.answer import Mode
from chatbot.disaster.event import DisasterEvent
from chatbot.disaster.orders import Orders
from chatbot.disaster.situation import Activation, Situation, highest, merged


@dataclass(frozen=True, slots=True)
class DisasterState:
    """What is on.

    Attributes:
        mode: Normal, disaster or drill.
        as_of: The moment it is true for.
        hazards: What it is about, staff's first.
        level: The highest 警戒レベル that anything in force says.
        since: When this mode began; None in normal mode.
        until: When it ends by itself unless extended; None in normal mode.
        reason: Why; staff's if staff switched it on.
        actor: Who: an operator's name or `jma`; empty in normal mode.
        orders: Evacuation orders in force, or the drill's.
        proposals: What telegrams propose and staff haven't decided on, oldest first.
        drill: Whether a drill is under way, be it covered by disaster mode.
        changes_at: The next moment at which time alone changes something, None if never.
    """

    mode: Mode
    as_of: datetime
    hazards: tuple[str, ...] = ()
    level: int | None = None
    since: datetime | None = None
    until: datetime | None = None
    reason: str = ""
    actor: str = ""
    orders: Orders = ()
    proposals: tuple[DisasterEvent, ...] = ()
    drill: bool = False
    changes_at: datetime | None = None


def fold(events: Iterable[DisasterEvent], now: datetime) -> DisasterState:
    """Return the state after these events, in their order, at this moment."""
    situation = Situation()
    for event in events:
        situation.apply(event)
    situation.expire(now)
    if situation.real:
        return _state(Mode.DISASTER, situation.real, situation.since, situation, now)
    if situation.drill:
        return _state(Mode.DRILL, (situation.drill,), situation.drill.since, situation, now)
    return _state(Mode.NORMAL, (), None, situation, now)


def still_matter(events: tuple[DisasterEvent, ...], now: datetime) -> tuple[DisasterEvent, ...]:
    """Return the events that the state from now on depends on: those since all was last over."""
    situation, begin = Situation(), 0
    for number, event in enumerate(events):
        situation.expire(event.at)
        begin = number if situation.over else begin
        situation.apply(event)
    situation.expire(now)
    return () if situation.over else events[begin:]


def _state(
    mode: Mode,
    activations: tuple[Activation, ...],
    since: datetime | None,
    situation: Situation,
    now: datetime,
) -> DisasterState:
    levels = (*(one.level for one in activations), *(order.level for order in situation.orders))
    leading = activations[0] if activations else None
    return DisasterState(
        mode=mode,
        as_of=now,
        hazards=merged(one.hazards for one in activations),
        level=highest(levels),
        since=since,
        until=max((one.until for one in activations), default=None),
        reason=leading.reason if leading else "",
        actor=leading.actor if leading else "",
        orders=situation.orders,
        proposals=tuple(situation.proposals.values()),
        drill=situation.drill is not None,
        changes_at=min(situation.ends(), default=None),
    )
