"""The states of the widget that must be accessible, each with the way that leads to it."""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.channels.widget.rough_road import Road
from tests.channels.widget.visit import Visit


def _closed(visit: Visit, _road: Road) -> None:
    visit.page.keyboard.press("Escape")


def _opened(_visit: Visit, _road: Road) -> None:
    return


def _answered(visit: Visit, _road: Road) -> None:
    answer = visit.ask()
    answer.locator("summary").first.click()
    answer.locator("blockquote").scroll_into_view_if_needed()


def _rated(visit: Visit, _road: Road) -> None:
    answer = visit.ask()
    answer.locator(".feedback > button").last.click()
    expect(answer.locator(".why")).to_be_visible()


def _furigana(visit: Visit, _road: Road) -> None:
    answer = visit.ask()
    answer.locator(".tools button").first.click()
    expect(answer.locator(".tools button").first).to_have_attribute("aria-pressed", "true")


def _clarified(visit: Visit, _road: Road) -> None:
    visit.ask("こんにちは")


def _emergency(visit: Visit, _road: Road) -> None:
    visit.ask("家が燃えている")


def _table(visit: Visit, _road: Road) -> None:
    visit.ask("施設使用料の一覧")


def _waiting(visit: Visit, road: Road) -> None:
    road.plan = lambda head: -1 if head.startswith(b"POST") else None
    visit.page.locator("#box").fill("粗大ごみ")
    visit.page.locator("#box").press("Enter")
    expect(visit.page.locator(".wait")).to_be_visible()


def _stopped(visit: Visit, road: Road) -> None:
    _waiting(visit, road)
    visit.page.locator(".stop").click()
    expect(visit.last).to_have_attribute("data-status", "stopped")


def _offline(visit: Visit, _road: Road) -> None:
    visit.page.context.set_offline(True)
    visit.ask()
    visit.trouble.clear()


def _too_long(visit: Visit, _road: Road) -> None:
    visit.page.locator("#box").fill("あ" * 1001)


def _settings(visit: Visit, _road: Road) -> None:
    visit.page.locator("[aria-controls=settings]").click()


def _confirming(visit: Visit, road: Road) -> None:
    _settings(visit, road)
    visit.page.locator("#settings > button").last.click()
    expect(visit.page.locator("dialog")).to_be_visible()


def _largest(visit: Visit, road: Road) -> None:
    _settings(visit, road)
    visit.page.locator("#settings .row button").last.click()
    visit.page.locator("[aria-controls=settings]").click()
    _answered(visit, road)


def _inverted(visit: Visit, road: Road) -> None:
    _settings(visit, road)
    visit.page.locator("#settings > button").first.click()
    _answered(visit, road)


def _no_location(visit: Visit, _road: Road) -> None:
    visit.page.locator(".extra").first.click()
    expect(visit.page.locator(".note")).to_be_visible(timeout=15_000)


STATES: dict[str, Callable[[Visit, Road], None]] = {
    "closed": _closed,
    "opened": _opened,
    "answered": _answered,
    "rated": _rated,
    "furigana": _furigana,
    "clarified": _clarified,
    "emergency": _emergency,
    "table": _table,
    "waiting": _waiting,
    "stopped": _stopped,
    "offline": _offline,
    "too long": _too_long,
    "settings": _settings,
    "confirming": _confirming,
    "largest letters": _largest,
    "white on black": _inverted,
    "no location": _no_location,
}
