"""The staff pages in a real browser: Debian's chromium, with scripts switched off but for axe."""

from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Browser, ConsoleMessage, Page, expect

from chatbot.answer import Status
from chatbot.disaster.journal import Journal
from tests.channels.admin.conftest import NAME, TOKEN, Staff

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PATHS = (
    "/admin",
    "/admin/unanswered",
    "/admin/questions",
    "/admin/feedback",
    "/admin/disaster",
    "/admin?days=x",
    "/admin/export/none.csv",
)

pytestmark = pytest.mark.browser

Open = Callable[..., Page]


@pytest.fixture
def open_page(browser: Browser, desk: Staff) -> Iterator[Open]:
    """Opens the form to sign in; nothing may be refused by our own policy on any page."""
    trouble: list[str] = []
    contexts = []

    def note(line: ConsoleMessage) -> None:
        if "Content Security Policy" in line.text:
            trouble.append(line.text)

    def give(
        width: int = 1200, height: int = 900, *, scripts: bool = True, dark: bool = False
    ) -> Page:
        context = browser.new_context(
            locale="ja-JP",
            viewport={"width": width, "height": height},
            java_script_enabled=scripts,
            color_scheme="dark" if dark else "light",
        )
        contexts.append(context)
        page = context.new_page()
        page.on("console", note)
        page.goto(f"{desk.client.base_url}/admin")
        return page

    yield give
    for context in contexts:
        context.close()
    assert trouble == []


def sign_in(page: Page) -> None:
    """Sign in with the keyboard."""
    page.get_by_label("名前").fill(NAME)
    page.get_by_label("職員用トークン").fill(TOKEN)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("概要")


def violations(page: Page) -> list[str]:
    """Return what axe finds wrong with a page, WCAG 2.2 AA and best practice."""
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}}).response
    return [f"{one['id']}: {one['nodes'][0]['html']}" for one in found["violations"]]


def open_everything(page: Page) -> None:
    """Open what can be opened."""
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(
    open_page: Open, asked: Callable[..., str], desk: Staff, scheme: str
) -> None:
    """On no page and in no state, wide and narrow."""
    failed = asked("屋上緑化の補助はありますか", status=Status.NO_ANSWER, topic="公園課")
    desk.chatbot.give_feedback(failed, helpful=False, reason="old", comment="古い")
    page = open_page(dark=scheme == "dark")
    found = {"sign-in": violations(page)}
    page.get_by_label("名前").fill(NAME)
    page.get_by_label("職員用トークン").fill("wrong")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_be_visible()
    found["refused"] = violations(page)
    sign_in(page)
    for width in (1200, 320):
        page.set_viewport_size({"width": width, "height": 900})
        for path in PATHS:
            page.goto(f"{desk.client.base_url}{path}")
            open_everything(page)
            found[f"{width} {path}"] = violations(page)

    assert found == {state: [] for state in found}


def test_axe_finds_nothing_while_switching(open_page: Open) -> None:
    """Neither in a form with something wrong, nor on the page to confirm, nor in a disaster."""
    page = open_page()
    sign_in(page)
    page.get_by_role("link", name="災害モード").click()
    page.get_by_text("災害モードを始める").click()
    form = page.locator("details[open] form")
    form.get_by_label("理由").fill("江戸川の水位")
    form.get_by_role("button", name="確認へ進む").click()
    expect(page.get_by_text("災害の種類を1つ以上選んでください")).to_be_visible()
    found = {"wrong": violations(page)}
    expect(form.get_by_label("理由")).to_have_value("江戸川の水位")
    form.get_by_label("洪水").check()
    form.get_by_role("button", name="確認へ進む").click()
    found["confirm"] = violations(page)
    page.get_by_role("button", name="実行する").click()
    expect(page.get_by_role("status")).to_contain_text("災害モードを記録しました")
    open_everything(page)
    found["on"] = violations(page)

    assert found == {"wrong": [], "confirm": [], "on": []}


@pytest.mark.parametrize("width", [320, 1280])
def test_no_page_scrolls_sideways(
    open_page: Open, asked: Callable[..., str], desk: Staff, width: int
) -> None:
    """320 CSS pixels are enough (1280 at 400 %, WCAG 2.2, 1.4.10).

    Wide tables scroll by themselves.
    """
    asked("長い" * 300, status=Status.NO_ANSWER, topic="A" * 200)
    page = open_page(width, 256)
    sign_in(page)
    scrolled = {}
    for path in PATHS:
        page.goto(f"{desk.client.base_url}{path}")
        open_everything(page)
        scrolled[path] = page.evaluate("document.documentElement.scrollWidth")

    assert scrolled == dict.fromkeys(PATHS, width)


def test_disaster_mode_is_switched_with_the_keyboard_and_without_a_script(
    open_page: Open, desk: Staff
) -> None:
    """Tab, space and Enter are enough; every field says what it is."""
    page = open_page(scripts=False)
    sign_in(page)
    page.get_by_role("link", name="災害モード").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("災害モード")
    page.locator("summary", has_text="訓練を始める").focus()
    page.keyboard.press("Enter")
    form = page.locator("details[open] form")
    form.get_by_label("地震").focus()
    page.keyboard.press("Space")
    form.get_by_label("理由").focus()
    page.keyboard.type("防災訓練")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(form.get_by_role("button")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("切り替えの確認")
    page.get_by_role("button", name="実行する").focus()
    page.keyboard.press("Enter")

    expect(page.get_by_role("status")).to_contain_text("訓練を記録しました")
    expect(page.locator(".mode")).to_contain_text("【訓練】訓練モード / 地震")
    (event,) = Journal(desk.chatbot.store, desk.chatbot.settings.data_dir).events()
    assert (event.actor, event.action, event.reason) == (NAME, "drill", "防災訓練")


def test_the_first_tab_leads_past_the_menu(open_page: Open) -> None:
    """To what the page is about."""
    page = open_page()
    sign_in(page)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="本文へ移動")).to_be_focused()
    page.keyboard.press("Enter")

    assert page.evaluate("document.activeElement.id") == "main"


def test_every_control_is_large_enough(open_page: Open, desk: Staff) -> None:
    """24 by 24 CSS pixels at least (WCAG 2.2, 2.5.8); links within text may be smaller."""
    page = open_page(320, 800)
    sign_in(page)
    small = {}
    for path in PATHS:
        page.goto(f"{desk.client.base_url}{path}")
        open_everything(page)
        small[path] = page.evaluate(
            """[...document.querySelectorAll(
                 "button, select, textarea, input:not([type=hidden]), summary, nav a, .choices a"
               )].filter(one => {
                 const box = (one.closest("label.box") || one).getBoundingClientRect();
                 return box.width < 24 || box.height < 24;
               }).map(one => one.outerHTML)"""
        )

    assert small == {path: [] for path in PATHS}
