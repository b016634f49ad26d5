"""A thread that does something again and again until it is closed."""

from collections.abc import Callable
from threading import Event, Thread

PATIENCE_S = 1.0


class Background:
    """One kind of work, in a thread of its own.

    Args:
        name: The thread's name.
        work: What is done; it raises nothing.
        pause_s: Seconds between the end of one time and the next.
        at_once: Whether the first time comes before the first pause.
        patience_s: How many seconds `close` waits for what is under way; None: until it ends.
    """

    def __init__(
        self,
        name: str,
        work: Callable[[], object],
        pause_s: float,
        *,
        at_once: bool = False,
        patience_s: float | None = PATIENCE_S,
    ) -> None:
        """Make the thread; nothing is done before `start`."""
        self._work = work
        self._pause_s = pause_s
        self._at_once = at_once
        self._patience_s = patience_s
        self._stop = Event()
        self._thread = Thread(target=self._run, name=name, daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def closing(self) -> bool:
        """Return whether `close` was called."""
        return self._stop.is_set()

    def close(self) -> bool:
        """Do it no more; return whether what was under way has ended."""
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join(self._patience_s)
        return not self._thread.is_alive()

    def _run(self) -> None:
        if self._at_once:
            self._work()
        while not self._stop.wait(self._pause_s):
            self._work()
