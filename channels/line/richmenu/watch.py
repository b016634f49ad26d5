"""Switches the rich menus with the mode, while a server runs.

A thread compares every second what is to be seen with what was last shown. It acts when they
differ, and every `RECHECK_S` seconds as well, so that what another hand changed comes right again
and a server that was killed makes good what it missed. Each server of a city does so; they show
the same.

What fails is tried again after `FIRST_WAIT_S` seconds, then after twice that, `LONGEST_WAIT_S` at
most; a change of mode doesn't wait. Without the database the last known drill group counts: the
disaster's menu has to come all the same.
"""

import asyncio
import logging
import time
from collections.abc import Callable

from channels.line.errors import LineError
from channels.line.richmenu.plan import Plan, plan_of
from chatbot.answer import Mode
from chatbot.background import Background
from chatbot.errors import ChatbotError

INTERVAL_S = 1.0
RECHECK_S = 600.0
FIRST_WAIT_S = 2.0
LONGEST_WAIT_S = 120.0

log = logging.getLogger(__name__)

Show = Callable[[Plan, tuple[str, ...]], None]
"""Shows the menus of a plan; the second are those who have left the drill group."""


class MenuWatch:
    """Keeps the menus as the mode wants them.

    Args:
        mode: Tells the mode now.
        members: Tells the user ids of the drill group.
        show: Brings a plan to LINE.
        clock: Seconds that never go back.
        interval: Seconds between two looks.
    """

    def __init__(
        self,
        mode: Callable[[], Mode],
        members: Callable[[], tuple[str, ...]],
        show: Show,
        clock: Callable[[], float] = time.monotonic,
        interval: float = INTERVAL_S,
    ) -> None:
        """Prepare; `start` begins."""
        self._mode = mode
        self._members = members
        self._show = show
        self._clock = clock
        self._known: tuple[str, ...] = ()
        self._shown: Plan | None = None
        self._tried: Plan | None = None
        self._next_at = clock()
        self._wait = FIRST_WAIT_S
        self._said = ""
        self._background = Background("line-menus", self.look, interval, at_once=True)

    def look(self) -> None:
        """Act if something has changed or it is time."""
        plan = plan_of(self._mode(), self._group())
        if plan == self._tried and self._clock() < self._next_at:
            return
        if plan != self._tried:
            self._tried, self._wait = plan, FIRST_WAIT_S
        try:
            self._show(plan, self._left(plan))
        except LineError as error:
            self._failed(str(error))
        except Exception as error:
            self._failed(repr(error))
            log.exception("rich menu not switched")
        else:
            self._succeeded(plan)

    def start(self) -> None:
        """Begin to look in the background."""
        self._background.start()

    def close(self) -> None:
        """Stop looking; LINE is not waited for long."""
        self._background.close()

    def _group(self) -> tuple[str, ...]:
        try:
            self._known = self._members()
        except ChatbotError as error:
            log.debug("drill group not read: %s", error)
        return self._known

    def _left(self, plan: Plan) -> tuple[str, ...]:
        before = self._shown.members if self._shown else ()
        return tuple(sorted(set(before) - set(plan.members)))

    def _succeeded(self, plan: Plan) -> None:
        if plan != self._shown:
            log.info("rich menu: %s%s", plan.everybody, " (drill group: drill)" * plan.drill)
        self._shown, self._said, self._wait = plan, "", FIRST_WAIT_S
        self._next_at = self._clock() + RECHECK_S

    def _failed(self, reason: str) -> None:
        if reason != self._said:
            log.error("rich menu not switched: %s", reason)
        self._said = reason
        self._next_at = self._clock() + self._wait
        self._wait = min(self._wait * 2, LONGEST_WAIT_S)


def shown_by(access_token: str, api_base: str) -> Show:
    """Return what brings plans to an account."""

    def bring(plan: Plan, left: tuple[str, ...]) -> None:
        # LINE's SDK takes a second to import: not while the server starts.
        from channels.line.client import LineClient  # noqa: PLC0415  # see above
        from channels.line.richmenu.switch import show  # noqa: PLC0415  # imports it

        async def once() -> None:
            client = LineClient(access_token, api_base)
            try:
                await show(client, plan, left)
            finally:
                await client.aclose()

        asyncio.run(once())

    return bring
