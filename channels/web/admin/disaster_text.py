"""The state of disaster mode, its log, and what a switch will do, as staff read them."""

from collections.abc import Sequence

from channels.web.admin.switching import ACTIONS
from channels.web.admin.tables import table
from channels.web.admin.words import moment, said
from chatbot.answer import Mode
from chatbot.disaster.banner import hazard_names
from chatbot.disaster.event import LIFT, Action, DisasterEvent
from chatbot.disaster.state import DisasterState
from chatbot.errors import DisasterError
from chatbot.markup import Markup, element

MOST = 100
COLUMNS = ("at", "actor", "action", "what", "level", "until", "reason", "telegram")


def said_actions() -> tuple[str, ...]:
    """Return the names of what staff do."""
    return tuple(action.value for action in ACTIONS)


def state_list(state: DisasterState) -> Markup:
    """Return what is on; what doesn't apply is left out."""
    zone = state.as_of.tzinfo
    shown = {
        "mode": said(f"mode.{state.mode}"),
        "hazards": _hazards(state.hazards),
        "level": str(state.level or ""),
        "since": moment(state.since, zone) if state.since else "",
        "until": moment(state.until, zone) if state.until else "",
        "reason": state.reason,
        "actor": state.actor,
        "as_of": moment(state.as_of, zone),
    }
    terms = [(said(f"state.{key}"), value) for key, value in shown.items() if value]
    terms += [
        (
            said("state.order", kind=order.kind, level=order.level),
            said(
                "state.order_of",
                areas="、".join(order.areas),
                at=moment(order.issued_at, zone),
                reason=order.reason,
            ),
        )
        for order in state.orders
    ]
    drawn = [element("div", element("dt", name), element("dd", value)) for name, value in terms]
    return element("dl", *drawn, class_="sums")


def log_table(events: Sequence[DisasterEvent], state: DisasterState) -> Markup:
    """Return the newest events."""
    label = said("disaster.log_about", most=MOST)
    if not events:
        return element("p", said("disaster.empty_log"), class_="fine")
    columns = [said(f"log.{name}") for name in COLUMNS]
    return table(label, columns, [_row(event, state) for event in events[::-1][:MOST]])


def event_sentence(event: DisasterEvent, state: DisasterState) -> str:
    """Return what will happen when an event is recorded now."""
    areas = "、".join(event.areas) or said("disaster.all_areas")
    hazards, kind = _hazards(event.hazards), event.order
    if event.action is Action.OFF:
        key = "off_" + (state.mode.value if state.mode != Mode.NORMAL else "proposal")
        lifted = "".join(
            said("will.off_order", kind=order.kind, areas="、".join(order.areas))
            for order in state.orders
        )
        return lifted + said(f"will.{key}")
    if event.action is Action.ORDER:
        key = "lift" if kind == LIFT else f"order_{state.mode}"
        return said(f"will.{key}", kind=kind, areas=areas)
    ends_drill = event.action is Action.ON and state.drill
    begins = said("will.ends_drill") if ends_drill else ""
    key = "restate" if event.action is Action.ON and state.mode == Mode.DISASTER else event.action
    return begins + said(f"will.{key}", hazards=hazards)


def _row(event: DisasterEvent, state: DisasterState) -> list[str]:
    zone = state.as_of.tzinfo
    what = (event.order, "、".join(event.areas), _hazards(event.hazards))
    return [
        moment(event.at, zone),
        event.actor,
        said(f"action.{event.action}"),
        " ".join(part for part in what if part),
        str(event.level or ""),
        moment(event.until, zone) if event.until else "",
        event.reason,
        event.telegram,
    ]


def _hazards(hazards: tuple[str, ...]) -> str:
    return hazard_names(hazards, "ja", DisasterError.catalogue)
