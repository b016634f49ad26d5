"""`annai serve`: answer residents over HTTP."""

from contextlib import ExitStack
from typing import Annotated, Any

import typer

from channels.cli.desk import actor
from channels.cli.output import say, text
from channels.cli.problems import say_problems
from channels.cli.progress import shown_progress
from channels.cli.status import DONE
from channels.logs import configure_logs
from channels.web.server import serve
from chatbot.publishing import Publisher
from chatbot.retention import Retention
from chatbot.service import open_chatbot, open_engines
from chatbot.settings import load_settings
from chatbot.store.opening import open_store


def run(
    *,
    host: Annotated[str | None, typer.Option()] = None,
    port: Annotated[int | None, typer.Option()] = None,
) -> int:
    """Build and publish the index if there is none that fits, then serve until a signal comes."""
    given: dict[str, Any] = {"host": host, "port": port}
    settings = load_settings(**{name: value for name, value in given.items() if value is not None})
    engines = open_engines(settings)
    publisher = Publisher(settings, engines)
    if not publisher.has_usable():
        _build(publisher)
    configure_logs(settings.log_level)
    with ExitStack() as opened:
        chatbot = open_chatbot(settings, engines=engines)
        opened.callback(chatbot.close)
        store = open_store(settings.resolved_database_url)
        opened.callback(store.close)
        retention = Retention(store, settings.retention_days)
        opened.callback(retention.close)
        retention.start()
        serve(chatbot, settings.host, settings.port)
    return DONE


def _build(publisher: Publisher) -> None:
    say(text("serve.building"))
    with shown_progress() as report:
        built = publisher.build(report)
    say_problems(built.problems)
    publisher.publish(built.snapshot, actor())
