"""Running the platform beside something else: in a thread with its own event loop."""

import socket
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from threading import Thread
from typing import Any

import uvicorn
from starlette.types import ASGIApp, Receive, Scope, Send

from channels.line.platform.app import LOOPBACK, create_platform_app
from channels.line.platform.gate import CONNECTION
from channels.line.platform.options import Options
from channels.line.platform.platform import open_platform

_LOOK_S = 0.01
_GRACE_S = 1


@contextmanager
def running_platform(
    options: Options,
    now: Callable[[], datetime],
    host: str = "127.0.0.1",
    port: int = 0,
    hosts: Sequence[str] = LOOPBACK,
) -> Iterator[str]:
    """Serve a platform while the block runs, and give its address without a final slash.

    Raises:
        OSError: The port is taken.
    """
    app = create_platform_app(open_platform(options, now), hosts)
    config = uvicorn.Config(
        _with_connection(app),
        interface="asgi3",
        log_config=None,
        access_log=False,
        proxy_headers=False,
        server_header=False,
        timeout_graceful_shutdown=_GRACE_S,
    )
    server = uvicorn.Server(config)
    with socket.create_server((host, port)) as opened:
        thread = Thread(target=server.run, kwargs={"sockets": [opened]})
        thread.start()
        while not server.started and thread.is_alive():
            time.sleep(_LOOK_S)
        try:
            yield f"http://{host}:{opened.getsockname()[1]}"
        finally:
            app.state.loop.call_soon_threadsafe(app.state.platform.talks.end)
            server.should_exit = True
            thread.join()


def _with_connection(app: ASGIApp) -> ASGIApp:
    """Tell the application of a request's connection, so that it can break it off.

    ASGI has no means for that, so this reaches for the object that uvicorn's `send` belongs to.
    """

    async def serve(scope: Scope, receive: Receive, send: Send) -> None:
        cycle: Any = getattr(send, "__self__", None)
        if scope["type"] == "http":
            scope[CONNECTION] = cycle.transport
        await app(scope, receive, send)

    return serve
