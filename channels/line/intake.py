"""Taking events in: webhooks that come while the database writes are stored together.

One transaction at a time, so that a rush of webhooks waits for few of them rather than in line for
its own: that keeps the acknowledgement short (DESIGN §11).
"""

import asyncio
from collections.abc import Callable, Sequence

import anyio

from channels.line.events import Looked


class Intake:
    """Stores events; used in one event loop.

    Args:
        store: Stores events in one transaction, and blocks.
    """

    def __init__(self, store: Callable[[Sequence[Looked]], None]) -> None:
        """Begin with nothing waiting."""
        self._store = store
        self._waiting: list[tuple[Sequence[Looked], asyncio.Future[None]]] = []
        self._storing: asyncio.Task[None] | None = None

    async def put(self, looked: Sequence[Looked]) -> None:
        """Return when these events are stored.

        Raises:
            StoreError: They are not.
        """
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((looked, done))
        if self._storing is None or self._storing.done():
            self._storing = asyncio.ensure_future(self._empty())
        await done

    async def _empty(self) -> None:
        while self._waiting:
            together, self._waiting = self._waiting, []
            events = [event for looked, _ in together for event in looked]
            try:
                await anyio.to_thread.run_sync(self._store, events)
            except Exception as error:  # noqa: BLE001  # told to each of those who wait
                for _, done in together:
                    if not done.done():
                        done.set_exception(error)
            else:
                for _, done in together:
                    if not done.done():
                        done.set_result(None)
