"""GET /api/disaster: the mode, the banner and the orders, for the widget and outside clients."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from channels.web.disaster import router
from chatbot.answer import LANGUAGES
from chatbot.disaster.event import Action, DisasterEvent
from chatbot.disaster.state import DisasterState, fold

START = datetime(2026, 11, 22, 0, 30, tzinfo=UTC)
NOW = datetime(2026, 11, 22, 10, 0, 0, 500, tzinfo=timezone(timedelta(hours=9)))
ORDER = DisasterEvent(
    START, "sato", Action.ORDER, ("flood",), reason="本部", areas=("旭町",), order="避難指示"
)
Get = Callable[..., dict[str, object]]


class City:
    """What the route needs of a chatbot."""

    def __init__(self, *events: DisasterEvent) -> None:
        """Keep what happened."""
        self._events = events

    def disaster_state(self) -> DisasterState:
        """Return the state at ten."""
        return fold(self._events, NOW)


@pytest.fixture
def get() -> Get:
    """Ask a server after these events."""

    def ask(*events: DisasterEvent) -> dict[str, object]:
        app = FastAPI()
        app.state.chatbot = City(*events)
        app.include_router(router)
        with TestClient(app) as client:
            response = client.get("/api/disaster")
        assert response.status_code == 200
        body: dict[str, object] = response.json()
        return body

    return ask


def test_normal_mode_says_nothing(get: Get) -> None:
    """But since when it is known."""
    assert get() == {
        "mode": "normal",
        "hazards": [],
        "level": None,
        "since": None,
        "until": None,
        "as_of": "2026-11-22T10:00:00+09:00",
        "banner": dict.fromkeys(LANGUAGES, ""),
        "orders": [],
        "menu": {language: [] for language in LANGUAGES},
    }


def test_a_disaster_has_banner_and_orders(get: Get) -> None:
    """Times are the city's; every language has its texts."""
    body = get(ORDER)
    banner, orders = body["banner"], body["orders"]

    assert (body["mode"], body["hazards"], body["level"]) == ("disaster", ["flood"], 4)
    assert body["since"] == "2026-11-22T09:30:00+09:00"
    assert body["until"] == "2026-11-23T09:30:00+09:00"
    assert isinstance(orders, list)
    assert isinstance(banner, dict)
    assert set(banner) == set(LANGUAGES)
    (order,) = orders
    assert (order["kind"], order["level"], order["areas"]) == ("避難指示", 4, ["旭町"])
    assert order["issued_at"] == "2026-11-22T09:30:00+09:00"
    assert all(order["text"][language] in banner[language] for language in LANGUAGES)
    assert "Evacuation order" in banner["en"]
    assert body["menu"]["en"][0] == "Where is the nearest shelter?"  # type: ignore[index]


def test_a_drill_says_so_in_every_text(get: Get) -> None:
    """Banner and orders begin with it."""
    body = get(DisasterEvent(START, "sato", Action.DRILL, reason="訓練"), ORDER)
    banner, orders = body["banner"], body["orders"]

    assert body["mode"] == "drill"
    assert isinstance(banner, dict)
    assert isinstance(orders, list)
    assert all(text.startswith("【訓練】") for text in banner.values())
    assert all(text.startswith("【訓練】") for text in orders[0]["text"].values())
    assert banner["en"].startswith("【訓練】[DRILL]")
