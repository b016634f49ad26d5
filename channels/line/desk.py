"""Working on one event: answer, send, and note how it ended, whatever happens."""

import asyncio
import random
from collections.abc import Callable, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

import structlog

from channels.line.delivery import Delivery, Keeps, LeaseLost, Outgoing, Sends, Unfinished
from channels.line.errors import LineError, LineQuotaReached, LineRefused
from channels.line.sender import place_of
from chatbot.errors import StoreError
from chatbot.store.inbox import Inbox, Progress, Taken

MAX_ATTEMPTS = 12
_FIRST_PAUSE_S = 0.5
_LONGEST_PAUSE_S = 900.0
"""With these an event is tried for about half an hour; the first four times within 10 seconds,
while its reply token counts."""

TOO_OLD = timedelta(hours=24)
"""A question from before that is not answered any more: LINE's retry keys last as long."""

LOADING_AFTER_S = 0.4
"""Most answers are there sooner; a loading animation that starts after one would stay."""
_LOADING_S = 60
"""The most LINE allows; the animation ends with the answer, and a language model may take long."""
_UNAUTHORIZED = 401

_log = structlog.get_logger(__name__)


class Client(Sends, Protocol):
    """What a desk needs of `LineClient`."""

    async def loading(self, user_id: str, seconds: int) -> None:
        """Show that an answer is coming."""


@dataclass(frozen=True, slots=True)
class Desk:
    """Works on events.

    Attributes:
        reply_to: What to say to an event.
        threads: For the database.
        answering: For `reply_to`.
        ended: Told the event's type and how it ended.
        retried: Told why an attempt will be repeated.
        now: Local time of the city.
    """

    inbox: Inbox
    client: Client
    delivery: Delivery
    reply_to: Callable[[Mapping[str, Any], datetime], list[dict[str, Any]]]
    threads: Executor
    answering: Executor
    ended: Callable[[str, str], None]
    retried: Callable[[str], None]
    now: Callable[[], datetime]

    async def work(self, taken: Taken) -> None:
        """Answer an event, or put it off, or report that it failed. Raises nothing."""
        try:
            await self._work(taken)
        except LeaseLost:
            _log.warning("line.lease_lost", event_id=taken.event_id)
        except StoreError as error:
            # Its lease runs out, and it is taken again when the database is back.
            _log.warning("line.not_stored", event_id=taken.event_id, reason=error.key)
        except Exception:  # noqa: BLE001  # the worker goes on with the others
            _log.exception("line.broken", event_id=taken.event_id)

    async def _work(self, taken: Taken) -> None:
        if self.now() - taken.occurred_at > TOO_OLD:
            await self._fail(taken, "too_old")
            return
        outgoing = Outgoing.of(taken.outgoing) if taken.outgoing else None
        try:
            if outgoing is None:
                outgoing = await self._planned(taken)
            if outgoing is None:
                await self._end(taken, Progress.DONE, "silent")
                return
            sent = await self.delivery.send(taken, outgoing, self.now(), self._keeper(taken))
        except Unfinished as unfinished:
            await self._again(
                taken, unfinished.outgoing, str(unfinished.__cause__.__class__.__name__)
            )
        except LineError as error:
            await self._refused(taken, outgoing, error)
        except (LeaseLost, StoreError):
            raise
        except Exception:  # noqa: BLE001  # whatever it is, the event is not lost
            _log.exception("line.not_answered", event_id=taken.event_id)
            await self._again(taken, outgoing, "error")
        else:
            await self._end(taken, Progress.DONE, sent.value)

    async def _planned(self, taken: Taken) -> Outgoing | None:
        answering = asyncio.get_running_loop().run_in_executor(
            self.answering, self.reply_to, taken.body, self.now()
        )
        done, _ = await asyncio.wait({answering}, timeout=LOADING_AFTER_S)
        if not done:
            await self._show_loading(taken)
        messages = await answering
        return self.delivery.planned(taken, messages, self.now()) if messages else None

    async def _show_loading(self, taken: Taken) -> None:
        source = taken.body["source"]
        if source.get("type") != "user":
            return
        try:
            await self.client.loading(place_of(source), _LOADING_S)
        except LineError as error:
            _log.debug("line.no_loading", reason=error.key)

    def _keeper(self, taken: Taken) -> Keeps:
        async def keep(outgoing: Outgoing) -> None:
            if not await self._run(self.inbox.prepare, taken, outgoing.as_json()):
                raise LeaseLost

        return keep

    async def _again(self, taken: Taken, outgoing: Outgoing | None, reason: str) -> None:
        if taken.attempts + 1 >= MAX_ATTEMPTS:
            await self._fail(taken, reason)
            return
        pause = min(_LONGEST_PAUSE_S, _FIRST_PAUSE_S * 2**taken.attempts)
        until = self.now() + timedelta(seconds=pause * random.uniform(0.5, 1.0))  # noqa: S311  # no secret
        kept = outgoing.as_json() if outgoing else None
        self.retried(reason)
        _log.info(
            "line.put_off", event_id=taken.event_id, reason=reason, attempt=taken.attempts + 1
        )
        if not await self._run(self.inbox.put_off, taken, until, kept):
            raise LeaseLost

    async def _refused(self, taken: Taken, outgoing: Outgoing | None, error: LineError) -> None:
        """Give up, but for a wrong access token: the operator will put that right."""
        if isinstance(error, LineRefused):
            _log.error(
                "line.refused", event_id=taken.event_id, status=error.status, said=error.message
            )
            if error.status == _UNAUTHORIZED:
                await self._again(taken, outgoing, "unauthorized")
                return
        await self._fail(taken, "quota" if isinstance(error, LineQuotaReached) else "refused")

    async def _fail(self, taken: Taken, reason: str) -> None:
        _log.error(
            "line.failed", event_id=taken.event_id, reason=reason, attempts=taken.attempts + 1
        )
        await self._end(taken, Progress.FAILED, reason)

    async def _end(self, taken: Taken, progress: Progress, outcome: str) -> None:
        if outcome == "unsure":
            _log.warning("line.unsure", event_id=taken.event_id, attempts=taken.attempts + 1)
        if not await self._run(self.inbox.finish, taken, progress, outcome, self.now()):
            raise LeaseLost
        self.ended(str(taken.body["type"]), outcome if progress is Progress.DONE else "failed")

    async def _run(self, function: Callable[..., Any], *arguments: Any) -> Any:  # noqa: ANN401
        return await asyncio.get_running_loop().run_in_executor(self.threads, function, *arguments)
