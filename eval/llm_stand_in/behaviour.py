"""What the server does with one request, good or bad."""

import json
from collections.abc import Callable
from dataclasses import dataclass

from chatbot.llm.usage import Usage


def _go_on(_sent: int) -> None:
    """Let nothing keep a piece back."""


@dataclass(frozen=True, slots=True)
class Behaviour:
    """An answer and how it comes; `say`, `refuse`, `send` and `stay_silent` make the usual ones.

    Attributes:
        text: What is said.
        usage: Tokens as the server counts them; None: one for each character.
        counts: Whether it tells the tokens; many small servers don't while streaming.
        piece: Characters in a chunk of the stream.
        delay_s: Seconds before the first piece, after the headers.
        pause_s: Seconds between pieces.
        before_piece: Called with the number of characters sent, before each piece of a stream; a
            test may wait in it.
        cut_after: Characters after which the connection is broken.
        finish: Why it stopped: `stop`, `length`, `content_filter`; "" ends the stream without a
            word of it.
        pings_s: Seconds between comments (`: ping`) while it waits; 0: it sends none.
        status: Of HTTP; with another than 200 nothing is said.
        retry_after: The header `Retry-After`.
        raw: A body to send instead of all that.
        content_type: Of `raw`.
        silent: Takes the request and says nothing, not even headers, until the server ends.
    """

    text: str = ""
    usage: Usage | None = None
    counts: bool = True
    piece: int = 8
    delay_s: float = 0.0
    pause_s: float = 0.0
    before_piece: Callable[[int], None] = _go_on
    cut_after: int | None = None
    finish: str = "stop"
    pings_s: float = 0.0
    status: int = 200
    retry_after: str = ""
    raw: bytes | None = None
    content_type: str = "application/json"
    silent: bool = False


def say(text: object, usage: Usage | None = None, **how: object) -> Behaviour:
    """Return an answer: a text, or a value to be said as JSON.

    Args:
        text: What is said.
        usage: Tokens as the server counts them.
        how: Fields of `Behaviour`.
    """
    told = text if isinstance(text, str) else json.dumps(text, ensure_ascii=False)
    return Behaviour(told, usage, **how)  # type: ignore[arg-type]  # the caller's fields


def refuse(status: int, retry_after: str = "", message: str = "no") -> Behaviour:
    """Return an error with a body as OpenAI's, with 429, 500 or the like."""
    body = {"error": {"message": message, "type": "error", "code": str(status), "param": None}}
    return Behaviour(status=status, retry_after=retry_after, raw=json.dumps(body).encode())


def send(raw: bytes, content_type: str = "application/json") -> Behaviour:
    """Return these bytes with status 200: broken JSON, a proxy's page, half a stream."""
    return Behaviour(raw=raw, content_type=content_type)


def stay_silent() -> Behaviour:
    """Return no answer at all."""
    return Behaviour(silent=True)
