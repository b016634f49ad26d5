"""WCAG 2.2 AA by axe-core, in every state, with the settings that people need, in two languages."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import expect

from chatbot.disaster.event import Action
from chatbot.service import Chatbot
from tests.channels.widget.axe import findings
from tests.channels.widget.conftest import Begin
from tests.channels.widget.rough_road import Road, rough_road
from tests.channels.widget.states import STATES
from tests.channels.widget.test_widget_disaster import HERE, declare
from tests.channels.widget.visit import Visit

pytestmark = pytest.mark.browser

MEDIA: dict[str, dict[str, Any]] = {
    "plain": {"reduced_motion": "no-preference", "forced_colors": "none"},
    "reduced motion": {"reduced_motion": "reduce", "forced_colors": "none"},
    "forced colours": {"reduced_motion": "no-preference", "forced_colors": "active"},
}
DESK, PHONE = {"width": 1280, "height": 800}, {"width": 320, "height": 640}


@pytest.fixture
def road(bot: str) -> Iterator[Road]:
    """A way to the server that can be made bad."""
    with rough_road(bot) as road:
        yield road


def faults(visit: Visit) -> dict[str, list[str]]:
    """Return what axe finds with each of the settings; those without a fault are left out."""
    found = {}
    for name, media in MEDIA.items():
        visit.page.emulate_media(**media)
        found[name] = findings(visit.page, forced=name == "forced colours")
    return {name: faults for name, faults in found.items() if faults}


@pytest.mark.parametrize(("screen", "language"), [(DESK, "ja"), (DESK, "en"), (PHONE, "ja")])
@pytest.mark.parametrize("state", STATES)
def test_no_state_has_a_fault(
    road: Road, begin: Begin, state: str, screen: dict[str, int], language: str
) -> None:
    """Neither violations nor anything left undecided. The road is open until the visit ends."""
    visit = begin(road.origin, viewport=screen)
    visit.open(language=language)
    STATES[state](visit, road)

    assert faults(visit) == {}


@pytest.mark.parametrize("action", [Action.ON, Action.DRILL])
def test_no_disaster_has_a_fault(  # noqa: PLR0913  # each is a fixture
    *,
    begin: Begin,
    make_chatbot: Callable[..., Chatbot],
    running: Callable[[Chatbot], AbstractContextManager[httpx.Client]],
    embedder_cache: Path,
    site: str,
    tmp_path: Path,
    action: Action,
) -> None:
    """The banner, its menu and the shelters; the launcher with its word of alarm."""
    (tmp_path / "models").symlink_to(embedder_cache.resolve())
    chatbot = make_chatbot(city="matsudo", data_dir=tmp_path, allowed_origins=(site,))
    declare(chatbot, action, tmp_path)
    with running(chatbot) as client:
        visit = begin(
            str(client.base_url).rstrip("/"), geolocation=HERE, permissions=["geolocation"]
        )
        for language in ("ja", "en"):
            visit.open(language=language)
            visit.page.locator(".banner summary").click()
            visit.page.locator(".banner .chip").first.click()
            expect(visit.page.locator(".shelter").first).to_be_visible()
            assert faults(visit) == {}
            visit.page.keyboard.press("Escape")
            assert faults(visit) == {}


@pytest.mark.parametrize("place", [{"mode": "inline", "target": "#place"}, {"mode": "page"}])
def test_no_place_has_a_fault(begin: Begin, place: dict[str, str]) -> None:
    """In the page, and filling it."""
    visit = begin()
    visit.go(**place)
    visit.ask()

    assert faults(visit) == {}


@pytest.mark.parametrize("path", ["/", "/demo/inline.html", "/demo/page.html"])
def test_the_demonstration_has_no_fault(begin: Begin, path: str) -> None:
    """The sample city's pages keep the rules too."""
    visit = begin()
    visit.page.goto(f"{visit.bot}{path}")
    expect(visit.page.locator("annai-chat :is(.launcher, .panel):visible")).to_have_count(1)

    assert faults(visit) == {}


def test_forced_colours_are_the_systems(begin: Begin) -> None:
    """Every button and text is of another colour than what is behind it: what axe can't tell."""
    visit = begin(forced_colors="active")
    visit.open()
    visit.ask()
    pairs = visit.page.locator("annai-chat :is(button, .city, .question, th, .badge)").evaluate_all(
        """(places) => places.map((place) => {
            const clear = (each) => /, 0\\)$/.test(getComputedStyle(each).backgroundColor);
            let behind = place;
            while (clear(behind) && behind.parentElement) behind = behind.parentElement;
            return [getComputedStyle(place).color, getComputedStyle(behind).backgroundColor];
        })"""
    )

    text, links, canvas = "rgb(0, 0, 0)", "rgb(0, 0, 159)", "rgb(255, 255, 255)"
    assert {tuple(pair) for pair in pairs} == {(text, canvas), (links, canvas)}
