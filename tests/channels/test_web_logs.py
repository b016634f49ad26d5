"""How the logs are set up; what a server writes into them is tested in `test_web_server`."""

import io
import json
import logging
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import structlog

from channels.logs import configure_logs

SECRET = "松戸太郎 090-1234-5678"  # noqa: S105  # stands for what a resident wrote


@pytest.fixture
def log() -> Iterator[Callable[[], list[dict[str, Any]]]]:
    """Logging as the server sets it up, its lines read back; all is put back afterwards."""
    root = logging.getLogger()
    handlers, level = root.handlers, root.level
    stream = io.StringIO()
    configure_logs(stream=stream)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    logging.captureWarnings(capture=False)
    structlog.reset_defaults()
    root.handlers = handlers
    root.setLevel(level)


def test_the_libraries_write_the_same_kind_of_line(
    log: Callable[[], list[dict[str, Any]]],
) -> None:
    """Warnings and errors are routed through; their chatter and uvicorn's access log are off."""
    logging.getLogger("some.library").info("chatter")
    logging.getLogger("some.library").warning("disk %s is full", "a")
    logging.getLogger("uvicorn.access").info("127.0.0.1 GET /?q=secret")
    logging.getLogger("uvicorn.error").info("started")

    assert [(line["level"], line["event"]) for line in log()] == [
        ("warning", "disk a is full"),
        ("info", "started"),
    ]


def test_an_exception_is_logged_without_its_message(
    log: Callable[[], list[dict[str, Any]]],
) -> None:
    """Its type and where it happened: messages of libraries quote the values they failed on."""
    try:
        raise ValueError(SECRET)  # noqa: TRY301  # the exception is what is tested
    except ValueError:
        logging.getLogger("some.library").exception("failed")
        structlog.get_logger("channels").exception("failed too")

    for line in log():
        assert line["exception"] == "ValueError"
        assert line["passed"][-1].endswith("test_an_exception_is_logged_without_its_message")
        assert "090" not in json.dumps(line, ensure_ascii=False)


def test_a_level_hides_what_is_below_it(log: Callable[[], list[dict[str, Any]]]) -> None:
    """`ANNAI_LOG_LEVEL=warning` leaves requests out."""
    stream = io.StringIO()
    configure_logs("warning", stream)
    structlog.get_logger("channels").info("request")
    structlog.get_logger("channels").warning("trouble")

    assert [json.loads(line)["event"] for line in stream.getvalue().splitlines()] == ["trouble"]
    assert log() == []
