# ruff: noqa: INP001 - a script, run by its path
"""Take the README's pictures of the widget: `python docs/images/make_screenshots.py [URL] [URL2]`.

Needs Debian's chromium and two servers of the bundled city: one in normal mode (`make serve`) and,
for the picture of a disaster, one with a data directory of its own in which a drill is on. Without
URL2 that picture is left out.
"""

import sys
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, Geolocation, Page, expect, sync_playwright

FOLDER = Path(__file__).parent
CHROMIUM = "/usr/bin/chromium"
QUESTION = "児童手当はオンラインで申請できますか"
PLACE = Geolocation(latitude=35.7876, longitude=139.9)
"""Matsudo's city hall."""


def main(url: str, drill_url: str = "") -> None:
    """Take a picture of each state."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
        )
        take(browser, url, "widget", ask_in_japanese, width=1180, height=860)
        for name, reach in PHONE.items():
            take(browser, url, f"widget-{name}", reach)
        if drill_url:
            take(browser, drill_url, "widget-disaster", find_shelters, height=1200)
        browser.close()


def take(  # noqa: PLR0913  # what a picture is made of
    browser: Browser,
    url: str,
    name: str,
    reach: Callable[[Page], None],
    *,
    width: int = 390,
    height: int = 844,
) -> None:
    """Open the page, bring it into a state, save the picture."""
    context = browser.new_context(
        viewport={"width": width, "height": height},
        locale="ja-JP",
        reduced_motion="reduce",
        geolocation=PLACE,
        permissions=["geolocation"],
    )
    page = context.new_page()
    page.goto(url)
    page.locator(".launcher").click()
    expect(page.locator(".welcome .chip").first).to_be_visible()
    reach(page)
    page.screenshot(path=FOLDER / f"{name}.png")
    context.close()


def ask(page: Page, question: str) -> None:
    """Ask and wait for whatever comes."""
    page.locator("#box").fill(question)
    page.locator("#box").press("Enter")
    expect(page.locator("article.answer[data-status]")).to_be_visible(timeout=20_000)


def ask_in_japanese(page: Page) -> None:
    """Show an answer."""
    ask(page, QUESTION)


def add_furigana(page: Page) -> None:
    """Show an answer with readings."""
    ask(page, "粗大ごみを出したい")
    page.locator(".tools button").first.click()
    expect(page.locator("rt").first).to_be_visible()
    page.locator(".log").evaluate(
        "(log) => { log.scrollTop = log.querySelector('.question').offsetTop - 8; }"
    )


def ask_in_english(page: Page) -> None:
    """Show an answer in English."""
    page.locator(".language select").select_option("en")
    ask(page, "How do I dispose of large items?")


def invert(page: Page) -> None:
    """Show large white letters on black."""
    page.get_by_role("button", name="設定").click()
    page.get_by_role("button", name="大", exact=True).click()
    page.get_by_role("button", name="白黒を反転して見やすくする").click()
    page.get_by_role("button", name="設定").click()
    ask(page, QUESTION)


def lose_connection(page: Page) -> None:
    """Show a question that could not be sent."""
    page.context.set_offline(offline=True)
    ask(page, QUESTION)


def find_shelters(page: Page) -> None:
    """Show the shelters nearest to the city hall."""
    page.locator(".extra").first.click()
    expect(page.locator(".shelter").first).to_be_visible()


PHONE = {
    "phone": ask_in_japanese,
    "furigana": add_furigana,
    "english": ask_in_english,
    "contrast": invert,
    "offline": lose_connection,
}

if __name__ == "__main__":
    main(*(sys.argv[1:] or ["http://localhost:8000/"]))
