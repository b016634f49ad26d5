"""Structured logs: one JSON object a line on standard error.

Every line has `time`, `level` and `event`; what happens while a request is handled has its
`request_id` too. What residents write, their addresses and query strings are never logged. An
exception is logged as its type and the places it passed, without its message, because messages of
libraries quote the values they failed on.
"""

import logging
import sys
from collections.abc import Mapping
from traceback import extract_tb
from types import TracebackType
from typing import Any, TextIO

import structlog
from structlog.stdlib import ProcessorFormatter
from structlog.typing import EventDict, Processor, WrappedLogger

_QUIET = {"uvicorn.access": logging.CRITICAL, "": logging.WARNING}
"""Levels of other libraries: only what needs somebody's attention; we log requests ourselves."""

_OURS = ("channels", "chatbot", "indexing", "corpus", "uvicorn.error")
"""Loggers whose ordinary progress is worth a line: ours, and the server's start and stop."""

_PLACES = 10
"""Innermost places of an exception that are logged: those further out are the framework's."""


def configure_logs(level: str = "info", stream: TextIO | None = None) -> None:
    """Send the logs of annai and of the libraries to `stream` (default: standard error).

    Replaces what was set up before, so call it once, where a process starts.

    Args:
        level: From where on our own lines are written: `debug`, `info`, `warning` or `error`.
        stream: Where to.
    """
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True, key="time"),
    ]
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared,
            ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
    )
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(
        ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                ProcessorFormatter.remove_processors_meta,
                _without_values,
                _in_order,
                structlog.processors.JSONRenderer(ensure_ascii=False),
            ],
        )
    )
    logging.getLogger().handlers = [handler]
    for name, quiet in _QUIET.items():
        logging.getLogger(name).setLevel(quiet)
    for name in _OURS:
        logging.getLogger(name).setLevel(level.upper())
    logging.captureWarnings(capture=True)


def _without_values(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Replace an exception by its type and the places it passed, innermost last."""
    error = _exception(event.pop("exc_info", None))
    if error is not None:
        event["exception"] = type(error).__qualname__
        event["passed"] = _places(error.__traceback__)
    return event


def _exception(info: object) -> BaseException | None:
    """Return the exception in the forms that `logging` takes as `exc_info`."""
    if isinstance(info, BaseException):
        return info
    if isinstance(info, tuple):
        return info[1] if isinstance(info[1], BaseException) else None
    return sys.exc_info()[1] if info else None


def _places(traceback: TracebackType | None) -> list[str]:
    frames = extract_tb(traceback)[-_PLACES:]
    return [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]


def _in_order(_logger: WrappedLogger, _method: str, event: EventDict) -> Mapping[str, Any]:
    """Put what every line has in front, for people who read the lines."""
    first = {key: event.pop(key) for key in ("time", "level", "event") if key in event}
    return {**first, **event}
