"""The state of disaster mode and its log as staff read them, and as JSON."""

from datetime import datetime, tzinfo

from channels.cli.output import say, text, write, write_json
from chatbot.disaster.banner import hazard_names
from chatbot.disaster.event import DisasterEvent
from chatbot.disaster.orders import Order
from chatbot.disaster.situation import end_of
from chatbot.disaster.state import DisasterState
from chatbot.errors import DisasterError


def tell(done: str, state: DisasterState, *, as_json: bool) -> None:
    """Write what a command has changed: as JSON the state, else a sentence and the state."""
    if as_json:
        say(done)
        write_json(state_record(state))
    else:
        write(done)
        for line in state_lines(state):
            write(line)


def state_lines(state: DisasterState) -> list[str]:
    """Return the state in lines; what doesn't apply has none."""
    zone = state.as_of.tzinfo
    shown = {
        "mode": text(f"disaster.mode.{state.mode}"),
        "hazards": hazards_text(state.hazards),
        "level": state.level,
        "since": moment(state.since, zone),
        "until": moment(state.until, zone),
        "reason": state.reason,
        "actor": state.actor,
    }
    lines = [text(f"disaster.state.{key}", value=value) for key, value in shown.items() if value]
    lines += [
        text(
            "disaster.state.order",
            kind=order.kind,
            level=order.level,
            said="、".join(order.areas),
            time=moment(order.issued_at, zone),
            reason=order.reason,
        )
        for order in state.orders
    ]
    if state.drill and state.mode == "disaster":
        lines.append(text("disaster.state.covered_drill"))
    return [*lines, *(proposal_line(proposal, zone) for proposal in state.proposals)]


def proposal_line(event: DisasterEvent, zone: tzinfo | None) -> str:
    """Return what a telegram proposes."""
    return text(
        "disaster.state.proposal",
        at=moment(event.at, zone),
        hazards=hazards_text(event.hazards),
        reason=event.reason,
        telegram=event.telegram,
        until=moment(end_of(event), zone),
    )


def state_record(state: DisasterState) -> dict[str, object]:
    """Return the state as JSON has it."""
    zone = state.as_of.tzinfo
    return {
        "mode": state.mode,
        "hazards": state.hazards,
        "level": state.level,
        "since": iso(state.since, zone),
        "until": iso(state.until, zone),
        "as_of": iso(state.as_of, zone),
        "reason": state.reason,
        "actor": state.actor,
        "drill": state.drill,
        "orders": [_order_record(order, zone) for order in state.orders],
        "proposals": [event_record(proposal, zone) for proposal in state.proposals],
    }


def event_record(event: DisasterEvent, zone: tzinfo | None) -> dict[str, object]:
    """Return an event as JSON has it."""
    return {
        "at": iso(event.at, zone),
        "actor": event.actor,
        "action": event.action,
        "hazards": event.hazards,
        "level": event.level,
        "reason": event.reason,
        "until": iso(event.until, zone),
        "order": event.order,
        "areas": event.areas,
        "telegram": event.telegram,
        "series": event.series,
    }


def moment(value: datetime | None, zone: tzinfo | None) -> str:
    """Return a moment as staff read it, to the minute."""
    return f"{value.astimezone(zone):%Y-%m-%d %H:%M}" if value else ""


def hazards_text(hazards: tuple[str, ...]) -> str:
    """Return hazards as staff call them."""
    return hazard_names(hazards, "ja", DisasterError.catalogue)


def _order_record(order: Order, zone: tzinfo | None) -> dict[str, object]:
    return {
        "kind": order.kind,
        "level": order.level,
        "areas": order.areas,
        "hazards": order.hazards,
        "issued_at": iso(order.issued_at, zone),
        "reason": order.reason,
    }


def iso(value: datetime | None, zone: tzinfo | None) -> str | None:
    """Return a moment as JSON has it, to the second."""
    return value.astimezone(zone).isoformat(timespec="seconds") if value else None
