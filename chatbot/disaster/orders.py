"""Evacuation orders in force, area by area.

A new order takes the place of an older one for the areas it names (高齢者等避難 becomes 避難指示);
a lift takes away the areas it names, or all. An order without areas left is over.
"""

from collections.abc import Container
from dataclasses import dataclass, replace
from datetime import datetime

from chatbot.disaster.event import LIFT, ORDER_LEVELS, DisasterEvent


@dataclass(frozen=True, slots=True)
class Order:
    """An order of the mayor that is in force.

    Attributes:
        kind: One of `ORDER_LEVELS`.
        areas: Places it is for, as staff wrote them.
        issued_at: When staff entered it.
    """

    kind: str
    areas: tuple[str, ...]
    issued_at: datetime
    hazards: tuple[str, ...]
    reason: str

    @property
    def level(self) -> int:
        """Its 警戒レベル."""
        return ORDER_LEVELS[self.kind]


Orders = tuple[Order, ...]


def after(orders: Orders, event: DisasterEvent) -> Orders:
    """Return the orders in force after an event with the action `order`."""
    if event.order == LIFT:
        return _without(orders, event.areas) if event.areas else ()
    order = Order(event.order, event.areas, event.at, event.hazards, event.reason)
    return (*_without(orders, event.areas), order)


def _without(orders: Orders, areas: Container[str]) -> Orders:
    left = (
        replace(order, areas=tuple(area for area in order.areas if area not in areas))
        for order in orders
    )
    return tuple(order for order in left if order.areas)
