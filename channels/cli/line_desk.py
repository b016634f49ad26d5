"""What the commands of LINE share: the store, the mode, the clock, and calls to LINE.

Neither the index nor an embedder is opened.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, TypeVar

from channels.cli.clock import city_clock
from channels.line.errors import LineError
from channels.line.richmenu.plan import Plan, plan_of
from chatbot.disaster.journal import Journal
from chatbot.disaster.state import DisasterState, fold
from chatbot.settings import Settings, load_settings
from chatbot.store.broadcasts import Broadcasts
from chatbot.store.opening import open_store
from chatbot.store.segments import Segments
from chatbot.store.store import Store
from chatbot.store.subscribers import Subscribers
from corpus.layout import CityLayout

if TYPE_CHECKING:
    from channels.line.client import LineClient  # its SDK takes a second: not for a page of help

LINE = "line"

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class LineDesk:
    """The city's LINE account, and what is kept about it."""

    settings: Settings
    layout: CityLayout
    store: Store
    now: Callable[[], datetime]

    @property
    def segments(self) -> Segments:
        """Who can be written to."""
        return Segments(self.store, LINE)

    @property
    def subscribers(self) -> Subscribers:
        """What is known of everybody."""
        return Subscribers(self.store)

    @property
    def broadcasts(self) -> Broadcasts:
        """What was sent."""
        return Broadcasts(self.store)

    def state(self) -> DisasterState:
        """Return the state of disaster mode."""
        return fold(Journal(self.store, self.settings.data_dir).events(), self.now())

    def plan(self) -> Plan:
        """Return who is to see which menu."""
        return plan_of(self.state().mode, self.segments.drill_group())

    def secret(self) -> str:
        """Return the channel secret.

        Raises:
            LineError: It isn't set.
        """
        secret = self.settings.line_channel_secret
        if secret is None:
            raise LineError("not_configured", variable="ANNAI_LINE_CHANNEL_SECRET")
        return secret.get_secret_value()

    def call(self, work: "Callable[[LineClient], Awaitable[T]]") -> T:
        """Do something with LINE and return what it gives.

        Raises:
            LineError: LINE isn't configured, can't be reached or refuses.
        """
        token = self.settings.line_channel_access_token
        if token is None:
            raise LineError("not_configured", variable="ANNAI_LINE_CHANNEL_ACCESS_TOKEN")
        from channels.line.client import LineClient  # noqa: PLC0415  # see above

        async def once() -> T:
            client = LineClient(token.get_secret_value(), self.settings.line_api_base)
            try:
                return await work(client)
            finally:
                await client.aclose()

        return asyncio.run(once())


@contextmanager
def open_line_desk() -> Iterator[LineDesk]:
    """Open the store of the settings' city.

    Raises:
        CityError: `city.toml` is not valid.
        StoreError: The database can't be opened.
    """
    settings = load_settings()
    layout = CityLayout.of(settings.city)
    with closing(open_store(settings.resolved_database_url)) as store:
        yield LineDesk(settings, layout, store, city_clock(layout))
