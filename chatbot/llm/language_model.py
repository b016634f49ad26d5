"""The seam behind which a language model stands."""

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Protocol

Prompt = Sequence[tuple[str, str]]
"""Role (`system`, `human`, `ai`) and text of each message, in LangChain's names."""


class Trouble(StrEnum):
    """Why a language model gave nothing; countable."""

    TIMEOUT = "timeout"
    UNREACHABLE = "unreachable"
    BUSY = "busy"
    """429, and it didn't become free in time."""
    FAILED = "failed"
    """Another status than 2xx, or an answer that isn't what the protocol says."""
    CUT = "cut"
    """The stream ended before the answer did."""
    OPEN = "open"
    """It failed often of late and isn't asked for a while (the breaker is open)."""
    BUDGET = "budget"
    """The day's budget is used up."""


class LlmError(Exception):
    """A language model gave nothing, or not all.

    Attributes:
        trouble: Why.
    """

    def __init__(self, trouble: Trouble) -> None:
        """Say why."""
        super().__init__(trouble.value)
        self.trouble = trouble


class LanguageModel(Protocol):
    """Asked within a time; safe to share between threads."""

    def stream(
        self, prompt: Prompt, within: float, schema: Mapping[str, object] | None = None
    ) -> Iterator[str]:
        """Yield the answer's text, piece by piece.

        Args:
            prompt: The messages.
            within: Seconds until the last piece must have come. The iterator raises by then even
                if the server is silent.
            schema: JSON Schema of the answer, passed on to servers that can hold to one.

        Raises:
            LlmError: Within the time and not much later. Asked again where that may help and there
                is time left, but never after a piece has been yielded.
        """
        ...
