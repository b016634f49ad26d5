"""The page in a real browser: Debian's chromium."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    expect,
    sync_playwright,
)

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
QUESTION = "粗大ごみの出し方を教えてください"

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason=f"{CHROMIUM} is not installed"),
]

OpenPage = Callable[..., Page]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A browser for all tests of this module."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def trouble() -> list[str]:
    """What went wrong in the pages of a test, filled while they run."""
    return []


@pytest.fixture
def open_page(browser: Browser, client: httpx.Client, trouble: list[str]) -> Iterator[OpenPage]:
    """Opens the page; it must run without an error and load nothing from elsewhere."""
    contexts: list[BrowserContext] = []

    def note_error(line: ConsoleMessage) -> None:
        if line.type == "error":
            trouble.append(line.text)

    def note_stranger(request: Request) -> None:
        if not request.url.startswith(str(client.base_url)):
            trouble.append(request.url)

    def open_page(path: str = "/", locale: str = "ja-JP", width: int = 1280) -> Page:
        context = browser.new_context(
            locale=locale, viewport={"width": width, "height": 800}, reduced_motion="reduce"
        )
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: trouble.append(str(error)))
        page.on("console", note_error)
        page.on("request", note_stranger)
        page.goto(f"{client.base_url}{path}")
        expect(page.locator("#examples button").first).to_be_visible()
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert trouble == []


def ask(page: Page, question: str) -> None:
    """Type a question and send it with the keyboard."""
    answers = page.locator("article.answer[data-status]")
    count = answers.count()
    page.get_by_label("質問", exact=True).fill(question)
    page.keyboard.press("Enter")
    expect(answers).to_have_count(count + 1)


def test_a_question_is_answered_with_its_source_and_rated(open_page: OpenPage) -> None:
    """Ask, read the streamed answer, open the quote, say that it helped: all by keyboard."""
    page = open_page()
    with page.expect_response("**/api/chat") as chat:
        ask(page, QUESTION)

    answer = page.locator("article.answer")
    assert chat.value.headers["content-type"].startswith("text/event-stream")
    expect(page.locator("article.question")).to_contain_text(QUESTION)
    source = answer.locator(".sources a").first
    expect(source).to_have_attribute("href", "https://www.example.jp/sodai.html")
    expect(source).to_have_attribute("rel", "noopener noreferrer")
    expect(answer.locator("a.mark").first).to_have_accessible_name("出典1")
    expect(answer.locator(".contact")).to_contain_text("ごみ課")
    expect(answer.locator("a.procedure")).to_have_attribute("href", "https://example.jp/sodai")

    answer.locator("summary").first.focus()
    page.keyboard.press("Enter")
    expect(answer.locator("blockquote").first).to_be_visible()
    with page.expect_response("**/api/feedback") as feedback:
        answer.get_by_role("button", name="役に立った", exact=True).press("Enter")
    assert feedback.value.status == 204
    expect(answer.locator("[aria-pressed=true]")).to_have_text("役に立った")
    expect(answer.locator(".feedback [role=status]")).to_have_text("ありがとうございました。")


def test_a_screen_reader_hears_the_answer_once(open_page: OpenPage) -> None:
    """The log itself is silent; the answer is said as a whole, then taken away."""
    page = open_page()
    ask(page, QUESTION)

    announcer = page.locator("#announcer")
    expect(page.get_by_role("log", name="やりとり")).to_have_attribute("aria-live", "off")
    expect(announcer).to_contain_text("出典: ")
    expect(announcer).to_have_text("")


def test_the_language_can_be_switched(open_page: OpenPage) -> None:
    """Every text of the page changes, the answer comes in that language, a reload keeps it."""
    page = open_page()
    page.get_by_label("言語 / Language").select_option("en")

    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.get_by_role("button", name="Send")).to_be_visible()
    page.get_by_label("Your question", exact=True).fill(QUESTION)
    page.get_by_role("button", name="Send").click()
    expect(page.locator("article.answer .text")).to_have_attribute("lang", "en")

    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("City information")


@pytest.mark.parametrize(
    ("locale", "path", "lang"),
    [
        ("ja-JP", "/", "ja"),
        ("vi-VN", "/", "vi"),
        ("fr-FR", "/", "ja"),
        ("ja-JP", "/?language=ko", "ko"),
    ],
)
def test_the_first_language_is_the_visitors(
    open_page: OpenPage, locale: str, path: str, lang: str
) -> None:
    """The address decides, then the browser, then Japanese."""
    expect(open_page(path, locale).locator("html")).to_have_attribute("lang", lang)


def test_a_suggestion_can_be_clicked(open_page: OpenPage) -> None:
    """What the answer asks back is a button that asks it."""
    page = open_page()
    ask(page, "こんにちは")
    page.locator("article[data-status=clarify] .chips button").first.click()

    expect(page.locator("article[data-status=answered]")).to_be_visible()
    expect(page.locator("article.question").last).to_contain_text(QUESTION)


def test_hostile_text_is_shown_as_text(open_page: OpenPage) -> None:
    """Markup in a question, a document or an address does nothing but show."""
    page = open_page()
    ask(page, "<img src=x onerror=document.title='hacked'>")
    ask(page, "危険な文字を表示する記号の試験")

    answer = page.locator("article.answer").last
    expect(answer).to_contain_text("<script>document.title='hacked'</script>")
    assert page.locator("article :is(img, script, b, iframe)").count() == 0
    assert page.locator("article a[href^='javascript']").count() == 0
    assert page.title() == "試験市 総合案内"


def test_addresses_of_an_answer_are_checked_again(
    open_page: OpenPage, client: httpx.Client
) -> None:
    """Only http and https become links, and a PDF opens at its page."""
    answer = client.post("/api/chat", json={"message": QUESTION}).json()
    source = answer["sources"][0]
    answer["sources"] = [
        source | {"url": "https://www.example.jp/guide.pdf", "page": 3},
        source | {"n": 2, "url": "java\nscript:alert(1)"},
    ]
    answer["procedures"] = [{"title": "手続き", "url": "data:text/html,x"}]
    stream = f"event: answer\nid: 1\ndata: {json.dumps(answer)}\n\n"
    page = open_page()
    page.route(
        "**/api/chat",
        lambda route: route.fulfill(content_type="text/event-stream", body=stream),
    )
    ask(page, QUESTION)

    links = page.locator("article.answer :is(.sources, .chips) a")
    expect(links).to_have_count(1)
    expect(links).to_have_attribute("href", "https://www.example.jp/guide.pdf#page=3")
    expect(page.locator(".sources")).to_contain_text("3ページ")


def test_a_table_is_shown_as_one(open_page: OpenPage) -> None:
    """Rows of a document's table under its head."""
    page = open_page()
    ask(page, "施設使用料の一覧")

    table = page.get_by_role("table")
    expect(table.get_by_role("columnheader")).to_have_text(["施設", "使用料"])
    expect(table.get_by_role("row").nth(1)).to_contain_text("500円")


def test_an_emergency_stands_out(open_page: OpenPage) -> None:
    """A red frame, and the number can be tapped."""
    page = open_page()
    ask(page, "家が燃えている")

    answer = page.locator("article[data-status=emergency]")
    expect(answer.locator("a.call").first).to_have_attribute("href", "tel:119")
    expect(answer.locator(".alarm")).to_be_visible()


def test_without_a_connection_the_question_can_be_sent_again(
    open_page: OpenPage, trouble: list[str]
) -> None:
    """The question isn't lost: it is told what happened, and a button sends it again."""
    page = open_page()
    page.route("**/api/chat", lambda route: route.abort("connectionfailed"))
    page.get_by_label("質問", exact=True).fill(QUESTION)
    page.keyboard.press("Enter")
    failed = page.locator("article[data-status=failed]")
    expect(failed).to_contain_text("送れませんでした")

    page.unroute("**/api/chat")
    trouble.clear()
    failed.get_by_role("button", name="もう一度送る").click()
    expect(page.locator("article[data-status=answered]")).to_be_visible()
    expect(page.locator("article.question")).to_have_count(1)


@pytest.mark.parametrize("language", ["ja", "ja-easy", "en", "vi"])
def test_a_narrow_screen_needs_no_sideways_scrolling(open_page: OpenPage, language: str) -> None:
    """320 CSS pixels are enough (WCAG 2.2, 1.4.10), with an answer of every kind shown."""
    page = open_page(f"/?language={language}", width=320)
    for question in (QUESTION, "こんにちは", "家が燃えている", "あ" * 200):
        answers = page.locator("article.answer[data-status]")
        count = answers.count()
        page.locator("#message").fill(question)
        page.keyboard.press("Enter")
        expect(answers).to_have_count(count + 1)

    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_the_keyboard_reaches_everything_in_reading_order(open_page: OpenPage) -> None:
    """Skip link, language, examples, then the question box and its button."""
    page = open_page()
    reached = []
    for _ in range(6):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.id || document.activeElement.tagName"))

    assert reached == ["A", "language", "BUTTON", "BUTTON", "message", "send"]
