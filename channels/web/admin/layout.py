"""The frame of every staff page: head, menu, who is signed in, which mode the city is in."""

from dataclasses import dataclass

from starlette.responses import HTMLResponse

from channels.web.admin.sessions import Session
from channels.web.admin.words import moment, said
from chatbot.answer import Mode
from chatbot.disaster.banner import hazard_names
from chatbot.disaster.state import DisasterState
from chatbot.errors import DisasterError
from chatbot.markup import NOTHING, Markup, element

MENU = {
    "overview": "/admin",
    "unanswered": "/admin/unanswered",
    "questions": "/admin/questions",
    "feedback": "/admin/feedback",
    "llm": "/admin/llm",
    "disaster": "/admin/disaster",
}

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    ),
    "Cache-Control": "no-store",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex, nofollow",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
"""No script at all, in nobody's frame, in no cache, in no search engine."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A page without its frame.

    Attributes:
        current: Its place in the menu, "" if it has none.
        status: Of HTTP.
        state: The mode as this page knows it, where it knows better than the frame.
    """

    title: str
    content: Markup
    current: str = ""
    status: int = 200
    state: DisasterState | None = None


@dataclass(frozen=True, slots=True)
class Frame:
    """What is around a page; without a session there is no menu.

    Attributes:
        has_llm: Whether the menu has the language model's page.
    """

    city: str
    state: DisasterState
    session: Session | None = None
    has_llm: bool = False

    def response(self, drawn: Drawn) -> HTMLResponse:
        """Return the whole page."""
        state = drawn.state or self.state
        body = element(
            "body",
            element("a", said("skip"), href="#main", class_="skip"),
            self._header(drawn.current, state),
            element("main", element("h1", drawn.title), drawn.content, id="main", tabindex="-1"),
        )
        html = element("html", self._head(drawn.title), body, lang="ja")
        return HTMLResponse(f"<!doctype html>\n{html}\n", drawn.status, HEADERS)

    def _head(self, title: str) -> Markup:
        return element(
            "head",
            element("meta", charset="utf-8"),
            element("meta", name="viewport", content="width=device-width, initial-scale=1"),
            element("meta", name="robots", content="noindex, nofollow"),
            element("meta", name="color-scheme", content="light dark"),
            element("title", said("title", page=title, city=self.city)),
            element("link", rel="icon", href="/admin/icon.svg"),
            element("link", rel="stylesheet", href="/admin/style.css"),
        )

    def _header(self, current: str, state: DisasterState) -> Markup:
        name = element("p", said("name", city=self.city), class_="name")
        if self.session is None:
            return element("header", element("div", name, class_="bar"))
        return element(
            "header",
            element("div", name, self._person(self.session, state), class_="bar"),
            element("nav", element("ul", *self._entries(current)), aria_label=said("menu.label")),
            mode_line(state),
        )

    def _person(self, session: Session, state: DisasterState) -> Markup:
        ends = f"{session.ends.astimezone(state.as_of.tzinfo):%H:%M}"
        return element(
            "form",
            element("span", said("person", name=session.name, ends=ends)),
            hidden("csrf", session.csrf),
            element("button", said("sign_out"), type="submit", class_="plain"),
            method="post",
            action="/admin/sign-out",
            class_="person",
        )

    def _entries(self, current: str) -> list[Markup]:
        return [
            element(
                "li",
                element(
                    "a",
                    said(f"menu.{name}"),
                    href=path,
                    aria_current="page" if name == current else None,
                ),
            )
            for name, path in MENU.items()
            if name != "llm" or self.has_llm
        ]


def hidden(name: str, value: str) -> Markup:
    """Return a field that isn't shown."""
    return element("input", type="hidden", name=name, value=value)


def mode_line(state: DisasterState) -> Markup:
    """Return which mode the city is in, until when."""
    zone = state.as_of.tzinfo
    parts = [said(f"mode.{state.mode}")]
    if state.mode != Mode.NORMAL:
        hazards = hazard_names(state.hazards, "ja", DisasterError.catalogue)
        parts += [hazards] if hazards else []
        parts += [said("until", time=moment(state.until, zone))] if state.until else []
    waiting = said("proposals", count=len(state.proposals)) if state.proposals else ""
    return element(
        "p",
        element("strong", said("mode.label")),
        " / ".join(parts),
        element("a", waiting, href="/admin/disaster") if waiting else NOTHING,
        class_=f"mode {state.mode}",
    )


def alert(*content: str) -> Markup:
    """Return something that went wrong, told at once by a screen reader."""
    return element("div", *content, class_="alert", role="alert")


def done(text: str) -> Markup:
    """Return that something was done."""
    return element("div", text, class_="done", role="status")


def section(title: str, *content: str) -> Markup:
    """Return a part of a page under its heading."""
    return element("section", element("h2", title), *content)


def paragraph(key: str, **details: object) -> Markup:
    """Return a text of the catalogue."""
    return element("p", said(key, **details))
