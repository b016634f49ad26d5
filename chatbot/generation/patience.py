"""How long one question waits for the language model, in all its calls together."""

from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import contextmanager
from time import perf_counter

from chatbot.llm.language_model import LanguageModel, LlmError, Prompt, Trouble

_MS = 1000.0


class Patience:
    """The model as one question has it: within a time, and with a watch. For one thread.

    Args:
        model: What is asked.
        seconds: From now on, for all calls.
        clock: Seconds of a clock that only runs forward.
    """

    def __init__(
        self, model: LanguageModel, seconds: float, clock: Callable[[], float] = perf_counter
    ) -> None:
        """Begin to count."""
        self._model = model
        self._clock = clock
        self._until = clock() + seconds
        self._spent = 0.0
        self._waited = 0.0

    @property
    def left(self) -> float:
        """Seconds that are left, 0 at the least."""
        return max(0.0, self._until - self._clock())

    @property
    def spent_ms(self) -> float:
        """Milliseconds spent `at_work`, waiting included."""
        return self._spent * _MS

    @property
    def own_ms(self) -> float:
        """Milliseconds of them in which nothing was waited for: the cost of our own code."""
        return (self._spent - self._waited) * _MS

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """Count the time within as spent on generation; not to be nested."""
        began = self._clock()
        try:
            yield
        finally:
            self._spent += self._clock() - began

    def pieces(
        self,
        prompt: Prompt,
        schema: Mapping[str, object] | None = None,
        within: float = float("inf"),
    ) -> Generator[str]:
        """Yield the model's answer as it comes, within `within` seconds if that is sooner.

        Raises:
            LlmError: As `LanguageModel.stream`; `TIMEOUT` at once where no time is left.
        """
        seconds = min(within, self.left)
        if seconds <= 0:
            raise LlmError(Trouble.TIMEOUT)
        stream = self._model.stream(prompt, seconds, schema)
        try:
            while (piece := self._next(stream)) is not None:
                yield piece
        finally:
            self._close(stream)

    def _next(self, stream: Iterator[str]) -> str | None:
        began = self._clock()
        try:
            return next(stream, None)
        finally:
            self._waited += self._clock() - began

    def _close(self, stream: Iterator[str]) -> None:
        """Hang up, where the rest isn't wanted."""
        close = getattr(stream, "close", None)
        began = self._clock()
        if close is not None:
            close()
        self._waited += self._clock() - began
