"""What is told of an answer while it is written: handed from a worker's thread to the loop."""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress

Tell = Callable[[str], None]


class Told:
    """The pieces told so far, in order. For one event loop, but for `tell`."""

    def __init__(self) -> None:
        """Begin with none, on the loop that is running."""
        self._loop = asyncio.get_running_loop()
        self._pieces: list[str] = []
        self._more = asyncio.Event()

    @property
    def pieces(self) -> Sequence[str]:
        """All that was told."""
        return self._pieces

    def tell(self, piece: str) -> None:
        """Take a piece, on any thread; it is there before the answer is.

        The loop carries out what threads hand it in the order in which it was handed over, and
        the answer comes last. A loop that is closed hears nothing, and the answer goes on.
        """
        with suppress(RuntimeError):
            self._loop.call_soon_threadsafe(self._add, piece)

    async def more_than(self, count: int) -> None:
        """Return when more than `count` pieces are there."""
        while len(self._pieces) <= count:
            await self._more.wait()

    def _add(self, piece: str) -> None:
        self._pieces.append(piece)
        self._more.set()
        self._more = asyncio.Event()
