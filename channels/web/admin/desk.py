"""What the staff pages are given, and how a page is made: in threads of its own, few at once.

A page may ask the database for a second's work. That is never done on the event loop, and not in
the threads that residents' questions wait for.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, TypeVar, cast

import anyio
from fastapi import Depends, Request
from starlette.responses import Response

from channels.web.admin.attempts import Attempts
from channels.web.admin.errors import RefusedError, SignInNeededError
from channels.web.admin.forms import Form, read_form
from channels.web.admin.layout import Drawn, Frame, alert, paragraph
from channels.web.admin.sessions import Session, Sessions
from channels.web.admin.words import said
from chatbot.disaster.journal import Journal
from chatbot.errors import StoreError
from chatbot.markup import element, join
from chatbot.review.counting import Counting
from chatbot.review.listing import Listing
from chatbot.service import Chatbot

COOKIE = "annai_admin"
THREADS = 4

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class StaffDesk:
    """What every staff page needs."""

    chatbot: Chatbot
    sessions: Sessions
    attempts: Attempts
    threads: anyio.CapacityLimiter

    @classmethod
    def of(cls, chatbot: Chatbot, token: str) -> "StaffDesk":
        """Return the desk of a chatbot.

        Args:
            chatbot: Answers residents.
            token: The admin token.
        """
        threads = anyio.CapacityLimiter(THREADS)
        return cls(chatbot, Sessions(token, chatbot.now), Attempts(), threads)

    @property
    def counting(self) -> Counting:
        """Counts what was asked."""
        return Counting(self.chatbot.store)

    @property
    def listing(self) -> Listing:
        """Lists what was asked."""
        return Listing(self.chatbot.store)

    @property
    def journal(self) -> Journal:
        """The log of disaster mode."""
        return Journal(self.chatbot.store, self.chatbot.settings.data_dir)

    def frame(self, session: Session | None = None) -> Frame:
        """Return what is around a page."""
        has_llm = bool(self.chatbot.settings.llm)
        return Frame(self.chatbot.city.name, self.chatbot.disaster_state(), session, has_llm)

    async def run(self, work: Callable[[], T]) -> T:
        """Do some work in a thread."""
        return await anyio.to_thread.run_sync(work, limiter=self.threads)

    async def show(self, session: Session, draw: Callable[[], Drawn]) -> Response:
        """Return a page; one that says so if the database can't be reached."""
        return self.frame(session).response(await self.run(lambda: _drawn(draw)))


def database_trouble(error: StoreError, current: str = "") -> Drawn:
    """Return the page for a database that can't be reached."""
    content = join(alert(element("p", str(error))), paragraph("trouble.detail"))
    return Drawn(said("trouble.title"), content, current, status=503)


def _drawn(draw: Callable[[], Drawn]) -> Drawn:
    try:
        return draw()
    except StoreError as error:
        return database_trouble(error)


async def _desk(request: Request) -> StaffDesk:
    return cast("StaffDesk", request.app.state.staff_desk)


Desk = Annotated[StaffDesk, Depends(_desk)]


async def _session(request: Request, desk: Desk) -> Session:
    session = desk.sessions.read(request.cookies.get(COOKIE, ""))
    if session is None:
        raise SignInNeededError
    return session


SignedIn = Annotated[Session, Depends(_session)]


async def _sent(request: Request, session: SignedIn, desk: Desk) -> Form:
    form = await read_form(request)
    if not desk.sessions.is_signed(form.one("csrf"), "form", session.id):
        raise RefusedError("csrf", 403)
    return form


Sent = Annotated[Form, Depends(_sent)]
"""The form of somebody who is signed in, sent from one of our pages."""
