"""What is asked of a server, and what comes back."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from chatbot.llm.language_model import Prompt
from chatbot.llm.usage import Usage


@dataclass(frozen=True, slots=True)
class Server:
    """Where a model is, and what it is called there."""

    model: str
    base_url: str
    key: str


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked.

    Attributes:
        prompt: The messages.
        within: Seconds for each step: connecting, waiting for the headers, reading all the rest.
        schema: JSON Schema of the answer.
    """

    prompt: Prompt
    within: float
    schema: Mapping[str, object] | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of the answer.

    Attributes:
        text: What it says; may be empty.
        usage: Tokens, if it tells any.
        finish: Why the answer ended, with its last piece.
    """

    text: str
    usage: Usage | None
    finish: str


class Asked(Protocol):
    """A server that can be asked; `chat_model` has the real one."""

    def pieces(self, request: Request) -> Iterator[Piece]:
        """Yield the answer as it comes; raise `CallFailed`."""
        ...

    def close(self) -> None:
        """Close the connections."""
        ...
