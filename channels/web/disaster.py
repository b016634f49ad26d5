"""`GET /api/disaster`: which mode the city is in, and the evacuation orders in force.

The state is in memory: the route needs neither the database nor the index.
"""

from datetime import datetime, tzinfo
from typing import Annotated, Protocol, cast

from fastapi import APIRouter, Depends, Request
from pydantic import AwareDatetime, BaseModel, field_serializer

from chatbot.answer import LANGUAGES, Mode
from chatbot.disaster.banner import banners, menus, order_text
from chatbot.disaster.orders import Order
from chatbot.disaster.state import DisasterState
from chatbot.errors import DisasterError

router = APIRouter(tags=["disaster"])


class OrderBody(BaseModel):
    """An evacuation order of the mayor that is in force.

    Attributes:
        kind: 高齢者等避難, 避難指示 or 緊急安全確保.
        level: Its 警戒レベル, 3 to 5.
        areas: Where, as the city wrote it.
        text: What to do, by language.
    """

    kind: str
    level: int
    areas: tuple[str, ...]
    issued_at: AwareDatetime
    text: dict[str, str]

    @field_serializer("issued_at")
    def _to_the_second(self, value: datetime) -> str:
        return value.isoformat(timespec="seconds")

    @classmethod
    def of(cls, order: Order, state: DisasterState) -> "OrderBody":
        """Return the body of an order."""
        return cls(
            kind=order.kind,
            level=order.level,
            areas=order.areas,
            issued_at=order.issued_at.astimezone(state.as_of.tzinfo),
            text={
                language: order_text(order, state, language, DisasterError.catalogue)
                for language in LANGUAGES
            },
        )


class DisasterBody(BaseModel):
    """The state of disaster mode.

    Attributes:
        hazards: What it is about: `earthquake`, `flood` and so on.
        level: The highest 警戒レベル of what is in force, null if nothing says one.
        since: When this mode began, null in normal mode.
        until: When it ends unless extended, null in normal mode.
        as_of: When this was so: now, or when the city's log could last be read.
        banner: What to show on top, by language; empty in normal mode.
        orders: Evacuation orders in force, or the drill's.
        menu: What can be asked as it is, by language; empty in normal mode.
    """

    mode: Mode
    hazards: tuple[str, ...]
    level: int | None
    since: AwareDatetime | None
    until: AwareDatetime | None
    as_of: AwareDatetime
    banner: dict[str, str]
    orders: tuple[OrderBody, ...]
    menu: dict[str, tuple[str, ...]]

    @field_serializer("since", "until", "as_of")
    def _to_the_second(self, value: datetime | None) -> str | None:
        return value.isoformat(timespec="seconds") if value else None

    @classmethod
    def of(cls, state: DisasterState) -> "DisasterBody":
        """Return the body of a state."""
        zone = state.as_of.tzinfo
        return cls(
            mode=state.mode,
            hazards=state.hazards,
            level=state.level,
            since=_in_zone(state.since, zone),
            until=_in_zone(state.until, zone),
            as_of=state.as_of,
            banner=banners(state, DisasterError.catalogue),
            orders=tuple(OrderBody.of(order, state) for order in state.orders),
            menu=menus(state, DisasterError.catalogue),
        )


class _KnowsState(Protocol):
    def disaster_state(self) -> DisasterState:
        """Return the state now."""


def _state(request: Request) -> DisasterState:
    return cast("_KnowsState", request.app.state.chatbot).disaster_state()


@router.get("/api/disaster")
def disaster(state: Annotated[DisasterState, Depends(_state)]) -> DisasterBody:
    """Tell the mode, the banner and the orders in force."""
    return DisasterBody.of(state)


def _in_zone(moment: datetime | None, zone: tzinfo | None) -> datetime | None:
    return moment.astimezone(zone) if moment else None
