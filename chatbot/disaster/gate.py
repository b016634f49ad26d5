"""Gate 4: a disaster. Approved guides, shelters, and what is in force with a time on it.

In disaster mode and in a drill this gate answers everything: the guide that was approved for the
need, the nearest shelters, the warnings and orders in force, else the menu. No embedding, no LLM,
no guess. In normal mode it answers where a shelter is for somebody who says where they are, and
whether a warning is in force; all else passes.

If anything here fails, the answer is the fixed safety text: it fails closed. The failure is logged
once until the gate works again.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from threading import Lock

from chatbot.answer import Location, Mode
from chatbot.disaster.guides.matcher import SHELTERS, WARNINGS, GuideMatch
from chatbot.disaster.replies import DisasterReplies
from chatbot.disaster.shelters.opening import ShelterGuide
from chatbot.disaster.state import DisasterState
from chatbot.turn import Reply, Turn
from corpus.guide import Guide

log = logging.getLogger(__name__)

Match = Callable[[str], GuideMatch | None]


class FailureLog:
    """Logs that something fails once, and once that it works again."""

    def __init__(self, what: str) -> None:
        """Take what it is about."""
        self._what = what
        self._failing = False
        self._lock = Lock()

    def failed(self, error: Exception) -> None:
        """Log the error if it is the first."""
        with self._lock:
            first, self._failing = not self._failing, True
        if first:
            log.error("%s failed", self._what, exc_info=error)

    def worked(self) -> None:
        """Log that it works again."""
        if self._failing:
            with self._lock:
                self._failing = False
            log.info("%s works again", self._what)


@dataclass(frozen=True, slots=True)
class DisasterGate:
    """Answers in a disaster.

    Attributes:
        mode: The mode now; neither waits nor fails.
        state: What is on now; neither waits nor fails.
        match: Which guide or intent a text asks for.
        intent: Which of the two intents a text asks for, empty if none.
        shelters: The city's shelters and places.
        replies: Makes replies of what was found.
    """

    mode: Callable[[], Mode]
    state: Callable[[], DisasterState]
    match: Match
    intent: Callable[[str], str]
    shelters: ShelterGuide
    replies: DisasterReplies
    failures: FailureLog = field(default_factory=lambda: FailureLog("disaster answer"))

    def __call__(self, turn: Turn) -> Turn | Reply:
        """Reply in disaster mode and drills; in normal mode to questions of the moment only."""
        try:
            reply = self._normal(turn) if turn.mode is Mode.NORMAL else self._reply(turn)
        except Exception as error:  # noqa: BLE001  # whatever it is, residents get the safety text
            self.failures.failed(error)
            return turn if turn.mode is Mode.NORMAL else self.replies.safety(turn)
        self.failures.worked()
        return reply

    def beside(self, turn: Turn, emergency: Reply) -> Reply:
        """Return an emergency's reply with the guide for the need under it, if there is one.

        The number to call comes first in any mode; in a disaster what to do till help comes
        follows it.
        """
        if turn.mode is Mode.NORMAL:
            return emergency
        try:
            found = self.match(turn.text)
            if found is None or not isinstance(found.target, Guide):
                return emergency
            guide = self.replies.guide(turn, found.target)
        except Exception as error:  # noqa: BLE001  # the number to call must come
            self.failures.failed(error)
            return emergency
        return replace(
            guide,
            status=emergency.status,
            reason=emergency.reason,
            text=f"{emergency.text}\n\n{guide.text}",
        )

    def _normal(self, turn: Turn) -> Turn | Reply:
        intent = self.intent(turn.text) if turn.text.strip() else SHELTERS
        if intent == WARNINGS:
            return self.replies.warnings(turn, self.state())
        point = self._point(turn) if intent == SHELTERS else None
        return self._near(turn, point) if point else turn

    def _reply(self, turn: Turn) -> Reply:
        if not turn.text.strip():
            return self._shelters(turn)
        found = self.match(turn.text)
        if found is None:
            return self.replies.menu(turn)
        if isinstance(found.target, Guide):
            return self.replies.guide(turn, found.target)
        if found.target == WARNINGS:
            return self.replies.warnings(turn, self.state())
        return self._shelters(turn)

    def _shelters(self, turn: Turn) -> Reply:
        point = self._point(turn)
        return self._near(turn, point) if point else self.replies.where_are_you(turn)

    def _point(self, turn: Turn) -> tuple[Location, str] | None:
        """Return where to look around: the place named in the text, else where the resident is."""
        place = self.shelters.gazetteer.find(turn.text)
        if place:
            return place.point, place.name
        return (turn.location, "") if turn.location else None

    def _near(self, turn: Turn, point: tuple[Location, str]) -> Reply:
        location, name = point
        drill = turn.mode is Mode.DRILL
        hazards = self.state().hazards if turn.mode is not Mode.NORMAL else ()
        nearby = self.shelters.finder.near(location, hazards, now=turn.now, drill=drill)
        return self.replies.shelters(turn, nearby, name)
