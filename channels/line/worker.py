"""The worker: a thread with its own event loop that empties the inbox.

It takes as many events as it has room for, one of each sender, looks again as soon as a webhook
has stored something, and otherwise every second: another process may have stored it.
"""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from threading import Event, Thread

import structlog

from chatbot.errors import StoreError
from chatbot.store.inbox import Inbox, Taken

AT_ONCE = 16
"""Events worked on at the same time; most of the time they wait for LINE."""

LEASE = timedelta(seconds=15)
"""What a dead worker leaves is taken again while its reply token still counts."""
_RENEW_S = 5.0
_LOOK_S = 1.0
_TROUBLE_S = 5.0
_FORGET_EVERY_S = 3600.0
KEPT = timedelta(days=30)
"""How long the ids of finished events are kept: LINE doesn't say how late it delivers again."""
_PATIENCE_S = 15.0

_log = structlog.get_logger(__name__)

Work = Callable[[Taken], Awaitable[None]]
Open = Callable[[], contextlib.AbstractAsyncContextManager[Work]]


class Worker:
    """Empties an inbox in the background.

    Args:
        inbox: What is emptied.
        opened: Opens what works on an event, inside the worker's event loop.
        now: The clock, with a time zone.
    """

    def __init__(self, inbox: Inbox, opened: Open, now: Callable[[], datetime]) -> None:
        """Take the parts; `start` begins."""
        self._inbox = inbox
        self._opened = opened
        self._now = now
        self._loop: asyncio.AbstractEventLoop | None = None
        self._news: asyncio.Event | None = None
        self._stopping = Event()
        self._thread = Thread(target=self._run, name="line-worker", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def wake(self) -> None:
        """Say that there is something new. May be called from any thread."""
        loop, news = self._loop, self._news
        if loop is not None and news is not None:
            with contextlib.suppress(RuntimeError):  # the loop has just been closed
                loop.call_soon_threadsafe(news.set)

    def close(self) -> None:
        """Let what is being worked on end, take no more, and stop."""
        self._stopping.set()
        self.wake()
        if self._thread.is_alive():
            self._thread.join(_PATIENCE_S)

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                asyncio.run(self._main())
            except Exception:  # noqa: BLE001  # residents wait for their answers: begin anew
                _log.exception("line.worker_died")
                self._stopping.wait(_TROUBLE_S)

    async def _main(self) -> None:
        self._loop, self._news = asyncio.get_running_loop(), asyncio.Event()
        async with self._opened() as work:
            running: dict[asyncio.Task[None], Taken] = {}
            beside = [
                asyncio.ensure_future(each) for each in (self._renew(running), self._forget())
            ]
            _log.info("line.worker_started")
            while not self._stopping.is_set():
                await self._step(work, running)
            if running:
                await asyncio.wait(running)
            for task in beside:
                task.cancel()
            await asyncio.gather(*beside, return_exceptions=True)

    async def _step(self, work: Work, running: dict[asyncio.Task[None], Taken]) -> None:
        """Take what there is room for, else wait until there is news or room."""
        news = self._news
        assert news is not None  # noqa: S101  # made by `_main`
        news.clear()
        try:
            taken = await self._take(AT_ONCE - len(running))
        except StoreError as error:
            _log.warning("line.inbox_not_read", reason=error.key)
            await self._wait(news, _TROUBLE_S)
            return
        for each in taken:
            task = asyncio.ensure_future(work(each))
            running[task] = each
            task.add_done_callback(running.pop)
            task.add_done_callback(lambda _: news.set())
        if not taken:
            await self._wait(news, _LOOK_S)

    async def _take(self, room: int) -> list[Taken]:
        if room < 1:
            return []
        now = self._now()
        return await asyncio.to_thread(self._inbox.take, room, now, now + LEASE)

    async def _wait(self, news: asyncio.Event, seconds: float) -> None:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(news.wait(), seconds)

    async def _renew(self, running: dict[asyncio.Task[None], Taken]) -> None:
        while True:
            await asyncio.sleep(_RENEW_S)
            for taken in list(running.values()):
                with contextlib.suppress(StoreError):
                    await asyncio.to_thread(self._inbox.renew, taken, self._now() + LEASE)

    async def _forget(self) -> None:
        while True:
            with contextlib.suppress(StoreError):
                await asyncio.to_thread(self._inbox.purge, self._now() - KEPT)
            await asyncio.sleep(_FORGET_EVERY_S)
