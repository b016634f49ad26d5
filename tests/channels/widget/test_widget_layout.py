"""Sizes: from a telephone of 320 pixels and a zoom of 400 % to a desk; and the keyboard alone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.channels.widget.conftest import Begin
from tests.channels.widget.visit import QUESTION, Visit

pytestmark = pytest.mark.browser

SIZES = {
    "telephone": {"width": 390, "height": 844},
    "small telephone": {"width": 320, "height": 568},
    "400 % zoom of 1280 x 1024": {"width": 320, "height": 256},
    "lying telephone": {"width": 844, "height": 390},
    "tablet": {"width": 768, "height": 1024},
    "desk": {"width": 1280, "height": 800},
}

SIDEWAYS = """() => {
    const root = document.querySelector("annai-chat").shadowRoot;
    const wide = [...root.querySelectorAll("*")].filter((each) =>
        each.scrollWidth > each.clientWidth + 1 && getComputedStyle(each).overflowX !== "visible"
        && !each.closest(".hidden, .text, select"));
    const page = document.documentElement;
    return [page.scrollWidth > page.clientWidth ? ["page"] : [],
            wide.map((each) => each.className || each.tagName)].flat();
}"""
"""Names what would have to be scrolled sideways; a table may (WCAG 2.2, 1.4.10)."""

FOCUSED = """() => {
    const root = document.querySelector("annai-chat").shadowRoot;
    const focused = root.activeElement;
    if (!focused) return null;
    const { left, top, right, bottom } = focused.getBoundingClientRect();
    const x = Math.min(Math.max((left + right) / 2, 0), innerWidth - 1);
    const y = Math.min(Math.max(Math.max(top, 0) + 4, 0), innerHeight - 1);
    const seen = root.elementFromPoint(x, y);
    return {
        name: focused.id || focused.className || focused.textContent,
        inside: bottom > 0 && top < innerHeight && right > 0 && left < innerWidth,
        covered: !(seen && (focused.contains(seen) || seen.contains(focused))),
    };
}"""
"""Tells what has the focus, and whether it can be seen (WCAG 2.2, 2.4.11)."""


@pytest.mark.parametrize("language", ["ja", "ja-easy", "en", "vi"])
@pytest.mark.parametrize("size", SIZES)
def test_nothing_has_to_be_scrolled_sideways(begin: Begin, size: str, language: str) -> None:
    """With an answer of every kind, the settings open."""
    visit = begin(viewport=SIZES[size])
    visit.open(language=language)
    for question in (QUESTION, "こんにちは", "家が燃えている", "a" * 300):
        visit.ask(question)
    visit.page.locator("[aria-controls=settings]").click()

    assert visit.page.evaluate(SIDEWAYS) == []


@pytest.mark.parametrize("size", ["400 % zoom of 1280 x 1024", "lying telephone", "desk"])
def test_the_keyboard_reaches_everything_and_sees_where_it_is(begin: Begin, size: str) -> None:
    """Each stop is on the screen and uncovered, and the last one leads out of the panel."""
    visit = begin(viewport=SIZES[size])
    visit.open()
    visit.ask()
    visit.page.locator("#title").focus()
    stops = list(_stops(visit.page))

    assert [stop for stop in stops if stop["covered"] or not stop["inside"]] == []
    names = [stop["name"] for stop in stops]
    assert "box" in names
    assert any("やりとり" in str(name) or name == "log" for name in names)
    assert len(names) > 15


def _stops(page: Page) -> list[dict[str, object]]:
    stops: list[dict[str, object]] = []
    for _ in range(60):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUSED)
        if stop is None:
            return stops
        stops.append(stop)
    pytest.fail("the focus can't leave")


def test_all_can_be_done_by_keyboard(begin: Begin) -> None:
    """Open, ask, open the quote, rate, close: without a mouse."""
    visit = begin()
    visit.go()
    expect(visit.page.locator(".launcher")).to_be_visible()
    visit.page.keyboard.press("Tab")
    visit.page.keyboard.press("Enter")
    expect(visit.page.locator("#title")).to_be_focused()
    _tab_to(visit, "#box")
    visit.page.keyboard.type(QUESTION)
    visit.page.keyboard.press("Enter")
    expect(visit.answers).to_have_count(1)
    _tab_back_to(visit, ".sources summary")
    visit.page.keyboard.press("Enter")
    expect(visit.last.locator("blockquote")).to_be_visible()
    _tab_to(visit, ".feedback > button")
    visit.page.keyboard.press("Enter")
    expect(visit.last.locator(".said")).to_have_text("ありがとうございました。")
    visit.page.keyboard.press("Escape")
    expect(visit.page.locator(".launcher")).to_be_focused()


def _tab_to(visit: Visit, place: str, key: str = "Tab") -> None:
    focused: Callable[[], bool] = lambda: visit.page.locator(f"{place}:focus").count() == 1  # noqa: E731
    for _ in range(60):
        visit.page.keyboard.press(key)
        if focused():
            return
    pytest.fail(f"the keyboard doesn't reach {place}")


def _tab_back_to(visit: Visit, place: str) -> None:
    _tab_to(visit, place, "Shift+Tab")


def test_letters_set_wider_apart_lose_nothing(begin: Begin) -> None:
    """Line, paragraph, letter and word spacing of WCAG 2.2, 1.4.12."""
    visit = begin(viewport=SIZES["small telephone"])
    visit.open()
    visit.ask()
    visit.page.evaluate(
        """() => {
            const sheet = new CSSStyleSheet();
            sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important;
                word-spacing: .16em !important } p { margin-bottom: 2em !important }`);
            const root = document.querySelector("annai-chat").shadowRoot;
            root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
        }"""
    )

    assert visit.page.evaluate(SIDEWAYS) == []
    expect(visit.button("送る")).to_be_visible()


def test_targets_are_large(begin: Begin) -> None:
    """Buttons are 44 pixels high, where they don't stand in a line of text."""
    visit = begin(viewport=SIZES["telephone"])
    visit.open()
    visit.ask()
    low = visit.page.locator("annai-chat button:visible:not(.mark)").evaluate_all(
        """(buttons) => buttons.filter((each) => each.getBoundingClientRect().height < 44)
            .map((each) => `${each.textContent} ${each.getBoundingClientRect().height}`)"""
    )

    assert low == []


def test_the_way_to_the_newest(begin: Begin) -> None:
    """A button when the answer is out of sight; it moves the focus there."""
    visit = begin(viewport=SIZES["small telephone"])
    visit.open()
    visit.ask()
    visit.ask("犬の登録はどこでしますか")
    visit.page.locator(".log").evaluate("(log) => log.scrollTo({ top: 0, behavior: 'instant' })")
    visit.button("最新の回答へ").click()
    expect(visit.last.locator("h3")).to_be_focused()
    expect(visit.last).to_be_in_viewport()
