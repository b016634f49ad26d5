# ruff: noqa: INP001 - a script, run by its path
"""Take the staff guide's picture: `ANNAI_DATA_DIR=DIR python docs/images/make_staff_screenshot.py`.

Fills a database with made-up use of the bundled city and serves it; needs an index of that city in
the data directory, and Debian's chromium.
"""

from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import expect, sync_playwright

from chatbot.store.opening import open_store
from eval.bench.staff_pages import TOKEN, fill, serving

PICTURE = Path(__file__).parent / "staff.png"
CHROMIUM = "/usr/bin/chromium"
ROWS = 20_000


def main() -> None:
    """Sign in and take the picture of the overview."""
    with TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/annai.db"
        with closing(open_store(url)) as store:
            fill(store, ROWS, datetime.now(UTC))
        with serving(Path(folder), url) as port:
            take(f"http://127.0.0.1:{port}/admin")


def take(url: str) -> None:
    """Take it."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page(viewport={"width": 1120, "height": 1180}, locale="ja-JP")
        page.goto(url)
        page.get_by_label("名前").fill("広報課 山田")
        page.get_by_label("職員用トークン").fill(TOKEN)
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", name="合計")).to_be_visible()
        page.screenshot(path=PICTURE)
        browser.close()


if __name__ == "__main__":
    main()
