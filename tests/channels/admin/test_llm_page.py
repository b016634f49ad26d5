"""The page on the language model, by text and by axe."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Browser

from chatbot.llm.language_model import Trouble
from chatbot.llm.usage import Usage
from chatbot.verification.fault import Fault
from tests.channels.admin.conftest import Staff

LLM = {"llm": "openai:m", "llm_base_url": "http://127.0.0.1:9/v1"}


@pytest.fixture
def reader(visitor: Callable[..., Staff]) -> Staff:
    """Somebody signed in at a server with a language model that was used today."""
    person = visitor(
        **LLM, llm_tokens_per_day=1000, llm_cost_per_day=5, llm_input_price=1, llm_output_price=1
    )
    assert person.sign_in().status_code == 303
    assert person.chatbot.llm is not None
    counts = person.chatbot.llm.counts
    counts.count_call(Usage(1200, 34), 0.25)
    counts.count_trouble(Trouble.TIMEOUT)
    counts.count_fault(Fault.NUMBER)
    for outcome in ("generated", "generated", "fallback.timeout", "fallback.number"):
        counts.count_outcome(outcome)
    return person


def test_the_page_tells_what_was_used(reader: Staff) -> None:
    """State and budget of today, a row for the day, and each count in staff's words."""
    page = reader.text("/admin/llm")
    today = reader.chatbot.now().date()

    assert "<dt>今日のトークン</dt><dd>1,234（上限 1,000、123%）</dd>" in page
    assert "<dt>今日の費用</dt><dd>0.2500（上限 5、5%）</dd>" in page
    assert "<dt>呼び出し</dt><dd>正常</dd>" in page
    assert "今日の上限に達したので" in page
    assert f'<th scope="row">{today}</th><td>1</td><td>1,200</td><td>34</td><td>0.2500</td>' in page
    for name, count in (
        ("すべて言語モデルの文", 2),
        ("引用（時間切れ）", 1),
        ("引用（出典にない数）", 1),
        ("出典にない数", 1),
        ("時間切れ", 1),
    ):
        assert f'<th scope="row">{name}</th><td>{count}</td>' in page


def test_without_a_language_model_there_is_no_menu_entry(staff: Staff) -> None:
    """The menu is as it was, and the page says why it is empty."""
    assert "/admin/llm" not in staff.text("/admin")
    assert "ANNAI_LLM" in staff.text("/admin/llm")


def test_an_unused_one_is_said_to_be(visitor: Callable[..., Staff]) -> None:
    """No limit is set, nothing was asked."""
    person = visitor(**LLM)
    person.sign_in()
    page = person.text("/admin/llm")

    assert "<dt>今日のトークン</dt><dd>0</dd>" in page
    assert "「日ごとの使用量」は、この期間にはありません。" in page


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_it(reader: Staff, browser: Browser, scheme: str) -> None:
    """With everything on it, wide and narrow."""
    context = browser.new_context(color_scheme="dark" if scheme == "dark" else "light")
    address = str(reader.client.base_url)
    context.add_cookies(
        [
            {"name": name, "value": value, "url": address}
            for name, value in reader.client.cookies.items()
        ]
    )
    page = context.new_page()
    found = {}
    for width in (1200, 320):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(f"{address}/admin/llm")
        found[width] = [one["id"] for one in Axe().run(page).response["violations"]]
    heading = page.get_by_role("heading", level=1).text_content()
    context.close()

    assert heading == "言語モデル"
    assert found == {1200: [], 320: []}
