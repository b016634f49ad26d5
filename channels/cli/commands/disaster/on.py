"""`annai disaster on`: switch disaster mode on, or state anew what it is about."""

from datetime import datetime, timedelta
from typing import Annotated

import typer

from channels.cli.confirm import confirmed
from channels.cli.disaster_desk import (
    DEFAULT_HOURS,
    LONGEST_H,
    Hazard,
    Level,
    given_hazards,
    given_reason,
    open_disaster_desk,
    operator,
)
from channels.cli.disaster_text import hazards_text, moment, tell
from channels.cli.errors import UsageError
from channels.cli.options import Json, Yes
from channels.cli.output import text
from channels.cli.status import CANCELLED, DONE
from chatbot.answer import Mode
from chatbot.disaster.event import Action, DisasterEvent
from chatbot.disaster.state import DisasterState
from chatbot.errors import DisasterError

LINE = "annai disaster on"


def run(  # noqa: PLR0913  # each is an option
    *,
    hazard: Hazard = None,
    level: Level = None,
    reason: Annotated[str | None, typer.Option("--reason")] = None,
    hours: Annotated[int | None, typer.Option("--hours", min=1, max=LONGEST_H)] = None,
    from_proposal: Annotated[bool, typer.Option("--from-proposal")] = False,
    yes: Yes = False,
    as_json: Json = False,
) -> int:
    """Switch on what was given, or what the newest proposal says where nothing was."""
    named = given_hazards(hazard)
    if not from_proposal:
        _need(named, "--hazard")
        _need(reason, "--reason")
    said = None if reason is None else given_reason(reason, LINE)
    with open_disaster_desk() as desk:
        state, now = desk.state(), desk.now()
        proposal = _newest(state) if from_proposal else None
        event = DisasterEvent(
            at=now,
            actor=operator(),
            action=Action.ON,
            hazards=named or (proposal.hazards if proposal else ()),
            level=level or (proposal.level if proposal else None),
            reason=said or text("disaster.on.accepted", reason=proposal.reason if proposal else ""),
            until=_until(now, hours, proposal),
            telegram=proposal.telegram if proposal else "",
            series=proposal.series if proposal else "",
        )
        if not (yes or confirmed(_question(state, event))):
            return CANCELLED
        after = desk.record(event)
    done = "disaster.on.done" if state.mode != Mode.DISASTER else "disaster.on.restated"
    tell(text(done, until=moment(after.until, now.tzinfo)), after, as_json=as_json)
    return DONE


def _need(value: object, option: str) -> None:
    if not value:
        raise UsageError("usage.missing", name=option, line=LINE)


def _newest(state: DisasterState) -> DisasterEvent:
    if not state.proposals:
        raise DisasterError("disaster_event.no_proposal")
    return state.proposals[-1]


def _until(now: datetime, hours: int | None, proposal: DisasterEvent | None) -> datetime:
    if hours is None and proposal and proposal.until:
        return proposal.until
    return now + timedelta(hours=hours or DEFAULT_HOURS)


def _question(state: DisasterState, event: DisasterEvent) -> str:
    question = text(
        "disaster.on.confirm",
        hazards=hazards_text(event.hazards),
        until=moment(event.until, event.at.tzinfo),
    )
    return f"{text('disaster.on.ends_drill')}{question}" if state.drill else question
