# ruff: noqa: INP001 - a script, run by its path
"""Take the README's pictures of the page: `python docs/images/make_screenshots.py [URL]`.

Needs a server of the bundled city (`make serve`) and Debian's chromium.
"""

import sys
from pathlib import Path

from playwright.sync_api import Page, ViewportSize, expect, sync_playwright

FOLDER = Path(__file__).parent
CHROMIUM = "/usr/bin/chromium"
QUESTION = "児童手当はオンラインで申請できますか"


def main(url: str) -> None:
    """Ask one question in a window of each size and take its picture."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
        )
        options = {"locale": "ja-JP", "reduced_motion": "reduce"}
        desktop = browser.new_page(viewport=ViewportSize(width=1120, height=1180), **options)
        ask(desktop, url)
        desktop.keyboard.press("Control+Home")  # with the head of the page
        desktop.screenshot(path=FOLDER / "page.png")
        phone = browser.new_page(viewport=ViewportSize(width=390, height=844), **options)
        ask(phone, url)
        phone.screenshot(path=FOLDER / "page-phone.png")
        browser.close()


def ask(page: Page, url: str) -> None:
    """Open the page and wait for the answer."""
    page.goto(url)
    page.get_by_label("質問", exact=True).fill(QUESTION)
    page.get_by_role("button", name="送る").click()
    expect(page.locator("article[data-status=answered]")).to_be_visible()


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "http://localhost:8000/")
