"""`annai disaster order`: enter an evacuation order of the mayor, or that one is lifted."""

from collections.abc import Sequence
from typing import Annotated

import typer

from channels.cli.confirm import confirmed
from channels.cli.disaster_desk import (
    Hazard,
    Reason,
    given_hazards,
    given_reason,
    open_disaster_desk,
    operator,
)
from channels.cli.disaster_text import moment, tell
from channels.cli.errors import UsageError
from channels.cli.options import Json, Yes
from channels.cli.output import text
from channels.cli.status import CANCELLED, DONE
from chatbot.disaster.event import LIFT, ORDER_LEVELS, Action, DisasterEvent
from chatbot.disaster.orders import Orders
from chatbot.errors import DisasterError

LINE = "annai disaster order"


def run(  # noqa: PLR0913  # each is an option
    kind: Annotated[str, typer.Argument()],
    *,
    reason: Reason,
    area: Annotated[list[str] | None, typer.Option("--area")] = None,
    everywhere: Annotated[bool, typer.Option("--all")] = False,
    hazard: Hazard = None,
    yes: Yes = False,
    as_json: Json = False,
) -> int:
    """Enter an order for the areas named; a lift may be for all.

    Raises:
        DisasterError: There is no order to lift for an area.
    """
    areas = _areas(kind, area, everywhere=everywhere)
    said, hazards = given_reason(reason, LINE), given_hazards(hazard)
    lift = kind == LIFT
    with open_disaster_desk() as desk:
        before = desk.state()
        if lift:
            _check_lift(before.orders, areas)
        named = "、".join(areas) or text("disaster.order.all_areas")
        key = "lift" if lift else before.mode
        if not (yes or confirmed(text(f"disaster.order.confirm.{key}", kind=kind, areas=named))):
            return CANCELLED
        after = desk.record(
            DisasterEvent(
                desk.now(),
                operator(),
                Action.ORDER,
                hazards,
                reason=said,
                areas=areas,
                order=kind,
            )
        )
    done = "disaster.order.lifted" if lift else "disaster.order.done"
    until = moment(after.until, after.as_of.tzinfo)
    tell(text(done, kind=kind, areas=named, until=until), after, as_json=as_json)
    return DONE


def _areas(kind: str, area: Sequence[str] | None, *, everywhere: bool) -> tuple[str, ...]:
    """Return the areas named, each once; none for a lift everywhere."""
    kinds = (*ORDER_LEVELS, LIFT)
    if kind not in kinds:
        raise UsageError("disaster.no_such_order", kind=kind, kinds="、".join(kinds))
    areas = tuple(dict.fromkeys(name.strip() for name in area or () if name.strip()))
    if kind != LIFT and everywhere:
        raise UsageError("usage.value", name="--all", line=LINE)
    if bool(areas) == everywhere:
        raise UsageError("disaster.order.which", line=LINE)
    return areas


def _check_lift(orders: Orders, areas: Sequence[str]) -> None:
    ordered = [area for order in orders for area in order.areas]
    if not ordered:
        raise DisasterError("disaster_event.nothing_ordered")
    for area in areas:
        if area not in ordered:
            raise DisasterError("disaster_event.not_ordered", area=area, areas="、".join(ordered))
