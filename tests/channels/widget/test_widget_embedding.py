"""The widget as a guest: on pages with a style, a base or a mode of their own, in three places."""

import pytest
from playwright.sync_api import expect

from tests.channels.widget.conftest import Begin

pytestmark = pytest.mark.browser


def test_included_twice_it_is_there_once(begin: Begin) -> None:
    """One launcher, one status region."""
    visit = begin()
    visit.open(times="2")
    visit.page.wait_for_timeout(200)
    expect(visit.page.locator("annai-chat")).to_have_count(1)
    expect(visit.page.locator("#annai-status")).to_have_count(1)


@pytest.mark.parametrize("surroundings", ["style", "quirks"])
def test_the_pages_style_stays_outside(begin: Begin, surroundings: str) -> None:
    """Boxes and letters are the same as on a plain page."""
    measure = """() => {
        const root = document.querySelector("annai-chat").shadowRoot;
        return [".panel", "#box", ".send", ".greeting", ".welcome .chip"].map((each) => {
            const found = root.querySelector(each);
            const { x, y, width, height } = found.getBoundingClientRect();
            const { fontSize, color, textTransform, lineHeight } = getComputedStyle(found);
            return [x, y, width, height, fontSize, color, textTransform, lineHeight];
        });
    }"""
    visit = begin()
    visit.open()
    plain = visit.page.evaluate(measure)
    visit.open(**{surroundings: "1"})
    assert visit.page.evaluate(measure) == plain
    visit.ask()


def test_a_base_leads_nobody_astray(begin: Begin) -> None:
    """With `<base href>` modules, requests and the marks of sources go where they belong."""
    visit = begin()
    visit.open(base="1")
    answer = visit.ask()
    visit.button("出典1").first.click()
    expect(answer.locator("[data-source='1']")).to_be_focused()
    assert visit.page.url.startswith(visit.site)


def test_it_can_stand_in_the_page(begin: Begin) -> None:
    """Open, in the place that was named, without a launcher; the focus isn't taken."""
    visit = begin()
    visit.go(mode="inline", target="#place")
    expect(visit.page.locator("#place annai-chat .panel")).to_be_visible()
    expect(visit.page.locator(".launcher")).to_have_count(0)
    expect(visit.page.locator("body")).to_be_focused()
    visit.ask()


def test_it_can_fill_the_page(begin: Begin) -> None:
    """The title is the page's first heading."""
    visit = begin()
    visit.go(mode="page", language="en")
    panel = visit.page.locator(".panel")
    expect(panel).to_be_visible()
    assert panel.bounding_box() == {"x": 0, "y": 0, "width": 1280, "height": 800}
    expect(visit.page.get_by_role("heading", level=1).last).to_contain_text("City information")


@pytest.mark.parametrize(
    ("locale", "lang"), [("ja-JP", "ja"), ("vi-VN", "vi"), ("fr-FR", "ja"), ("zh-TW", "zh")]
)
def test_the_first_language_is_the_visitors(begin: Begin, locale: str, lang: str) -> None:
    """Where it is one of ours, else Japanese."""
    visit = begin(locale=locale)
    visit.open()
    expect(visit.page.locator(".frame")).to_have_attribute("lang", lang)


@pytest.mark.parametrize("path", ["/", "/demo/inline.html", "/demo/page.html"])
def test_the_demonstration_works(begin: Begin, path: str) -> None:
    """The sample city's pages embed it by the same tag, and say that they are samples."""
    visit = begin()
    visit.page.goto(f"{visit.bot}{path}")
    if path == "/":
        visit.page.locator(".launcher").click()
    assert "見本" in visit.page.title()
    visit.ask()


def test_without_scripts_the_demonstration_says_what_to_do(begin: Begin) -> None:
    """The page can be read, and names the desk."""
    visit = begin(java_script_enabled=False)
    visit.page.goto(visit.bot)
    assert "市役所の窓口か電話" in (visit.page.locator("noscript").text_content() or "")
