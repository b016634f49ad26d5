"""From an exception of the SDK to what went wrong, without its words.

An SDK's exceptions quote addresses, bodies and keys, so of each only its kind and status are kept.
OpenAI's and LangChain's wrap httpx's, which stand in the chain of causes.
"""

from collections.abc import Iterator

import httpx

from chatbot.llm.failure import Failure
from chatbot.llm.language_model import Trouble

_BUSY = 429
_SERVER = 500
_AGAIN = frozenset({408, 409, _BUSY})
"""Statuses below 500 where asking again helps, as OpenAI's own SDK has it."""
_OF_THE_QUESTION = frozenset({400, 413, 422})
"""Statuses by which a server refuses one question (its length, its content), not every one."""


def failure_of(error: Exception) -> Failure:
    """Return what an exception means."""
    for cause in _chain(error):
        status = getattr(cause, "status_code", None)
        if isinstance(status, int):
            return _of_status(status, cause)
        if isinstance(cause, httpx.TimeoutException):
            return Failure(Trouble.TIMEOUT)
        if isinstance(cause, httpx.ConnectError):
            return Failure(Trouble.UNREACHABLE, again=True)
        if isinstance(cause, httpx.TransportError):
            return Failure(Trouble.CUT, again=True)
    return Failure(Trouble.FAILED)


def named_in(error: Exception, options: frozenset[str]) -> frozenset[str]:
    """Return those of the options that a server names where it says what it refuses."""
    told = [
        f"{getattr(cause, 'param', '')} {getattr(cause, 'message', '')}" for cause in _chain(error)
    ]
    return frozenset(name for name in options if any(name in text for text in told))


def _of_status(status: int, error: BaseException) -> Failure:
    return Failure(
        Trouble.BUSY if status == _BUSY else Trouble.FAILED,
        status=status,
        again=status in _AGAIN or status >= _SERVER,
        blamed=status not in _OF_THE_QUESTION,
        retry_after_s=_retry_after_s(error),
    )


def _retry_after_s(error: BaseException) -> float:
    """Return the seconds of `Retry-After`; a date isn't waited for."""
    response = getattr(error, "response", None)
    said = response.headers.get("retry-after", "") if response is not None else ""
    try:
        return max(float(said), 0.0)
    except ValueError:
        return 0.0


def _chain(error: BaseException) -> Iterator[BaseException]:
    found: BaseException | None = error
    while found is not None:
        yield found
        found = found.__cause__ or found.__context__
