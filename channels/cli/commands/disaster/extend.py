"""`annai disaster extend`: move the moment at which disaster mode or a drill ends by itself."""

from datetime import timedelta

from channels.cli.disaster_desk import (
    Hours,
    Reason,
    given_reason,
    need_on,
    open_disaster_desk,
    operator,
)
from channels.cli.disaster_text import moment, tell
from channels.cli.options import Json
from channels.cli.output import text
from channels.cli.status import DONE
from chatbot.disaster.event import Action, DisasterEvent


def run(*, hours: Hours, reason: Reason, as_json: Json = False) -> int:
    """Add hours to what is left.

    Raises:
        DisasterError: Nothing is on.
    """
    said = given_reason(reason, "annai disaster extend")
    with open_disaster_desk() as desk:
        state, now = desk.state(), desk.now()
        need_on(state)
        until = (state.until or now) + timedelta(hours=hours)
        after = desk.record(DisasterEvent(now, operator(), Action.EXTEND, reason=said, until=until))
    tell(
        text(
            "disaster.extend.done",
            before=moment(state.until, now.tzinfo),
            until=moment(after.until, now.tzinfo),
        ),
        after,
        as_json=as_json,
    )
    return DONE
