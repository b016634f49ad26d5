"""`annai disaster off`: end disaster mode or a drill, or decline what telegrams propose."""

from channels.cli.confirm import confirmed
from channels.cli.disaster_desk import Reason, given_reason, open_disaster_desk, operator
from channels.cli.disaster_text import moment, tell
from channels.cli.options import Json, Yes
from channels.cli.output import say, text
from channels.cli.status import CANCELLED, DONE
from chatbot.answer import Mode
from chatbot.disaster.event import JMA, Action, DisasterEvent
from chatbot.disaster.state import DisasterState
from chatbot.errors import DisasterError


def run(*, reason: Reason, yes: Yes = False, as_json: Json = False) -> int:
    """End what is on.

    Raises:
        DisasterError: Nothing is on, and nothing is proposed.
    """
    said = given_reason(reason, "annai disaster off")
    with open_disaster_desk() as desk:
        state = desk.state()
        ended = _ended(state)
        question = "".join(
            [
                *(
                    text("disaster.off.order", kind=order.kind, areas="、".join(order.areas))
                    for order in state.orders
                ),
                text(f"disaster.off.confirm.{ended}"),
            ]
        )
        if not (yes or confirmed(question)):
            return CANCELLED
        after = desk.record(
            DisasterEvent(at=desk.now(), actor=operator(), action=Action.OFF, reason=said)
        )
    tell(text(f"disaster.off.done.{ended}"), after, as_json=as_json)
    if state.actor == JMA:
        say(text("disaster.off.muted", until=moment(state.until, state.as_of.tzinfo)))
    return DONE


def _ended(state: DisasterState) -> str:
    """Return what `off` ends: the mode that is on, or what is proposed."""
    if state.mode != Mode.NORMAL:
        return state.mode.value
    if not state.proposals:
        raise DisasterError("disaster_event.nothing_on")
    return "proposal"
