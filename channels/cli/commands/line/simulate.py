"""`annai line simulate`: chat with the bot as on LINE, without an account."""

import signal
import threading
from contextlib import AbstractContextManager, ExitStack
from dataclasses import replace
from typing import Annotated

import typer

from channels.cli.clock import city_clock
from channels.cli.errors import UsageError
from channels.cli.output import say, text
from channels.cli.simulation import (
    buttons,
    comes_up,
    deploy_menus,
    environment,
    free_port,
    own_data_dir,
    serving,
)
from channels.cli.status import DONE, PROBLEMS
from channels.line.platform.app import LOOPBACK
from channels.line.platform.options import Options, Place
from channels.line.platform.server import running_platform
from chatbot.settings import Settings, load_settings
from corpus.city import read_city_settings
from corpus.layout import CityLayout
from corpus.shelters.reading import read_shelters

PORT = 8090
PLACES = 30
LINE = "annai line simulate"
_WEBHOOK = "/line/webhook"


def run(
    *,
    host: Annotated[str, typer.Option()] = LOOPBACK[0],
    port: Annotated[int, typer.Option(min=0, max=65535)] = PORT,
    bot: Annotated[str | None, typer.Option()] = None,
) -> int:
    """Serve the platform and its page, and an annai wired to it unless one is given."""
    settings, port = load_settings(), port or free_port()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        return _beside(settings, bot, host, port) if bot else _whole(settings, host, port)
    except KeyboardInterrupt:
        say(text("line.simulate.ended"))
        return DONE


def _whole(settings: Settings, host: str, port: int) -> int:
    """Run everything: the platform here, annai as a process of its own."""
    say(text("line.simulate.starting"))
    listens = free_port()
    options = _options(settings, f"http://127.0.0.1:{listens}{_WEBHOOK}")
    own = own_data_dir(settings)
    known = environment(options, own, f"http://{LOOPBACK[0]}:{port}")
    options = replace(options, buttons=buttons(known))
    with ExitStack() as opened:
        address = opened.enter_context(_platform(settings, options, host, port))
        server = opened.enter_context(serving(listens, known))
        if not comes_up(server, listens):
            say(text("line.simulate.no_server"))
            return PROBLEMS
        if not deploy_menus(known):
            say(text("line.simulate.no_menus"))
        say(text("line.simulate.open", address=address, folder=own))
        server.wait()
        say(text("line.simulate.no_server"))
    return PROBLEMS


def _beside(settings: Settings, bot: str, host: str, port: int) -> int:
    """Run the platform for an annai that is running already."""
    secret, token = settings.line_channel_secret, settings.line_channel_access_token
    if secret is None or token is None:
        raise UsageError("line.simulate.no_keys", line=LINE)
    options = replace(
        _options(settings, f"{bot.rstrip('/')}{_WEBHOOK}"),
        channel_secret=secret.get_secret_value(),
        access_token=token.get_secret_value(),
    )
    with _platform(settings, options, host, port) as address:
        say(text("line.simulate.open_beside", address=address, bot=bot))
        threading.Event().wait()
    return DONE


def _platform(
    settings: Settings, options: Options, host: str, port: int
) -> AbstractContextManager[str]:
    now = city_clock(CityLayout.of(settings.city))
    hosts = ("*",) if host not in LOOPBACK else LOOPBACK
    return running_platform(options, now, host, port, hosts)


def _options(settings: Settings, webhook: str) -> Options:
    """Return an account with the city's name, and its shelters as places to be at."""
    layout = CityLayout.of(settings.city)
    city = read_city_settings(layout)
    places = [
        Place(one.name, one.latitude, one.longitude)
        for one in read_shelters(layout, city).shelters[:PLACES]
    ]
    name = text("line.simulate.name", city=city.name)
    return Options(name=name, webhook_url=webhook, places=tuple(places))
