"""A way to the server that isn't good: a TCP relay that cuts answers, or keeps them back."""

import socket
import socketserver
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Event, Thread
from urllib.parse import urlsplit

Plan = Callable[[bytes], int | None]
"""Given a request's head, how many bytes of the response pass; None: all, -1: none, and no end."""

READ_S = 0.5
"""Time to read what came before a cut: a browser drops what its script hasn't read by then."""


@dataclass
class Road:
    """The relay.

    Attributes:
        origin: Where it listens.
        plan: What it does to a request; may be changed at any time.
        heads: Heads of the requests that came, the newest last.
    """

    origin: str = ""
    plan: Plan = field(default=lambda _head: None)
    heads: list[bytes] = field(default_factory=list)
    closing: Event = field(default_factory=Event)

    def requests(self, begin: str) -> list[bytes]:
        """Return the heads that begin like this."""
        return [head for head in self.heads if head.startswith(begin.encode())]


@contextmanager
def rough_road(bot: str) -> Iterator[Road]:
    """Run a relay to a server."""
    road, target = Road(), urlsplit(bot)

    class _Relay(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            request = _read_request(self.request)
            head = request.partition(b"\r\n\r\n")[0]
            road.heads.append(head)
            left = road.plan(head)
            with socket.create_connection((target.hostname, target.port), timeout=30) as server:
                server.sendall(request.replace(b"\r\n", b"\r\nConnection: close\r\n", 1))
                if left == -1:
                    road.closing.wait(60)
                    return
                while data := server.recv(65536):
                    self.request.sendall(data if left is None else data[:left])
                    if left is not None and (left := left - len(data)) <= 0:
                        road.closing.wait(READ_S)
                        return

    server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Relay)
    server.daemon_threads = True
    road.origin = f"http://127.0.0.1:{server.server_address[1]}"
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield road
    finally:
        road.closing.set()
        server.shutdown()
        thread.join()
        server.server_close()


def _read_request(connection: socket.socket) -> bytes:
    data = b""
    while b"\r\n\r\n" not in data:
        more = connection.recv(65536)
        if not more:
            return data
        data += more
    head, _, body = data.partition(b"\r\n\r\n")
    lengths = [line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")]
    missing = (int(lengths[0].split(b":")[1]) if lengths else 0) - len(body)
    while missing > 0:
        more = connection.recv(65536)
        data, missing = data + more, missing - len(more)
    return data
