"""What is in force now: the mayor's orders from the log, warnings from telegrams with their time.

Nothing is inferred: an order is one that staff entered, a warning one that a telegram carries. What
isn't known, or is too old, is said to be unknown, with the official page.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from chatbot.answer import Procedure, Source, Status
from chatbot.disaster.alerts.board import InForce
from chatbot.disaster.banner import order_text
from chatbot.disaster.state import DisasterState
from chatbot.turn import Reply, Turn
from corpus.city import CitySettings
from corpus.messages import Catalogue

WARNINGS_PAGE = "https://www.jma.go.jp/bosai/warning/"
"""The page of 気象庁 with all warnings and advisories."""

_SHOWN = 8


@dataclass(frozen=True, slots=True)
class InForceReplies:
    """Tells what is in force.

    Attributes:
        known_at: Gives until when it is known what is in force, None if it isn't known now.
        current: Gives what is in force by the telegrams that came.
    """

    catalogue: Catalogue
    city: CitySettings
    known_at: Callable[[datetime], datetime | None]
    current: Callable[[], tuple[InForce, ...]]

    def __call__(self, turn: Turn, state: DisasterState) -> Reply:
        """Return the reply for a turn."""
        language = turn.language
        known = self._warnings(turn.now, language)
        said = known or f"{self._text('unknown', language)} {self._text('quake', language)}"
        text = f"{self._orders(state, language, turn.now)}\n{said} [1]"
        title = self._text("jma", language)
        source = Source(1, "jma", title, WARNINGS_PAGE, "", None, "", None, known)
        return Reply(
            status=Status.DISASTER,
            text=text,
            reason="disaster.in_force" if known else "disaster.in_force_unknown",
            sources=(source,),
            procedures=(
                Procedure(title, WARNINGS_PAGE),
                *(Procedure(link.title, str(link.url)) for link in self.city.links[:1]),
            ),
        )

    def _warnings(self, now: datetime, language: str) -> str:
        """Return the warnings in force, nothing while what is known is too old."""
        known = self.known_at(now)
        if known is None:
            return ""
        time = f"{known.astimezone(now.tzinfo):%m/%d %H:%M}"
        rows = self.current()
        if not rows:
            return self._text("none", language, time=time)
        lines = [self._text("in_force", language, time=time)]
        for row in rows[:_SHOWN]:
            reported = row.alert.reported_at.astimezone(now.tzinfo)
            kind = row.reading.kind or self._text(
                "intensity", language, intensity=row.reading.kind_or_intensity
            )
            lines.append(
                f"・{kind}（{row.reading.area_name}） {reported:%m/%d %H:%M} {row.alert.issuer}"
            )
        return "\n".join(lines)

    def _orders(self, state: DisasterState, language: str, now: datetime) -> str:
        time = f"{now:%m/%d %H:%M}"
        if not state.orders:
            return self._text("no_orders", language, time=time)
        said = [order_text(order, state, language, self.catalogue) for order in state.orders]
        return "\n".join([self._text("orders", language, time=time), *said])

    def _text(self, key: str, language: str, **details: object) -> str:
        return self.catalogue.text(f"disaster.in_force.{key}", language, details)
