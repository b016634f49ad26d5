"""What the events amount to, one after the other: the rules of disaster mode.

Staff, telegrams and drills are kept apart, so that one can't end what another began:

1. Staff `on` begins disaster mode or, if it is on, states it anew. It ends a drill.
2. A telegram's `on` begins it for the telegram's series; a later one of the series states that
   series anew. Its `off` ends that series only: never what staff switched on or extended.
3. Everything has an end: `until`, by default `DEFAULT_LENGTH` after it began. `extend` moves the
   end, and what telegrams had switched on becomes staff's.
4. Staff `off` ends all of disaster mode, a drill and the orders with it. The series heard of can't
   switch on again before the time when it would have ended by itself, or until a telegram ends the
   series; meanwhile their `on` is a proposal. Another series can, and staff's `on` allows all.
5. `drill` begins a drill unless disaster mode is on. Telegrams don't end it, but disaster mode
   covers it: when that ends first, the drill goes on. Staff `off` in a drill ends the drill alone.
6. `propose` waits for staff: for their `on`, their `off`, its own end, or its series' `off`. The
   newest of a series counts. Staff `off` while nothing is on declines: rule 4 holds for it.
7. Orders stand while disaster mode is on. One that is issued keeps it on for `DEFAULT_LENGTH` at
   least, and begins it if need be: an order that residents aren't shown would be worse. One that
   is issued in a drill belongs to the drill, and is never shown as a real one.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from chatbot.disaster.event import JMA, LIFT, Action, DisasterEvent
from chatbot.disaster.orders import Orders, after

DEFAULT_LENGTH = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Activation:
    """Something that is on, until it ends by itself."""

    actor: str
    since: datetime
    until: datetime
    hazards: tuple[str, ...]
    level: int | None
    reason: str


class Situation:
    """Takes events in their order; what is on after the last one can be read."""

    def __init__(self) -> None:
        """Begin with nothing on."""
        self.staff: Activation | None = None
        self.jma: dict[str, Activation] = {}
        self.drill: Activation | None = None
        self.since: datetime | None = None
        self.proposals: dict[str, DisasterEvent] = {}
        self._heard: dict[str, datetime] = {}
        self._muted: dict[str, datetime] = {}
        self._orders: Orders = ()
        self._drill_orders: Orders = ()
        self._by_people: dict[Action, Callable[[DisasterEvent], None]] = {
            Action.ON: self._on,
            Action.OFF: self._off,
            Action.DRILL: self._begin_drill,
            Action.EXTEND: self._extend,
            Action.ORDER: self._order,
        }
        self._by_telegrams: dict[Action, Callable[[DisasterEvent], None]] = {
            Action.ON: self._on_by_telegram,
            Action.OFF: self._off_by_telegram,
            Action.PROPOSE: self._propose,
        }

    def apply(self, event: DisasterEvent) -> None:
        """Take one event, after what ended by itself before it."""
        self.expire(event.at)
        rules = self._by_telegrams if event.actor == JMA else self._by_people
        rules[event.action](event)
        self._settle(event.at)

    def expire(self, now: datetime) -> None:
        """End what ends by itself; what ends at this very moment has ended."""
        self.staff = _standing(self.staff, now)
        self.drill = _standing(self.drill, now)
        self.jma = {key: one for key, one in self.jma.items() if one.until > now}
        self._heard = {key: until for key, until in self._heard.items() if until > now}
        self._muted = {key: until for key, until in self._muted.items() if until > now}
        self.proposals = {key: one for key, one in self.proposals.items() if end_of(one) > now}
        self._settle(now)

    @property
    def real(self) -> tuple[Activation, ...]:
        """What disaster mode consists of, staff's part first."""
        return (*([self.staff] if self.staff else []), *self.jma.values())

    @property
    def over(self) -> bool:
        """Whether nothing that happened so far matters any more."""
        known = (self.staff, self.jma, self.drill, self.proposals, self._heard, self._muted)
        return not any(known)

    @property
    def orders(self) -> Orders:
        """The orders to show: in a drill that isn't covered, the drill's."""
        return self._orders if self.real else self._drill_orders

    def ends(self) -> Iterator[datetime]:
        """Yield every moment at which something ends by itself."""
        for activation in (*self.real, *([self.drill] if self.drill else [])):
            yield activation.until
        yield from map(end_of, self.proposals.values())

    def _settle(self, now: datetime) -> None:
        """Note when disaster mode began; orders go with what they belong to."""
        self.since = (self.since or now) if self.real else None
        self._orders = self._orders if self.real else ()
        self._drill_orders = self._drill_orders if self.drill else ()

    def _on(self, event: DisasterEvent) -> None:
        self.staff, self.drill = _activation(event), None
        self.proposals, self._muted = {}, {}

    def _on_by_telegram(self, event: DisasterEvent) -> None:
        if event.key in self._muted:
            self._propose(event)
            return
        self.proposals.pop(event.key, None)
        self.jma[event.key] = _activation(event)
        self._heard[event.key] = end_of(event)

    def _off(self, _event: DisasterEvent) -> None:
        if self.drill and not self.real:
            self.drill = None
            return
        ends = [activation.until for activation in self.real]
        self._muted |= {key: max([until, *ends]) for key, until in self._heard.items()}
        self.staff, self.jma, self.drill, self.proposals = None, {}, None, {}

    def _off_by_telegram(self, event: DisasterEvent) -> None:
        for known in (self.jma, self.proposals, self._heard, self._muted):
            known.pop(event.key, None)

    def _begin_drill(self, event: DisasterEvent) -> None:
        if not self.real:
            self.drill = _activation(event)

    def _extend(self, event: DisasterEvent) -> None:
        if self.real:
            self.staff = replace(self.staff or self._taken_over(event), until=end_of(event))
        elif self.drill:
            self.drill = replace(self.drill, until=end_of(event))

    def _order(self, event: DisasterEvent) -> None:
        if self.drill and not self.real:
            self._drill_orders = after(self._drill_orders, event)
            return
        self._orders = after(self._orders, event)
        if event.order != LIFT:
            staff = self.staff or _activation(event)
            self.staff = replace(
                staff,
                until=max(staff.until, end_of(event)),
                hazards=merged((staff.hazards, event.hazards)),
            )

    def _propose(self, event: DisasterEvent) -> None:
        self.proposals.pop(event.key, None)
        self.proposals[event.key] = event
        self._heard[event.key] = max(end_of(event), self._heard.get(event.key, event.at))

    def _taken_over(self, event: DisasterEvent) -> Activation:
        """Return what telegrams switched on as staff's; its level stays a matter of telegrams."""
        first, *_ = self.jma.values()
        hazards = merged(one.hazards for one in self.jma.values())
        return replace(_activation(event), hazards=hazards, reason=first.reason)


def end_of(event: DisasterEvent) -> datetime:
    """Return when what an event began ends by itself."""
    return event.until or event.at + DEFAULT_LENGTH


def merged(hazards: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    """Return hazards without repetition, in their order."""
    return tuple(dict.fromkeys(hazard for some in hazards for hazard in some))


def highest(levels: Iterable[int | None]) -> int | None:
    """Return the highest level, None if nothing says one."""
    return max((level for level in levels if level is not None), default=None)


def _activation(event: DisasterEvent) -> Activation:
    return Activation(
        event.actor, event.at, end_of(event), event.hazards, event.level, event.reason
    )


def _standing(activation: Activation | None, now: datetime) -> Activation | None:
    return activation if activation and activation.until > now else None
