"""Turns: answers that were asked for a moment ago, so that a cut connection loses nothing.

A turn goes on when its caller hangs up. For some minutes its events can be had again
(`GET /api/turns/{id}/events`), and a question sent again with the same `Idempotency-Key` gets the
same turn instead of being asked, logged and counted twice. A key belongs to the body it came with:
with another body it is another question. Turns live in this process; another one doesn't know them
and answers 404, whereupon the question may be sent again.
"""

import asyncio
import time
from collections import OrderedDict
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from hashlib import sha256

import structlog

from channels.web.told import Tell, Told
from chatbot.answer import Answer

KEPT_SECONDS = 300.0
"""Long enough for a tunnel or a lift, short enough to hold few answers in memory."""

MOST = 500
"""Turns kept at once, about 20 kB each; beyond it the oldest is let go."""

_log = structlog.get_logger(__name__)

Make = Callable[[Tell], Coroutine[None, None, Answer]]
"""Makes an answer, and tells what is written of it meanwhile."""


@dataclass(frozen=True, slots=True, eq=False)
class Turn:
    """A question that is being answered, or was.

    Attributes:
        id: Can't be guessed: who knows it may read the answer.
        key: The idempotency key with a hash of the body, None without a key.
        began: By the clock of `Turns`.
        making: Ends with the answer.
        told: What was told of it until then; it stays as it was.
    """

    id: str
    key: tuple[str, bytes] | None
    began: float
    making: asyncio.Task[Answer]
    told: Told


class Turns:
    """The turns of the last minutes. For one event loop.

    Args:
        clock: Seconds that only go forward.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Begin with none."""
        self._clock = clock
        self._turns: OrderedDict[str, Turn] = OrderedDict()
        self._ids: dict[tuple[str, bytes], str] = {}

    def begin(self, turn_id: str, key: str | None, body: bytes, make: Make) -> Turn:
        """Return the turn of this key and body if there is one, else begin to answer."""
        self._forget_old()
        known = (key, sha256(body).digest()) if key else None
        if known and known in self._ids:
            return self._turns[self._ids[known]]
        told = Told()
        making = asyncio.create_task(_logged(make, told.tell))
        turn = Turn(turn_id, known, self._clock(), making, told)
        self._turns[turn_id] = turn
        if known:
            self._ids[known] = turn_id
        return turn

    def find(self, turn_id: str) -> Turn | None:
        """Return a turn of the last minutes."""
        self._forget_old()
        return self._turns.get(turn_id)

    def _forget_old(self) -> None:
        too_old = self._clock() - KEPT_SECONDS
        while self._turns:
            oldest = next(iter(self._turns.values()))
            if oldest.began > too_old and len(self._turns) < MOST:
                return
            del self._turns[oldest.id]
            if oldest.key:
                del self._ids[oldest.key]


async def _logged(make: Make, tell: Tell) -> Answer:
    try:
        return await make(tell)
    except Exception:
        _log.exception("answer.failed")
        raise
