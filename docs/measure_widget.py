# ruff: noqa: INP001, T201 - a script, run by its path, that prints
"""Measure the widget for benchmarks.md: `python docs/measure_widget.py [URL]`.

Against a running server.

Milliseconds from the moment `widget.js` begins to run until a question can be typed, in a fresh
browser each time (nothing cached), and bytes that came over the wire.
"""

import sys
from statistics import median, quantiles

from playwright.sync_api import Browser, sync_playwright

RUNS = 20
WATCH = """() => {
    const box = () => document.querySelector("annai-chat")?.shadowRoot?.querySelector("#box");
    const note = () => { window.usableAt = performance.now(); };
    const look = () => box()?.checkVisibility() ? note() : setTimeout(look, 1);
    look();
}"""
TOOK = """() => {
    const ours = performance.getEntriesByType("resource").filter(({ name }) => /widget/.test(name));
    const loader = ours.find(({ name }) => name.endsWith("/widget.js"));
    const bytes = ours.reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0);
    return [usableAt - loader.responseEnd, bytes];
}"""


def main(url: str) -> None:
    """Print median and 95th percentile of the times, and the bytes."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"]
        )
        taken = [measure(browser, url) for _ in range(RUNS)]
        browser.close()
    times = [milliseconds for milliseconds, _ in taken]
    print(f"usable after {median(times):.0f} ms, p95 {quantiles(times, n=20)[-1]:.0f} ms")
    print(f"{taken[0][1]} bytes")


def measure(browser: Browser, url: str) -> tuple[float, int]:
    """Return milliseconds and bytes of one first visit."""
    context = browser.new_context(locale="ja-JP")
    page = context.new_page()
    page.add_init_script(f"({WATCH})()")
    page.goto(f"{url}/demo/page.html")
    page.locator("#box").wait_for()
    page.wait_for_timeout(50)
    milliseconds, size = page.evaluate(TOOK)
    context.close()
    return float(milliseconds), int(size)


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "http://localhost:8000")
