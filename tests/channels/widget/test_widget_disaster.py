"""The widget in a disaster, in a drill, and shelters around a place."""

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import expect

from chatbot.disaster.event import Action, DisasterEvent
from chatbot.disaster.journal import Journal
from chatbot.service import Chatbot
from tests.channels.widget.conftest import Begin
from tests.channels.widget.visit import Visit

HERE = {"latitude": 35.7876, "longitude": 139.9}
LOCATED = {"geolocation": HERE, "permissions": ["geolocation"]}

pytestmark = pytest.mark.browser

StartIn = Callable[..., Visit]


@pytest.fixture
def start_in(  # noqa: PLR0913  # each is a fixture
    *,
    begin: Begin,
    make_chatbot: Callable[..., Chatbot],
    running: Callable[[Chatbot], AbstractContextManager[httpx.Client]],
    embedder_cache: Path,
    site: str,
    tmp_path: Path,
) -> Iterator[StartIn]:
    """Visits the page of the bundled city in a mode; there is no index."""
    with ExitStack() as stack:

        def start_in(action: Action | None, **options: object) -> Visit:
            (tmp_path / "models").symlink_to(embedder_cache.resolve())
            chatbot = make_chatbot(city="matsudo", data_dir=tmp_path, allowed_origins=(site,))
            if action:
                declare(chatbot, action, tmp_path)
            client = stack.enter_context(running(chatbot))
            visit = begin(str(client.base_url).rstrip("/"), **options)
            visit.open()
            return visit

        yield start_in


def declare(chatbot: Chatbot, action: Action, data_dir: Path) -> None:
    """Switch the mode and wait until the server has seen it."""
    event = DisasterEvent(
        at=datetime.now(UTC), actor="職員", action=action, hazards=("flood",), reason="試験"
    )
    Journal(chatbot.store, data_dir).append(event)
    while chatbot.disaster_state().mode == "normal":
        pass


def test_a_disaster_is_told_on_top(start_in: StartIn) -> None:
    """Whoever opens the page sees it: the numbers to call, the city's site, the menu."""
    visit = start_in(Action.ON)
    banner = visit.page.get_by_role("region", name="災害のお知らせ")
    expect(banner).to_contain_text("洪水")
    expect(banner).not_to_contain_text("訓練")
    expect(banner.get_by_role("link", name="火事・救急 119")).to_have_attribute("href", "tel:119")
    expect(visit.page.locator(".welcome .chip").first).to_have_text("近くの避難所はどこですか")
    banner.locator("summary").click()
    banner.get_by_role("button", name="避難のとき何を持っていけばいいですか").click()
    expect(visit.last).to_have_attribute("data-status", "disaster")
    visit.page.keyboard.press("Escape")
    expect(visit.page.locator(".launcher")).to_contain_text("災害情報があります")


def test_a_drill_is_marked_everywhere(start_in: StartIn) -> None:
    """Banner and answers begin with 【訓練】; the banner follows the language."""
    visit = start_in(Action.DRILL)
    banner = visit.page.locator(".banner")
    expect(banner).to_contain_text("【訓練】")
    expect(visit.ask("停電した").locator(".text")).to_contain_text("【訓練】停電")
    visit.page.get_by_label("言語 / Language").select_option("en")
    expect(banner).to_contain_text("DRILL")


def test_a_page_that_is_open_learns_of_a_disaster(
    begin: Begin,
    make_chatbot: Callable[..., Chatbot],
    serving: Callable[[Chatbot], httpx.Client],
    site: str,
    tmp_path: Path,
) -> None:
    """Within a minute, without a reload; the status region says it."""
    chatbot = make_chatbot(allowed_origins=(site,))
    visit = begin(str(serving(chatbot).base_url).rstrip("/"))
    visit.page.clock.install()
    visit.open()
    expect(visit.page.locator(".banner")).to_be_hidden()
    declare(chatbot, Action.ON, tmp_path)
    visit.listen()
    visit.page.clock.fast_forward(60_000)
    expect(visit.page.locator(".banner")).to_be_visible()
    (said,) = visit.heard
    assert "洪水" in said


def test_shelters_near_me_in_a_disaster(start_in: StartIn) -> None:
    """Designated for the hazard, nearest first, with distance and map, and not said to be open."""
    visit = start_in(Action.ON, **LOCATED)
    visit.button("現在地から避難所をさがす").last.click()
    shelters = visit.page.locator(".shelter")
    expect(shelters).to_have_count(3)
    expect(shelters.first).to_contain_text(re.compile(r"ここから\d+ m"))
    expect(shelters.first).to_contain_text("洪水")
    expect(shelters.first).to_contain_text("開いているかは分かりません")
    expect(shelters.first.get_by_role("link")).to_have_attribute(
        "href", re.compile("^https://maps.gsi.go.jp/")
    )


def test_shelters_near_me_on_any_other_day(start_in: StartIn) -> None:
    """With what each is designated for, as of when, and where the data come from."""
    visit = start_in(None, **LOCATED)
    visit.button("現在地から避難所をさがす").click()
    expect(visit.page.locator(".shelter")).to_have_count(3)
    expect(visit.page.locator(".shelter").first).to_contain_text("災害の種類ごとの指定はありません")
    expect(visit.last).to_contain_text("現在")
    expect(visit.last).to_contain_text("データ: ")


def test_without_a_location_it_says_what_to_do(start_in: StartIn) -> None:
    """A browser that isn't allowed to tell."""
    visit = start_in(None)
    visit.button("現在地から避難所をさがす").click()
    expect(visit.page.locator(".note")).to_contain_text("町の名前", timeout=15_000)
