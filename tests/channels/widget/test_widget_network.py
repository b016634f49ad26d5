"""The widget where the network is bad: nothing is lost, nothing is asked twice."""

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import httpx
import pytest
from playwright.sync_api import expect

from chatbot.service import Chatbot
from tests.channels.widget.conftest import Begin
from tests.channels.widget.rough_road import Road, rough_road
from tests.channels.widget.visit import QUESTION, Visit

pytestmark = pytest.mark.browser


@pytest.fixture
def road(bot: str) -> Iterator[Road]:
    """A way to the server that can be made bad."""
    with rough_road(bot) as road:
        yield road


def exchanges(visit: Visit, chatbot: Chatbot) -> int:
    """Return how many questions of the visit's conversation are in the store."""
    saved = json.loads(visit.page.evaluate("Object.values(sessionStorage)[0]"))
    return len(chatbot.store.history(saved["conversation"], 9))


def test_a_cut_stream_is_resumed(begin: Begin, road: Road, guest: Chatbot) -> None:
    """The rest of the turn comes on another connection; the question was asked once."""
    visit = begin(road.origin)
    visit.open()
    road.plan = lambda head: 1300 if head.startswith(b"POST /api/chat") else None
    answer = visit.ask()

    expect(answer.locator(".sources a")).to_be_visible()
    assert len(road.requests("POST /api/chat")) == 1
    (resumed,) = road.requests("GET /api/turns/")
    assert b"last-event-id: " in resumed.lower()
    assert exchanges(visit, guest) == 1
    assert answer.locator(".text").inner_text().count("粗大ごみは") == 1
    assert len(visit.trouble) == 1  # the browser's own line about the cut
    visit.trouble.clear()


def test_one_cut_before_the_first_byte_is_sent_again(
    begin: Begin, road: Road, guest: Chatbot
) -> None:
    """With the same key, so that the server knows it."""
    visit = begin(road.origin)
    visit.open()
    road.plan = lambda _head: 0 if len(road.requests("POST /api/chat")) == 1 else None
    visit.ask()

    expect(visit.last.locator(".sources a")).to_be_visible()
    keys = [
        line
        for head in road.requests("POST /api/chat")
        for line in head.lower().split(b"\r\n")
        if line.startswith(b"idempotency-key:")
    ]
    assert len(keys) == 2
    assert len(set(keys)) == 1
    assert exchanges(visit, guest) == 1
    visit.trouble.clear()


def test_where_events_are_kept_back_one_json_answer_comes(
    begin: Begin, road: Road, guest: Chatbot
) -> None:
    """After eight seconds without a byte; told before, that it takes long."""
    visit = begin(road.origin)
    visit.page.clock.install()
    visit.open()
    road.plan = lambda head: -1 if b"text/event-stream" in head else None
    visit.page.locator("#box").fill(QUESTION)
    visit.page.keyboard.press("Enter")
    waiting = visit.page.locator("article.answer .wait")
    expect(waiting).to_have_text("資料を調べています…")
    visit.page.clock.fast_forward(4100)
    expect(waiting).to_have_text("時間がかかっています。もう少しお待ちください…")
    visit.page.clock.fast_forward(4100)

    expect(visit.last.locator(".sources a")).to_be_visible()
    assert exchanges(visit, guest) == 1


def test_offline_is_told_and_it_is_sent_when_online(begin: Begin) -> None:
    """The question stays on the screen, and goes by itself when there is a connection."""
    visit = begin()
    visit.open()
    visit.page.context.set_offline(True)
    failed = visit.ask()
    expect(failed).to_have_attribute("data-status", "failed")
    expect(failed).to_contain_text("インターネットにつながっていません")
    expect(visit.page.locator("article.question")).to_contain_text(QUESTION)
    visit.trouble.clear()
    visit.page.context.set_offline(False)

    expect(visit.last).to_have_attribute("data-status", "answered")
    expect(visit.page.locator("article.question")).to_have_count(1)


def test_what_could_not_be_sent_can_be_sent_again(begin: Begin, road: Road) -> None:
    """After a few tries of its own: a button, and the hours of the desk."""
    visit = begin(road.origin)
    visit.open()
    road.plan = lambda _head: 0
    visit.page.locator("#box").fill(QUESTION)
    visit.page.keyboard.press("Enter")
    expect(visit.answers).to_have_count(1, timeout=20_000)
    failed = visit.last
    expect(failed).to_contain_text("送れませんでした")
    expect(failed).to_contain_text("平日8時30分〜17時")
    road.plan = lambda _head: None
    visit.button("再送").press("Enter")

    expect(visit.last).to_have_attribute("data-status", "answered")
    expect(visit.page.locator("article.question")).to_have_count(1)
    visit.trouble.clear()


def test_what_is_stopped_can_be_sent_again(begin: Begin, road: Road) -> None:
    """The stop button is there while it is answered, and the focus is never lost."""
    visit = begin(road.origin)
    visit.open()
    road.plan = lambda head: -1 if head.startswith(b"POST") else None
    visit.page.locator("#box").fill(QUESTION)
    visit.page.keyboard.press("Enter")
    visit.button("停止").press("Enter")

    expect(visit.last).to_have_attribute("data-status", "stopped")
    expect(visit.page.locator("#box")).to_be_focused()
    road.plan = lambda _head: None
    visit.button("再送").click()
    expect(visit.last).to_have_attribute("data-status", "answered")


def test_who_asks_too_fast_is_told_how_long_to_wait(
    begin: Begin,
    make_chatbot: Callable[..., Chatbot],
    running: Callable[[Chatbot], httpx.Client],
    site: str,
) -> None:
    """Seconds that count down; then it can be sent again."""
    chatbot = make_chatbot(allowed_origins=(site,), rate_limit="1/minute")
    with ExitStack() as stack:
        client = stack.enter_context(running(chatbot))
        visit = begin(str(client.base_url).rstrip("/"))
        visit.page.clock.install()
        visit.open()
        visit.ask()
        failed = visit.ask("住民票の写しはどこで取れますか")
        expect(failed).to_contain_text("混み合っています。あと約")
        again = visit.button("再送")
        expect(again).to_have_attribute("aria-disabled", "true")
        visit.page.clock.run_for(61_000)
        expect(failed).to_contain_text("もう一度送れます。")
        expect(again).to_have_attribute("aria-disabled", "false")
    assert len(visit.trouble) == 1  # the browser's own line about 429
    visit.trouble.clear()
