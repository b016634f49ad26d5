"""Whatever an answer, a title or an address says: it shows as text and does nothing."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import UTC, datetime

import httpx
import pytest
from playwright.sync_api import expect

from chatbot.answer import Answer, Contact, Procedure, Question, ShelterOffer, Source, Status
from chatbot.service import Chatbot
from tests.channels.widget.conftest import Begin
from tests.channels.widget.hostile import ADDRESSES, TEXTS
from tests.channels.widget.visit import Visit

pytestmark = pytest.mark.browser

OFFICIAL = "https://www.example.jp/guide.pdf"


class Liar:
    """An engine whose every word is hostile; the question says which, `n` or `address n`."""

    def ask(self, question: Question, tell: Callable[[str], None] | None = None) -> Answer:
        """Return a hostile answer; nothing is told of it meanwhile."""
        del tell
        kind, _, number = question.text.partition(" ")
        n = int(number)
        text = TEXTS[n] if kind == "text" else "住所が変です [1]"
        url = ADDRESSES[n] if kind == "address" else OFFICIAL
        answer = _answer(text, url)
        return replace(answer, shelters=(_shelter(text, url),)) if kind == "shelter" else answer


def _answer(text: str, url: str) -> Answer:
    return Answer(
        answer_id="answer",
        conversation_id="conversation",
        status=Status.ANSWERED,
        text=f"{text} [1]",
        language="ja",
        as_of=datetime(2026, 11, 23, tzinfo=UTC),
        sources=(Source(1, "id", text, url, text, 3, text, None, text),),
        contact=Contact(text, text, text, open_now=True),
        procedures=(Procedure(text, url),),
        suggestions=(text,),
        notices=(text,),
    )


def _shelter(text: str, url: str) -> ShelterOffer:
    return ShelterOffer(text, text, 35.0, 139.0, 120, designated_for=(text,), map_url=url)


@pytest.fixture
def liar(
    make_chatbot: Callable[..., Chatbot],
    running: Callable[[Chatbot], AbstractContextManager[httpx.Client]],
    site: str,
    begin: Begin,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Visit]:
    """A visit of a page whose server lies; the API is the real one."""
    chatbot = make_chatbot(allowed_origins=(site,))
    monkeypatch.setattr(chatbot, "ask", Liar().ask)
    with running(chatbot) as client:
        visit = begin(str(client.base_url).rstrip("/"))
        visit.open()
        yield visit


def test_the_corpus_is_large() -> None:
    """A hundred or more, each different."""
    assert len({*TEXTS, *ADDRESSES}) >= 100


def test_hostile_texts_show_as_text(liar: Visit) -> None:
    """Every word is there to read, no element was made of it, and no link leads to a stranger."""
    for n, text in enumerate(TEXTS):
        answer = liar.ask(f"text {n}")
        expect(answer.locator(".sources")).to_be_visible()
        title = answer.locator(".sources a").evaluate("(link) => link.firstChild.data")
        assert title == text
        _harmless(liar)


def test_hostile_addresses_lead_nowhere(liar: Visit) -> None:
    """The title is text where the address isn't a web page's."""
    for n, address in enumerate(ADDRESSES):
        answer = liar.ask(f"address {n}")
        expect(answer.locator(".sources li")).to_be_visible()
        assert answer.locator(".sources a").count() == 0, address
        assert answer.locator("a.procedure").count() == 0, address
        answer = liar.ask(f"shelter {n}")
        expect(answer.locator(".shelter")).to_be_visible()
        _harmless(liar)


def _harmless(visit: Visit) -> None:
    """Look at all of the conversation so far."""
    assert visit.page.title() == "市のページ"
    strangers = visit.page.locator(
        ".log :is(script, svg, img, iframe, object, embed, style, link, meta, base, video, audio,"
        " input, form, template, math, marquee, b, font, annai-chat, [onerror], [onload], [style])"
    )
    assert strangers.count() == 0
    hosts = visit.page.locator(".log a[href]").evaluate_all(
        "(links) => links.map(({ protocol, host }) => `${protocol}${host}`)"
    )
    assert set(hosts) <= {"https:www.example.jp", "tel:"}
    assert visit.trouble == []
