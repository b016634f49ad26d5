"""The page that looks like a talk, in a real browser: Debian's chromium."""

from collections.abc import Callable, Iterator
from importlib.resources import files
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from channels.line.platform.options import Button, Place
from tests.channels.line.platform.bot import Bot, running_bot
from tests.channels.line.platform.conftest import ANNA, BEN, Line
from tests.channels.line.platform.pictures import png
from tests.channels.line.platform.test_limits import bubble, flex, said, text
from tests.channels.line.platform.test_rich_menus import MENU, PNG

HOSTILE = "<img src=x onerror=document.title='hacked'>"

pytestmark = pytest.mark.browser

OpenPage = Callable[..., Page]


@pytest.fixture
def bot() -> Iterator[Bot]:
    """A bot."""
    with running_bot() as bot:
        yield bot


@pytest.fixture
def wired(open_line: Callable[..., Line], bot: Bot) -> Line:
    """A platform wired to the bot, with two friends, a place and a button."""
    line = open_line(
        webhook_url=bot.url,
        name="試験市 総合案内",
        places=(Place("試験小学校", 35.5, 139.5),),
        buttons=(Button("災害モードにする", lambda: "災害モードを始めました。"),),
    )
    line.befriend(ANNA, BEN)
    bot.api = line.url
    return line


@pytest.fixture
def open_page(browser: Browser, wired: Line) -> Iterator[OpenPage]:
    """Opens the page; it must run without an error and load nothing from elsewhere."""
    contexts: list[BrowserContext] = []
    trouble: list[str] = []

    def open_page(width: int = 1000) -> Page:
        context = browser.new_context(
            locale="ja-JP",
            viewport={"width": width, "height": 800},
            geolocation={"latitude": 35.75, "longitude": 139.25},
            permissions=["geolocation"],
        )
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: trouble.append(str(error)))
        page.on("console", lambda said: trouble.append(said.text) if said.type == "error" else None)
        page.on(
            "request",
            lambda asked: None if asked.url.startswith(wired.url) else trouble.append(asked.url),
        )
        page.goto(wired.url)
        expect(page.get_by_role("heading", level=1)).to_contain_text("試験市 総合案内")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert trouble == []


def answer(page: Page) -> Any:  # noqa: ANN401  # a locator
    """Return the bot's last message."""
    return page.locator(".entry.bot").last


def write(page: Page, words: str) -> None:
    """Write and send with the keyboard."""
    page.get_by_label("メッセージ").fill(words)
    page.keyboard.press("Enter")


def violations(page: Page) -> list[str]:
    """Return what axe finds: WCAG 2.2 AA and what it holds to be good practice."""
    page.evaluate(files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8"))
    found = page.evaluate("axe.run().then((result) => result.violations)")
    return [f"{one['id']}: {node['html']}" for one in found for node in one["nodes"]]


def test_chatting(open_page: OpenPage, wired: Line) -> None:
    """What is written stands there as text, and so does the answer; addresses become links."""
    page = open_page()
    write(page, f"{HOSTILE} https://www.example.jp/a")

    expect(page.locator(".entry.user .words")).to_contain_text(HOSTILE)
    expect(answer(page)).to_contain_text(f"「{HOSTILE} https://www.example.jp/a」")
    expect(answer(page).get_by_role("link")).to_have_attribute("href", "https://www.example.jp/a")
    assert page.title() == "トークを試す（シミュレーター）"
    assert page.locator(".entry img").count() == 0
    assert wired.texts(BEN) == []


def test_it_says_that_it_is_none(open_page: OpenPage) -> None:
    """Nobody takes it for LINE."""
    page = open_page()
    expect(page.get_by_role("banner")).to_contain_text("これはシミュレーターです")


def test_quick_replies(open_page: OpenPage, bot: Bot) -> None:
    """Under the last message only; a tap says their text, and they are gone."""
    items = [{"type": "action", "action": said("はい", "はい、お願いします")}]
    bot.reply = [text("よろしいですか", quickReply={"items": items})]
    page = open_page()
    write(page, "予約")
    chip = page.get_by_role("list", name="クイックリプライ").get_by_role("button", name="はい")
    expect(chip).to_be_visible()
    bot.reply = [text("承りました")]
    chip.click()

    expect(page.locator(".entry.user").last).to_contain_text("はい、お願いします")
    expect(answer(page)).to_contain_text("承りました")
    expect(chip).to_have_count(0)


def test_a_place_from_the_list_or_where_one_is(open_page: OpenPage, bot: Bot) -> None:
    """Both send a location message."""
    page = open_page()
    page.get_by_role("button", name="位置情報").click()
    page.get_by_label("場所の名前から選ぶ").select_option(label="試験小学校")
    page.get_by_role("button", name="送る", exact=True).click()
    expect(page.locator(".entry.user .place")).to_contain_text("試験小学校")
    page.get_by_role("button", name="位置情報").click()
    page.get_by_role("button", name="現在地").click()
    expect(page.get_by_label("緯度")).to_have_value("35.75")
    page.get_by_role("button", name="送る", exact=True).click()
    expect(page.locator(".entry.user .place")).to_have_count(2)

    sent = [event["message"] for event in bot.events]
    assert [(one["type"], one.get("title"), one["latitude"]) for one in sent] == [
        ("location", "試験小学校", 35.5),
        ("location", None, 35.75),
    ]


def test_stickers_and_photos(open_page: OpenPage, bot: Bot) -> None:
    """Each is one tap."""
    page = open_page()
    page.get_by_role("button", name="スタンプ").click()
    expect(page.locator(".entry.user .sticker")).to_be_visible()
    page.get_by_role("button", name="写真").click()
    expect(page.locator(".entry.user .picture")).to_be_visible()

    assert [event["message"]["type"] for event in bot.events] == ["sticker", "image"]


def test_flex_messages(open_page: OpenPage, bot: Bot) -> None:
    """Bold and coloured, links that open elsewhere, buttons that tell the bot; text is text."""
    actions = {
        "uri": {"type": "uri", "label": "開く", "uri": "https://www.example.jp/"},
        "call": {"type": "uri", "label": "電話", "uri": "tel:119"},
        "tell": {"type": "postback", "label": "はい", "data": "yes=1", "displayText": "役に立った"},
    }
    buttons = [{"type": "button", "action": action} for action in actions.values()]
    words = {"type": "text", "text": HOSTILE, "weight": "bold", "color": "#8a1500", "wrap": True}
    card = bubble(words, {"type": "separator"}, *buttons)
    bot.reply = [flex({"type": "carousel", "contents": [card, card]})]
    page = open_page()
    write(page, "避難所")
    first = page.locator(".carousel .bubble").first

    expect(first.get_by_text(HOSTILE)).to_have_css("color", "rgb(138, 21, 0)")
    expect(first.get_by_text(HOSTILE)).to_have_css("font-weight", "700")
    expect(first.get_by_role("link", name="開く")).to_have_attribute("rel", "noopener noreferrer")
    expect(first.get_by_role("link", name="電話")).to_have_attribute("href", "tel:119")
    bot.reply = [text("ありがとうございます")]
    first.get_by_role("button", name="はい").click()
    expect(page.locator(".entry.user").last).to_contain_text("役に立った")
    expect(answer(page)).to_contain_text("ありがとうございます")
    assert bot.events[-1]["postback"] == {"data": "yes=1"}
    assert "displayText" not in bot.events[-1]


def test_the_rich_menu(open_page: OpenPage, bot: Bot, wired: Line) -> None:
    """Shown as soon as there is one, tapped where its areas are; another one replaces it."""
    page = open_page()
    menu = page.get_by_role("region", name="リッチメニュー")
    expect(menu).to_be_hidden()
    for name in ("メニュー", "災害メニュー"):
        told = wired.api.post("richmenu", json=MENU | {"chatBarText": name}).json()
        path = f"richmenu/{told['richMenuId']}"
        wired.api.post(f"{path}/content", content=png(2500, 843), headers=PNG)
        wired.api.post(f"user/all/{path}")
        expect(page.get_by_role("button", name=name, exact=True)).to_be_visible()
    menu.get_by_role("button", name="ask=ごみ").click()
    expect(answer(page)).to_be_visible()
    assert bot.events[-1]["postback"] == {"data": "ask=ごみ"}

    page.get_by_role("button", name="災害メニュー").click()
    expect(menu).to_be_hidden()


def test_loading_shows_until_the_answer(open_page: OpenPage, bot: Bot, wired: Line) -> None:
    """The bot is seen to be at work."""
    bot.api = ""
    page = open_page()
    wired.api.post("chat/loading/start", json={"chatId": ANNA, "loadingSeconds": 60})
    expect(page.locator("#loading")).to_have_text("入力中…")
    body = {"to": ANNA, "messages": [{"type": "text", "text": "できました"}]}
    wired.api.post("message/push", json=body)
    expect(answer(page)).to_contain_text("プッシュ")
    expect(page.locator("#loading")).to_have_text("")


def test_a_bot_that_does_not_answer(open_page: OpenPage, bot: Bot) -> None:
    """It is told why."""
    bot.status = 500
    page = open_page()
    write(page, "やあ")
    expect(page.locator(".entry.note")).to_contain_text("ボットが受け取りを断りました（500）")


def test_several_users(open_page: OpenPage, bot: Bot) -> None:
    """Each has a talk of their own; a new one is a new friend."""
    page = open_page()
    write(page, "わたしです")
    expect(answer(page)).to_be_visible()
    page.get_by_label("利用者").select_option(value=BEN)
    expect(page.locator(".entry")).to_have_count(0)
    page.get_by_label("友だちを増やす").fill("新人")
    page.get_by_role("button", name="追加").click()
    expect(answer(page)).to_be_visible()
    expect(page.get_by_label("利用者").locator("option")).to_have_text(["Uaa", "Ubb", "新人"])
    assert bot.events[-1]["type"] == "follow"


def test_blocking_language_and_sending_again(open_page: OpenPage, bot: Bot, wired: Line) -> None:
    """What is around the talk."""
    page = open_page()
    write(page, "やあ")
    expect(answer(page)).to_be_visible()
    page.get_by_role("button", name="再送").click()
    expect(page.locator("#said")).to_have_text("再送しました。")
    page.get_by_label("言語").select_option("vi")
    page.get_by_role("button", name="ブロックする").click()
    expect(page.get_by_role("button", name="ブロックを解除する")).to_be_visible()
    expect(page.get_by_label("メッセージ")).to_be_disabled()

    assert [event["type"] for event in bot.events] == ["message", "message", "unfollow"]
    assert bot.events[1]["deliveryContext"]["isRedelivery"] is True
    assert wired.stub.get("state").json()["users"][0]["language"] == "vi"


def test_the_bots_own_buttons(open_page: OpenPage) -> None:
    """They say what came of it."""
    page = open_page()
    page.get_by_role("button", name="災害モードにする").click()
    expect(page.locator("#said")).to_have_text("災害モードを始めました。")


@pytest.mark.parametrize("width", [320, 1000])
def test_axe_finds_nothing(open_page: OpenPage, bot: Bot, wired: Line, width: int) -> None:
    """With messages, the menu and the form; and nothing has to be scrolled sideways."""
    items = [{"type": "action", "action": said("はい")}]
    card = bubble({"type": "text", "text": "x" * 300, "wrap": True}, {"type": "separator"})
    buttons = {"type": "buttons", "text": "どちら", "actions": [said("こちら")]}
    bot.reply = [
        flex({"type": "carousel", "contents": [card] * 3}),
        {"type": "template", "altText": "x", "template": buttons},
        text("あ" * 300, quickReply={"items": items * 13}),
    ]
    menu_id = wired.api.post("richmenu", json=MENU).json()["richMenuId"]
    wired.api.post(f"richmenu/{menu_id}/content", content=png(2500, 843), headers=PNG)
    wired.api.post(f"user/all/richmenu/{menu_id}")
    page = open_page(width)
    write(page, "やあ")
    expect(page.locator(".entry.bot")).to_have_count(3)

    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.get_by_role("button", name="位置情報").click()
    assert violations(page) == []
