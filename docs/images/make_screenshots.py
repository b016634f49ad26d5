# ruff: noqa: INP001 - a script, run by its path
"""Take the README's pictures of the page: `python docs/images/make_screenshots.py [URL]`.

Needs a server of the bundled city (`make serve`) and Debian's chromium.
"""

import sys
from pathlib import Path

from playwright.sync_api import Browser, Page, ViewportSize, expect, sync_playwright

FOLDER = Path(__file__).parent
CHROMIUM = "/usr/bin/chromium"
QUESTION = "児童手当はオンラインで申請できますか"


def main(url: str) -> None:
    """Ask one question in a window of each size and take its picture."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
        )
        desktop = ask(browser, url, ViewportSize(width=1120, height=1180))
        desktop.evaluate("scrollTo(0, 0)")  # with the head of the page
        desktop.screenshot(path=FOLDER / "page.png")
        phone = ask(browser, url, ViewportSize(width=390, height=844))
        phone.screenshot(path=FOLDER / "page-phone.png")
        browser.close()


def ask(browser: Browser, url: str, size: ViewportSize) -> Page:
    """Open the page, ask, and return it when the answer is there."""
    page = browser.new_page(viewport=size, locale="ja-JP", reduced_motion="reduce")
    page.goto(url)
    expect(page.locator("#examples button").first).to_be_visible()
    page.get_by_label("質問", exact=True).fill(QUESTION)
    page.keyboard.press("Enter")
    expect(page.locator("article[data-status=answered]")).to_be_visible()
    return page


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "http://localhost:8000/")
