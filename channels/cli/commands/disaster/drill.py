"""`annai disaster drill`: practise; all is as in a disaster, and every message says 【訓練】."""

from datetime import timedelta

from channels.cli.confirm import confirmed
from channels.cli.disaster_desk import (
    DEFAULT_HOURS,
    Hazard,
    Hours,
    Reason,
    given_hazards,
    given_reason,
    open_disaster_desk,
    operator,
)
from channels.cli.disaster_text import moment, tell
from channels.cli.options import Json, Yes
from channels.cli.output import text
from channels.cli.status import CANCELLED, DONE
from chatbot.answer import Mode
from chatbot.disaster.event import Action, DisasterEvent
from chatbot.errors import DisasterError


def run(
    *,
    reason: Reason,
    hazard: Hazard = None,
    hours: Hours = DEFAULT_HOURS,
    yes: Yes = False,
    as_json: Json = False,
) -> int:
    """Begin a drill.

    Raises:
        DisasterError: Disaster mode is on.
    """
    said = given_reason(reason, "annai disaster drill")
    hazards = given_hazards(hazard)
    with open_disaster_desk() as desk:
        if desk.state().mode == Mode.DISASTER:
            raise DisasterError("disaster_event.no_drill_now")
        now = desk.now()
        until = now + timedelta(hours=hours)
        shown = moment(until, now.tzinfo)
        if not (yes or confirmed(text("disaster.drill.confirm", until=shown))):
            return CANCELLED
        after = desk.record(
            DisasterEvent(now, operator(), Action.DRILL, hazards, reason=said, until=until)
        )
    tell(text("disaster.drill.done", until=shown), after, as_json=as_json)
    return DONE
