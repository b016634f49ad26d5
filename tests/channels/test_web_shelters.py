"""GET /api/shelters: the nearest shelters, with what must be said of them."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
from fastapi import FastAPI
from starlette.middleware import Middleware
from starlette.testclient import TestClient
from starlette.types import ASGIApp, Receive, Scope, Send

from channels.web.problems import add_problem_handlers
from channels.web.shelters import router
from chatbot.answer import Location
from chatbot.disaster.shelters.finder import Nearby, ShelterFinder
from chatbot.disaster.shelters.status import ShelterStatus, StatusBoard, StatusReport
from corpus.document import Metadata
from corpus.shelters.shelter import Kind, Shelter

NOW = datetime(2026, 11, 22, 10, 0, 0, 500, tzinfo=timezone(timedelta(hours=9)))
SHELTERS = tuple(
    Shelter(
        id_, f"学校{id_}", 35.8 + north, 139.9, (Kind.EMERGENCY,), hazards, sources=("a.geojson",)
    )
    for id_, north, hazards in (
        ("a", 0.001, frozenset({"earthquake"})),
        ("b", 0.002, frozenset({"earthquake", "flood"})),
    )
)
SOURCES = {"a.geojson": Metadata("出典:国土地理院", "https://www.gsi.go.jp/")}
DISTANCES = (
    "Distances are in a straight line. A shelter is not designated for disasters that are not "
    "listed; that does not mean it is safe. If the way is dangerous, go high up in a strong "
    "building nearby."
)
Get = Callable[..., Any]


class City:
    """What the route needs of a chatbot."""

    def shelters_near(self, point: Location, hazards: tuple[str, ...], limit: int) -> Nearby:
        """Return the shelters; one is said to be open."""
        report = StatusReport("b", ShelterStatus.OPEN, NOW, "sato", "開設")
        board = StatusBoard(timedelta(hours=12)).after([report])
        finder = ShelterFinder(SHELTERS, lambda: board, SOURCES)
        return finder.near(point, hazards, limit, now=NOW)


class Named:
    """Gives every request the id that problems name."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap the application."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Note the id."""
        scope.setdefault("state", {})["request_id"] = "1"
        await self._app(scope, receive, send)


@pytest.fixture
def get() -> Iterator[Get]:
    """Ask a server of the city."""
    app = FastAPI(middleware=[Middleware(Named)])
    app.state.chatbot = City()
    app.include_router(router)
    add_problem_handlers(app)
    with ExitStack() as stack:
        client = stack.enter_context(TestClient(app))

        def ask(**query: Any) -> Any:  # noqa: ANN401  # what a caller sends, what its client gives
            return client.get("/api/shelters", params={"language": "en", **query})

        yield ask


def test_shelters_for_a_hazard(get: Get) -> None:
    """The whole body."""
    response = get(latitude=35.8, longitude=139.9, hazard="flood")
    assert response.status_code == 200
    assert response.json() == {
        "shelters": [
            {
                "name": "学校b",
                "address": "",
                "latitude": 35.802,
                "longitude": 139.9,
                "distance_m": 222,
                "id": "b",
                "kinds": ["emergency"],
                "designated_for": ["flood", "earthquake"],
                "designated": True,
                "capacity": None,
                "status": "open",
                "status_at": "2026-11-22T10:00:00+09:00",
                "map_url": "https://maps.gsi.go.jp/#17/35.802/139.9/",
                "geo_uri": "geo:35.802,139.9",
            }
        ],
        "hazards": ["flood"],
        "notices": [
            "Shelters within 20 km designated for river flood: 1.",
            DISTANCES,
        ],
        "attribution": [{"title": "出典:国土地理院", "url": "https://www.gsi.go.jp/"}],
        "as_of": "2026-11-22T10:00:00+09:00",
    }


def test_without_a_hazard_all_are_offered(get: Get) -> None:
    """Nearest first, as many as asked; what is not known is unknown."""
    body = get(latitude=35.8, longitude=139.9, limit=1).json()
    assert [(one["id"], one["status"], one["designated"]) for one in body["shelters"]] == [
        ("a", "unknown", None)
    ]


def test_nothing_near(get: Get) -> None:
    """No shelter is offered across half of Japan, and that is said."""
    body = get(latitude=43.0, longitude=141.3).json()
    assert (body["shelters"], body["attribution"]) == ([], [])
    assert body["notices"] == ["There are 0 shelters within 20 km."]


@pytest.mark.parametrize(
    "query",
    [
        {"longitude": 139.9},
        {"latitude": "north", "longitude": 139.9},
        {"latitude": "nan", "longitude": 139.9},
        {"latitude": 91, "longitude": 139.9},
        {"latitude": 35.8, "longitude": "inf"},
        {"latitude": 35.8, "longitude": 139.9, "hazard": "godzilla"},
        {"latitude": 35.8, "longitude": 139.9, "limit": 0},
        {"latitude": 35.8, "longitude": 139.9, "limit": 1000},
    ],
)
def test_what_cannot_be_asked(get: Get, query: dict[str, object]) -> None:
    """A problem in the caller's language that names the parameter."""
    response = get(**query)
    assert response.status_code == 422
    assert response.headers["content-type"] == "application/problem+json"
    assert len(response.json()["errors"]) == 1
