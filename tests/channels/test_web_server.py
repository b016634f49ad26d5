"""Starting and stopping the server process."""

import json
import signal
from collections.abc import Callable
from contextlib import AbstractContextManager

import httpx
import pytest

ServerProcess = Callable[..., AbstractContextManager[tuple[httpx.Client, list[str]]]]


@pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_the_server_in_order(
    server_process: ServerProcess, stop: signal.Signals
) -> None:
    """`serve` returns, so that its caller closes the chatbot; the fixture checks status 0."""
    with server_process(stop) as (client, lines):
        assert client.get("/readyz").status_code == 200

    assert json.loads(lines[-1])["event"] == "closed"


def test_an_answer_being_made_is_finished_first(server_process: ServerProcess) -> None:
    """A stream that began before the signal ends whole."""
    with server_process() as (client, lines):
        request = {"message": "粗大ごみの出し方を教えてください"}
        headers = {"Accept": "text/event-stream"}
        with client.stream("POST", "/api/chat", json=request, headers=headers) as response:
            stream = "".join(response.iter_text())
    assert "event: answer" in stream
    assert not [line for line in lines if json.loads(line)["level"] == "error"]
