"""The widget on a foreign page in a real browser: asking, reading, rating, settings, memory."""

import pytest
from playwright.sync_api import expect

from chatbot.service import Chatbot
from tests.channels.widget.conftest import Begin
from tests.channels.widget.visit import QUESTION

pytestmark = pytest.mark.browser


def test_a_question_is_answered_with_its_source(begin: Begin) -> None:
    """Streamed; the number leads to the source, that to the document; the desk can be called."""
    visit = begin()
    visit.open()
    with visit.page.expect_response("**/api/chat") as chat:
        answer = visit.ask()

    assert chat.value.headers["content-type"].startswith("text/event-stream")
    expect(visit.page.locator("article.question")).to_contain_text(QUESTION)
    source = answer.locator(".sources a")
    expect(source).to_have_attribute("href", "https://www.example.jp/sodai.html")
    expect(source).to_have_attribute("rel", "noopener noreferrer")
    expect(source).to_have_accessible_name(
        "粗大ごみの出し方を教えてください。 （新しいタブで開きます）"
    )
    expect(answer.locator(".contact")).to_contain_text("ごみ課")
    expect(answer.locator(".phone")).to_have_attribute("href", "tel:0473661111")
    expect(answer.locator("a.procedure")).to_have_attribute("href", "https://example.jp/sodai")
    visit.button("出典1").first.click()
    expect(answer.locator("[data-source='1']")).to_be_focused()


def test_no_cookie_is_set_and_nothing_is_left_for_other_sites(begin: Begin) -> None:
    """A conversation stays in the tab's storage."""
    visit = begin()
    visit.open()
    visit.ask()

    assert visit.page.context.cookies() == []
    assert visit.page.evaluate("Object.keys(localStorage)") == []
    assert visit.page.evaluate("Object.keys(sessionStorage)") == [f"annai:1:{visit.bot}/"]


def test_the_same_is_streamed_and_asked_once(begin: Begin, guest: Chatbot) -> None:
    """The question is in the store once."""
    visit = begin()
    visit.open()
    visit.ask("市立図書館の休館日はいつですか")
    conversation = visit.page.evaluate("JSON.parse(Object.values(sessionStorage)[0]).conversation")

    assert len(guest.store.history(conversation, 9)) == 1


def test_who_says_no_is_asked_why(begin: Begin) -> None:
    """By keyboard: rated, then a reason and a comment."""
    visit = begin()
    visit.open()
    answer = visit.ask()
    with visit.page.expect_response("**/api/feedback") as rated:
        visit.button("役に立たなかった").press("Enter")
    expect(visit.button("役に立たなかった")).to_have_attribute("aria-pressed", "true")
    answer.get_by_role("radio", name="情報が古い").press("Space")
    answer.get_by_label("くわしく（書かなくてもかまいません）").fill("去年の話です")
    with visit.page.expect_response("**/api/feedback") as reasoned:
        visit.button("送信する").press("Enter")

    assert (rated.value.status, reasoned.value.status) == (204, 204)
    sent = reasoned.value.request.post_data_json or {}
    assert (sent["helpful"], sent["reason"], sent["comment"]) == (False, "old", "去年の話です")
    expect(answer.locator(".said")).to_have_text("ありがとうございました。")
    expect(answer.locator(".why")).to_be_hidden()


def test_the_language_is_switched_where_one_is(begin: Begin) -> None:
    """The focus and what is written stay; the next answer comes in that language."""
    visit = begin()
    visit.open()
    visit.page.locator("#box").fill("書きかけ")
    language = visit.page.get_by_label("言語 / Language")
    language.focus()
    language.select_option("en")

    expect(visit.button("Send")).to_be_visible()
    expect(language).to_be_focused()
    expect(visit.page.locator("#box")).to_have_value("書きかけ")
    answer = visit.ask()
    expect(answer).to_have_attribute("lang", "en")
    expect(answer.get_by_role("heading", name="Sources")).to_be_visible()


@pytest.mark.parametrize("language", ["ja", "ja-easy", "en", "zh", "ko", "vi"])
def test_every_language_has_its_texts(begin: Begin, language: str) -> None:
    """No button and no field is without a name, and no text has a gap left open."""
    visit = begin()
    visit.open(language=language)
    visit.ask("こんにちは")

    frame = visit.page.locator(".frame")
    assert "{" not in frame.inner_text()
    for button in frame.get_by_role("button").all():
        expect(button).not_to_have_accessible_name("")


def test_readings_come_and_go(begin: Begin) -> None:
    """ふりがな above the answer's kanji, and away again."""
    visit = begin()
    visit.open()
    answer = visit.ask()
    before = answer.locator(".text").inner_text()
    visit.button("ふりがな").click()

    expect(answer.locator(".text rt").first).to_have_text("そだい")
    visit.button("ふりがな").click()
    expect(answer.locator("rt")).to_have_count(0)
    assert answer.locator(".text").inner_text() == before


def test_a_choice_is_asked_and_a_follow_up_belongs_to_it(begin: Begin) -> None:
    """Chips ask their own text; the conversation's id goes with the next question."""
    visit = begin()
    visit.open()
    visit.ask("こんにちは")
    with visit.page.expect_request("**/api/chat") as asked:
        visit.page.locator("article[data-status=clarify] .chip").first.click()
    expect(visit.page.locator("article[data-status=answered]")).to_be_visible()

    with visit.page.expect_request("**/api/chat") as followed:
        visit.ask("それはいくらですか")
    first, second = (each.value.post_data_json or {} for each in (asked, followed))
    assert first["conversation_id"]
    assert second["conversation_id"] == first["conversation_id"]


def test_a_screen_reader_hears_each_answer_once(begin: Begin) -> None:
    """The log is silent; the page's status region says the answer without marks, then is empty."""
    visit = begin()
    visit.open()
    visit.listen()
    visit.ask()

    expect(visit.page.get_by_role("log", name="やりとり")).to_have_attribute("aria-live", "off")
    expect(visit.page.locator("#annai-status")).to_have_text("")
    sent, said = visit.heard
    assert sent == "質問を送りました。 資料を調べています…"
    assert said.endswith("出典1件")
    assert "[1]" not in said


def test_the_conversation_survives_the_next_page(begin: Begin) -> None:
    """In this tab, with its rating; it can be wiped, after a question."""
    visit = begin()
    visit.open()
    visit.ask()
    visit.button("役に立った").click()
    expect(visit.button("役に立った")).to_have_attribute("aria-pressed", "true")
    visit.open()

    expect(visit.last.locator(".sources a")).to_be_visible()
    expect(visit.button("役に立った")).to_have_attribute("aria-pressed", "true")
    visit.button("設定").click()
    visit.button("最初からやり直す").click()
    visit.button("やめる").click()
    expect(visit.answers).to_have_count(1)
    visit.button("最初からやり直す").click()
    visit.button("消してやり直す").click()
    expect(visit.answers).to_have_count(0)
    visit.open()
    expect(visit.answers).to_have_count(0)


def test_it_stays_on_the_device_only_where_that_was_chosen(begin: Begin) -> None:
    """A box to tick, and to untick."""
    visit = begin()
    visit.open()
    visit.ask()
    visit.button("設定").click()
    keep = visit.page.get_by_label("この端末にやりとりを残す")
    keep.check()
    assert visit.page.evaluate("localStorage.length") == 1
    keep.uncheck()
    assert visit.page.evaluate("localStorage.length") == 0


def test_size_and_contrast_are_remembered(begin: Begin) -> None:
    """Three sizes, and white on black."""
    visit = begin()
    visit.open()
    size = "(box) => parseFloat(getComputedStyle(box).fontSize)"
    before = visit.page.locator("#box").evaluate(size)
    visit.button("設定").click()
    visit.button("特大").click()
    visit.button("白黒を反転して見やすくする").click()

    assert visit.page.locator("#box").evaluate(size) == pytest.approx(before * 1.5)
    visit.open()
    expect(visit.page.locator(".frame")).to_have_attribute("data-contrast", "high")
    expect(visit.page.locator(".frame")).to_have_attribute("data-size", "2")


def test_what_is_too_long_is_told_before_it_is_sent(begin: Begin) -> None:
    """From four fifths of the limit on; the text stays."""
    visit = begin()
    visit.open()
    box, count = visit.page.locator("#box"), visit.page.locator("#count")
    box.fill("あ" * 799)
    expect(count).to_be_hidden()
    box.fill("あ" * 900)
    expect(count).to_have_text("あと100文字")
    box.fill("あ" * 1001)
    box.press("Enter")
    expect(count).to_have_text("1000文字以内にしてください（現在1001文字）。")
    expect(box).to_have_attribute("aria-invalid", "true")
    expect(visit.page.locator("article.question")).to_have_count(0)


def test_an_answer_can_be_copied_and_printed(begin: Begin) -> None:
    """Copied with its sources; printed without the city's page around it."""
    visit = begin(permissions=["clipboard-read", "clipboard-write"])
    visit.open()
    visit.ask()
    visit.button("コピー").click()
    expect(visit.button("コピーしました。")).to_be_visible()
    assert "https://www.example.jp/sodai.html" in visit.page.evaluate(
        "navigator.clipboard.readText()"
    )
    visit.page.evaluate("window.print = () => { window.printing = true; }")
    visit.button("印刷").click()
    visit.page.emulate_media(media="print")
    assert visit.page.evaluate("printing")
    expect(visit.page.locator("main h1")).to_be_hidden()
    expect(visit.page.locator(".composer")).to_be_hidden()
    expect(visit.last.locator(".sources")).to_be_visible()
    visit.page.evaluate("dispatchEvent(new Event('afterprint'))")
    visit.page.emulate_media(media="screen")
    expect(visit.page.locator("main h1")).to_be_visible()


def test_escape_closes_and_goes_back_to_the_launcher(begin: Begin) -> None:
    """Open: the focus is on the title. Close: on what opened it."""
    visit = begin()
    visit.open()
    expect(visit.page.locator("#title")).to_be_focused()
    visit.page.keyboard.press("Escape")
    expect(visit.page.locator(".panel")).to_be_hidden()
    expect(visit.page.locator(".launcher")).to_be_focused()


def test_an_emergency_stands_out(begin: Begin) -> None:
    """The number can be tapped."""
    visit = begin()
    visit.open()
    answer = visit.ask("家が燃えている")
    expect(answer.locator(".alarm")).to_be_visible()
    expect(answer.locator("a.call").first).to_have_attribute("href", "tel:119")


def test_a_table_is_shown_as_one(begin: Begin) -> None:
    """Rows of a document's table under its head."""
    visit = begin()
    visit.open()
    table = visit.ask("施設使用料の一覧").get_by_role("table")
    expect(table.get_by_role("columnheader")).to_have_text(["施設", "使用料"])
    expect(table.get_by_role("row").nth(1)).to_contain_text("500円")
