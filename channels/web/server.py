"""Running the application: one process, one event loop, until a signal ends it."""

import signal
from types import FrameType

import uvicorn

from channels.web.app import create_app
from chatbot.service import Chatbot

GRACE_SECONDS = 10
"""How long open requests may take to end after SIGTERM; containers are killed after 10 to 30."""


def serve(chatbot: Chatbot, host: str, port: int) -> None:
    """Serve until SIGINT or SIGTERM, let open requests end, then return.

    Call it from the main thread, after `channels.logs.configure_logs`. The caller closes the
    chatbot.
    """
    config = uvicorn.Config(
        create_app(chatbot),
        host=host,
        port=port,
        log_config=None,
        access_log=False,
        proxy_headers=False,  # the app does it, by the city's settings
        server_header=False,
        timeout_graceful_shutdown=GRACE_SECONDS,
    )
    signal.signal(signal.SIGTERM, _leave)
    try:
        uvicorn.Server(config).run()
    except KeyboardInterrupt:
        return


def _leave(_signal: int, _frame: FrameType | None) -> None:
    """End as on SIGINT: uvicorn raises the signal again when it is done."""
    raise KeyboardInterrupt
