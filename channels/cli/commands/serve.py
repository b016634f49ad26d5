"""`annai serve`: answer residents over HTTP."""

import subprocess
import sys
from contextlib import ExitStack
from typing import Annotated, Any

import typer

from channels.cli.output import say, text
from channels.cli.starting import without_collecting
from channels.cli.status import DONE
from channels.line.richmenu.opening import open_menu_watch
from channels.logs import configure_logs
from channels.web.server import serve
from chatbot.disaster.guides.prepare import is_prepared
from chatbot.publishing import Publisher
from chatbot.retention import Retention
from chatbot.service import open_chatbot, open_engines_at_all
from chatbot.settings import load_settings
from indexing.embedders.broken import BROKEN


def run(
    *,
    host: Annotated[str | None, typer.Option()] = None,
    port: Annotated[int | None, typer.Option()] = None,
) -> int:
    """Build and publish the index if there is none that fits, then serve until a signal comes.

    Without an index or an embedder it serves too: what to do in a disaster needs neither.
    """
    given: dict[str, Any] = {"host": host, "port": port}
    settings = load_settings(**{name: value for name, value in given.items() if value is not None})
    preparing = None if is_prepared(settings) else _prepare_guides()
    with without_collecting():
        engines = open_engines_at_all(settings)
    publisher = Publisher(settings, engines)
    if engines.embedder.id != BROKEN and not publisher.has_usable():
        _build()
        if not publisher.has_usable():
            say(text("serve.without_index"))
    if preparing:
        preparing.wait()
    configure_logs(settings.log_level)
    with ExitStack() as opened:
        with without_collecting():
            chatbot = open_chatbot(settings, engines=engines)
        opened.callback(chatbot.close)
        retention = Retention(chatbot.store, settings.retention_days)
        opened.callback(retention.close)
        retention.start()
        if settings.line_channel_access_token:
            menus = open_menu_watch(chatbot, settings.line_channel_access_token.get_secret_value())
            opened.callback(menus.close)
            menus.start()
        serve(chatbot, settings.host, settings.port)
    return DONE


def _prepare_guides() -> subprocess.Popen[bytes]:
    """Begin to prepare the disaster guides in a process of its own, for the same reason."""
    command = [sys.executable, "-m", "chatbot.disaster.guides.prepare"]
    return subprocess.Popen(command, stdout=sys.stderr)  # noqa: S603  # our own command


def _build() -> None:
    """Build and publish in a process of its own, whose memory the server doesn't keep.

    It tells its own problems; whether there is an index afterwards is for the caller to see.
    """
    say(text("serve.building"))
    command = [sys.executable, "-m", "channels.cli", "index", "build", "--publish"]
    subprocess.run(command, check=False, stdout=sys.stderr)  # noqa: S603  # our own command
