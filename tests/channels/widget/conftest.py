"""A browser, the city's own site on another origin, and a server that lists it."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

import httpx
import pytest
from playwright.sync_api import Browser, BrowserContext

from chatbot.service import Chatbot, open_chatbot
from chatbot.settings import Settings
from tests.channels.widget.pages import city_site
from tests.channels.widget.visit import Visit, new_context, visit

Begin = Callable[..., Visit]


@pytest.fixture(scope="session")
def site() -> Iterator[str]:
    """Origin of the city's site."""
    with city_site() as origin:
        yield origin


@pytest.fixture(scope="session")
def guest(
    make_settings: Callable[..., Settings], site: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Chatbot]:
    """The city's chatbot, which lists the city's site, with a store of its own."""
    store = f"sqlite:///{tmp_path_factory.mktemp('widget') / 'store.db'}"
    chatbot = open_chatbot(make_settings(allowed_origins=(site,), database_url=store))
    yield chatbot
    chatbot.close()


@pytest.fixture(scope="session")
def bot(
    guest: Chatbot, running: Callable[[Chatbot], AbstractContextManager[httpx.Client]]
) -> Iterator[str]:
    """Origin of the server of `guest`."""
    with running(guest) as client:
        yield str(client.base_url).rstrip("/")


@pytest.fixture
def begin(browser: Browser, site: str, bot: str) -> Iterator[Begin]:
    """Begins visits; each must end without trouble, unless the test took it away."""
    contexts: list[BrowserContext] = []
    visits: list[Visit] = []

    def begin(server: str = bot, **options: object) -> Visit:
        contexts.append(new_context(browser, **options))
        visits.append(visit(contexts[-1], site, server))
        return visits[-1]

    yield begin
    for context in contexts:
        context.close()
    assert [trouble for each in visits for trouble in each.trouble] == []
