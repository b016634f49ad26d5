"""One request to the server, in a thread of its own, so that nobody waits longer than wanted.

The thread hands the pieces over through a queue and ends by itself: the client's time limits end
it, and where nobody waits any more it stops at the next piece.
"""

from collections.abc import Callable, Iterator
from queue import Empty, SimpleQueue
from threading import Event, Thread
from time import monotonic

from chatbot.llm.failure import CallFailed, Failure
from chatbot.llm.language_model import Trouble
from chatbot.llm.request import Asked, Request
from chatbot.llm.usage import Usage, estimated

COMPLETE = "stop"
_FILTERED = "content_filter"


class Call:
    """A request under way.

    Args:
        server: Returns who is asked; raises if it can't be opened, or not in time.
        request: What is asked.
        done: Called in the thread when it ends, with the tokens used.
    """

    def __init__(
        self, server: Callable[[], Asked], request: Request, done: Callable[[Usage], None]
    ) -> None:
        """Begin."""
        self._server = server
        self._request = request
        self._done = done
        self._came: SimpleQueue[str | Failure | None] = SimpleQueue()
        self._abandoned = Event()
        self._told: Usage | None = None
        self._said: list[str] = []
        self._sent = False
        Thread(target=self._run, name="llm-call", daemon=True).start()

    def pieces(self, deadline: float) -> Iterator[str]:
        """Yield the pieces until the answer ends.

        Args:
            deadline: By the monotonic clock.

        Raises:
            CallFailed: It failed, or the deadline came.
        """
        try:
            while (piece := self._next(deadline)) is not None:
                if isinstance(piece, Failure):
                    raise CallFailed(piece)
                yield piece
        finally:
            self._abandoned.set()

    def _next(self, deadline: float) -> str | Failure | None:
        try:
            return self._came.get(timeout=max(deadline - monotonic(), 0))
        except Empty:
            return Failure(Trouble.TIMEOUT)

    def _run(self) -> None:
        try:
            ended = self._ask()
        except CallFailed as failed:
            ended = failed.failure
        except TimeoutError:
            ended = Failure(Trouble.TIMEOUT, blamed=False)
        except Exception:  # noqa: BLE001  # who waits must be told, whatever it is
            ended = Failure(Trouble.FAILED)
        self._done(self._usage(ended))
        self._came.put(ended)

    def _ask(self) -> Failure | None:
        """Hand the pieces over; return why the answer isn't whole."""
        server = self._server()
        self._sent, finish = True, ""
        for piece in server.pieces(self._request):
            self._told = _larger(self._told, piece.usage)
            finish = piece.finish or finish
            if piece.text:
                self._said.append(piece.text)
                self._came.put(piece.text)
            if self._abandoned.is_set():
                return Failure(Trouble.TIMEOUT)
        if finish == COMPLETE:
            return None
        # Without a word of why it ended, the connection did; `length` and the filter are answers.
        trouble = Trouble.FAILED if finish == _FILTERED else Trouble.CUT
        return Failure(trouble, blamed=not finish, again=not finish)

    def _usage(self, ended: Failure | None) -> Usage:
        """Return the tokens told, else about what a server counts that had begun."""
        if self._told is not None:
            return self._told
        asked = [text for _, text in self._request.prompt]
        began = self._said or ended is None or ended.trouble is Trouble.TIMEOUT
        if not (self._sent and began):
            return Usage(0, 0)
        return Usage(estimated(*asked), estimated(*self._said))


def _larger(known: Usage | None, told: Usage | None) -> Usage | None:
    """Return the higher counts: some servers tell them once, some with each piece."""
    if known is None or told is None:
        return told or known
    return Usage(
        max(known.input_tokens, told.input_tokens), max(known.output_tokens, told.output_tokens)
    )
