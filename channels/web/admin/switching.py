"""From a form to an event of disaster mode: the same rules as `annai disaster`.

What is wrong is told field by field. Nothing is recorded here.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from channels.web.admin.forms import Form
from channels.web.admin.words import said
from chatbot.answer import Mode
from chatbot.disaster.event import HAZARDS, JMA, LIFT, ORDER_LEVELS, Action, DisasterEvent
from chatbot.disaster.situation import DEFAULT_LENGTH
from chatbot.disaster.state import DisasterState
from chatbot.errors import DisasterError

LONGEST_H = 24 * 30
DEFAULT_HOURS = int(DEFAULT_LENGTH / timedelta(hours=1))
LEVELS = range(1, 6)
LONGEST_REASON = 500
LONGEST_AREA = 100
ACTIONS = (Action.ON, Action.OFF, Action.DRILL, Action.EXTEND, Action.ORDER)
FIELDS = (
    "action",
    "hazard",
    "level",
    "reason",
    "hours",
    "until",
    "kind",
    "areas",
    "everywhere",
    "telegram",
)
"""What a form may hold, and the page that asks to confirm carries on."""


class WrongFormError(Exception):
    """What was filled in can't be.

    Args:
        wrong: What is wrong, by field; "" for the form as a whole.
    """

    def __init__(self, wrong: Mapping[str, str]) -> None:
        """Keep the messages."""
        super().__init__()
        self.wrong = wrong


@dataclass(frozen=True, slots=True)
class Switch:
    """What somebody wants to do.

    Attributes:
        form: As it was filled in.
        state: What is on now.
        now: The moment.
    """

    form: Form
    state: DisasterState
    now: datetime

    def event(self, name: str) -> DisasterEvent:
        """Return the event.

        Args:
            name: Who signed in.

        Raises:
            WrongFormError: Something is missing or can't be.
        """
        makes: Mapping[str, Callable[[str], DisasterEvent]] = {
            Action.ON: self._on,
            Action.OFF: self._off,
            Action.DRILL: self._drill,
            Action.EXTEND: self._extend,
            Action.ORDER: self._order,
        }
        make = makes.get(self.form.one("action"))
        if make is None:
            raise WrongFormError({"": said("wrong.action")})
        try:
            return make(f"{name} (admin)" if name == JMA else name)
        except DisasterError as error:
            raise WrongFormError({"": str(error)}) from None

    def _on(self, actor: str) -> DisasterEvent:
        proposal = self._proposal()
        given = self._given(hazard=proposal is None, reason=proposal is None)
        hours = self._hours() if self.form.one("hours") or proposal is None else None
        until = self.now + timedelta(hours=hours) if hours else None
        if proposal is None:
            return DisasterEvent(
                self.now, actor, Action.ON, given, self._level(), self._reason(), until
            )
        reason = self._reason() or said("disaster.accepted", reason=proposal.reason)
        return DisasterEvent(
            self.now,
            actor,
            Action.ON,
            given or proposal.hazards,
            self._level() or proposal.level,
            reason,
            until or proposal.until or self.now + DEFAULT_LENGTH,
            telegram=proposal.telegram,
            series=proposal.series,
        )

    def _off(self, actor: str) -> DisasterEvent:
        if self.state.mode == Mode.NORMAL and not self.state.proposals:
            raise WrongFormError({"": said("wrong.nothing_on")})
        self._given()
        return DisasterEvent(self.now, actor, Action.OFF, reason=self._reason())

    def _drill(self, actor: str) -> DisasterEvent:
        if self.state.mode == Mode.DISASTER:
            raise WrongFormError({"": said("wrong.no_drill_now")})
        hazards = self._given()
        until = self.now + timedelta(hours=self._hours())
        return DisasterEvent(
            self.now, actor, Action.DRILL, hazards, reason=self._reason(), until=until
        )

    def _extend(self, actor: str) -> DisasterEvent:
        """Return the event; sent twice it moves the end once, because `until` is carried on."""
        if self.state.until is None:
            raise WrongFormError({"": said("wrong.nothing_on")})
        self._given()
        until = self._carried_until() or self.state.until + timedelta(hours=self._hours())
        return DisasterEvent(self.now, actor, Action.EXTEND, reason=self._reason(), until=until)

    def _order(self, actor: str) -> DisasterEvent:
        kind, areas = self.form.one("kind"), self._areas()
        everywhere = bool(self.form.one("everywhere"))
        wrong: dict[str, str] = {}
        if kind not in (*ORDER_LEVELS, LIFT):
            wrong["kind"] = said("wrong.kind")
        if everywhere and kind != LIFT:
            wrong["areas"] = said("wrong.everywhere")
        elif bool(areas) == everywhere:
            wrong["areas"] = said("wrong.areas")
        elif kind == LIFT:
            wrong |= self._not_ordered(areas)
        hazards = self._given(wrong=wrong)
        return DisasterEvent(
            self.now,
            actor,
            Action.ORDER,
            hazards,
            reason=self._reason(),
            areas=areas,
            order=kind,
        )

    def _given(
        self, *, hazard: bool = False, reason: bool = True, wrong: Mapping[str, str] | None = None
    ) -> tuple[str, ...]:
        """Return the hazards.

        Args:
            hazard: Whether one is needed.
            reason: Whether a reason is.
            wrong: What is wrong besides.

        Raises:
            WrongFormError: Something is wrong.
        """
        found = dict(wrong or {})
        hazards = tuple(name for name in self.form.all("hazard") if name in HAZARDS)
        if hazard and not hazards:
            found["hazard"] = said("wrong.hazard")
        if reason and not self._reason():
            found["reason"] = said("wrong.reason")
        if len(self._reason()) > LONGEST_REASON:
            found["reason"] = said("wrong.long_reason", most=LONGEST_REASON)
        if not self._hours_are_right():
            found["hours"] = said("wrong.hours", most=LONGEST_H)
        if found:
            raise WrongFormError(found)
        return hazards

    def _reason(self) -> str:
        return " ".join(self.form.one("reason").split())

    def _level(self) -> int | None:
        level = self.form.one("level")
        return int(level) if level in map(str, LEVELS) else None

    def _hours_are_right(self) -> bool:
        given = self.form.one("hours")
        return not given or (given.isascii() and given.isdigit() and 1 <= int(given) <= LONGEST_H)

    def _hours(self) -> int:
        return int(self.form.one("hours") or DEFAULT_HOURS)

    def _areas(self) -> tuple[str, ...]:
        lines = (line.strip()[:LONGEST_AREA] for line in self.form.one("areas").splitlines())
        return tuple(dict.fromkeys(line for line in lines if line))

    def _not_ordered(self, areas: tuple[str, ...]) -> dict[str, str]:
        ordered = [area for order in self.state.orders for area in order.areas]
        if not ordered:
            return {"": str(DisasterError("disaster_event.nothing_ordered"))}
        known = "、".join(ordered)
        for area in areas:
            if area not in ordered:
                error = DisasterError("disaster_event.not_ordered", area=area, areas=known)
                return {"areas": str(error)}
        return {}

    def _carried_until(self) -> datetime | None:
        try:
            until = datetime.fromisoformat(self.form.one("until"))
        except ValueError:
            return None
        latest = self.now + timedelta(hours=2 * LONGEST_H)
        return until if until.tzinfo and self.now < until < latest else None

    def _proposal(self) -> DisasterEvent | None:
        """Return the proposal that is accepted, None if none was named.

        Raises:
            WrongFormError: It is no longer there.
        """
        named = self.form.one("telegram")
        if not named:
            return None
        for proposal in self.state.proposals:
            if proposal.telegram == named:
                return proposal
        raise WrongFormError({"": said("wrong.no_proposal")})
