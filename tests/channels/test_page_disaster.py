"""The page in a disaster and in a drill, in a real browser: Debian's chromium."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from chatbot.disaster.event import Action, DisasterEvent
from chatbot.disaster.journal import Journal
from chatbot.service import Chatbot

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason=f"{CHROMIUM} is not installed"),
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A browser for all tests of this module."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def open_in(
    browser: Browser,
    make_chatbot: Callable[..., Chatbot],
    serving: Callable[[Chatbot], httpx.Client],
    embedder_cache: Path,
    tmp_path: Path,
) -> Iterator[Callable[..., Page]]:
    """Opens the bundled city's page in a mode, somewhere in the city; there is no index."""
    contexts: list[BrowserContext] = []

    def give(action: Action, locale: str = "ja-JP", *, located: bool = True) -> Page:
        (tmp_path / "models").symlink_to(embedder_cache.resolve())
        chatbot = make_chatbot(city="matsudo", data_dir=tmp_path)
        now = datetime.now(UTC)
        event = DisasterEvent(
            at=now, actor="職員", action=action, hazards=("flood",), reason="試験"
        )
        Journal(chatbot.store, tmp_path).append(event)
        client = serving(chatbot)
        context = browser.new_context(
            locale=locale,
            viewport={"width": 390, "height": 800},
            geolocation={"latitude": 35.7876, "longitude": 139.9} if located else None,
            permissions=["geolocation"] if located else [],
        )
        contexts.append(context)
        page = context.new_page()
        page.goto(str(client.base_url))
        expect(page.locator("#banner")).to_be_visible(timeout=40_000)
        return page

    yield give
    for context in contexts:
        context.close()


def test_drill_is_marked_everywhere(open_in: Callable[..., Page]) -> None:
    """Banner and answers begin with 【訓練】; the banner follows the language."""
    page = open_in(Action.DRILL)
    expect(page.locator("#banner")).to_contain_text("【訓練】")
    expect(page.locator("#banner")).to_contain_text("洪水")
    page.get_by_label("質問", exact=True).fill("停電した")
    page.keyboard.press("Enter")
    answer = page.locator("article.answer[data-status=disaster]")
    expect(answer.locator(".text")).to_contain_text("【訓練】停電")
    page.locator("#language").select_option("en")
    expect(page.locator("#banner")).to_contain_text("DRILL")


def test_shelters_near_me(open_in: Callable[..., Page]) -> None:
    """Designated for the hazard, nearest first, with a map, and not said to be open."""
    page = open_in(Action.ON)
    expect(page.locator("#banner")).not_to_contain_text("訓練")
    page.get_by_role("button", name="現在地から避難所をさがす").click()
    shelters = page.locator(".shelter")
    expect(shelters).to_have_count(3)
    expect(shelters.first).to_contain_text("洪水")
    expect(shelters.first).to_contain_text("開いているかは分かりません")
    expect(shelters.first.get_by_role("link")).to_have_attribute(
        "href", re.compile("^https://maps.gsi.go.jp/")
    )


def test_without_a_location_it_says_what_to_do(open_in: Callable[..., Page]) -> None:
    """A browser that isn't allowed to tell."""
    page = open_in(Action.ON, located=False)
    page.get_by_role("button", name="現在地から避難所をさがす").click()
    expect(page.locator("#near-failed")).to_contain_text("町の名前", timeout=15_000)
