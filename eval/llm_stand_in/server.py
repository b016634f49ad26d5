"""Runs the server."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import ThreadingHTTPServer
from threading import Thread

from eval.llm_stand_in.connection import Connection
from eval.llm_stand_in.stand_in import LlmStandIn, Script


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of a client that has gone."""
        if not isinstance(sys.exc_info()[1], OSError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]  # as they came


@contextmanager
def llm_stand_in(script: Script, key: str = "") -> Iterator[LlmStandIn]:
    """Run the server on a free port.

    Args:
        script: What it does with each request.
        key: The one key that it takes; "": any, but there must be one.
    """
    stand_in = LlmStandIn(script, key)
    handler = type("Handler", (Connection,), {"stand_in": stand_in})
    server = _Server(("127.0.0.1", 0), handler)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    stand_in.base_url = f"http://127.0.0.1:{server.server_port}/v1"
    try:
        yield stand_in
    finally:
        stand_in.stopping.set()
        server.shutdown()
        thread.join()
        server.server_close()
