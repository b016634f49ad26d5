"""A real server on loopback for a chatbot."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

import httpx
import uvicorn

from channels.web.app import create_app
from chatbot.service import Chatbot


@contextmanager
def running(chatbot: Chatbot) -> Iterator[httpx.Client]:
    """Serve while the block runs, and give a client."""
    config = uvicorn.Config(
        create_app(chatbot),
        port=0,
        log_config=None,
        access_log=False,
        proxy_headers=False,
        server_header=False,
    )
    server = uvicorn.Server(config)
    thread = Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=30) as client:
            yield client
    finally:
        server.should_exit = True
        thread.join()
