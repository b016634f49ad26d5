"""Which shelters are offered, and what is said of them."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from chatbot.answer import LANGUAGES, Location, ShelterOffer
from chatbot.disaster.shelters.finder import Nearby, ShelterFinder
from chatbot.disaster.shelters.status import ShelterStatus, StatusBoard, StatusReport
from chatbot.disaster.shelters.words import notices, offer_text
from chatbot.errors import DisasterError
from corpus.document import Metadata
from corpus.shelters.shelter import Kind, Shelter

POINT = Location(35.8, 139.9)
LASTING = timedelta(hours=12)
CATALOGUE = DisasterError.catalogue
Make = Callable[..., Shelter]


def near(now: datetime, shelters: list[Shelter], *reports: StatusReport, **asked: object) -> Nearby:
    """Ask at the point."""
    board = StatusBoard(LASTING).after(reports)
    finder = ShelterFinder(tuple(shelters), lambda: board, {"a.csv": Metadata("甲", "https://a")})
    return finder.near(POINT, **{"now": now, **asked})  # type: ignore[arg-type]


def ids(nearby: Nearby) -> list[str]:
    """Return the ids of the offers."""
    return [offer.id for offer in nearby.offers]


def test_everything_that_is_said_of_a_shelter(make: Make, now: datetime) -> None:
    """With the attribution of the file it stands in."""
    kinds = (Kind.EMERGENCY, Kind.EVACUATION)
    more = {"address": "旭町1", "capacity": 500, "kinds": kinds, "sources": ("a.csv", "b.csv")}
    report = StatusReport("a", ShelterStatus.OPEN, now.astimezone(UTC), "sato", "開設")
    nearby = near(now, [make("a", 0.01, "fire", "flood", **more)], report, hazards=("flood",))
    assert nearby.offers == (
        ShelterOffer(
            name="学校a",
            address="旭町1",
            latitude=35.809999999999995,
            longitude=139.9,
            distance_m=1112,
            id="a",
            kinds=("emergency", "evacuation"),
            designated_for=("flood", "fire"),
            designated=True,
            capacity=500,
            status="open",
            status_at=now.replace(microsecond=0),
            map_url="https://maps.gsi.go.jp/#17/35.809999999999995/139.9/",
            geo_uri="geo:35.809999999999995,139.9",
        ),
    )
    assert (nearby.sources, nearby.as_of) == ((Metadata("甲", "https://a"),), now)


def test_only_places_designated_for_every_hazard(make: Make, now: datetime) -> None:
    """A nearer one that isn't is no offer; that there are few is told."""
    shelters = [make("a", 0.001), make("b", 0.002, "flood"), make("c", 0.003, "flood", "fire")]
    assert ids(near(now, shelters, hazards=("flood",))) == ["b", "c"]
    nearby = near(now, shelters, hazards=("flood", "fire"), limit=1)
    assert (ids(nearby), nearby.few) == (["c"], False)
    assert near(now, shelters, hazards=("tsunami",)).few


def test_hazards_without_a_designation_in_law(make: Make, now: datetime) -> None:
    """Every place is offered, and none is called designated."""
    nearby = near(now, [make("a", 0.001), make("b", 0.002, "flood")], hazards=("blackout",))
    assert (ids(nearby), nearby.hazards) == (["a", "b"], ())
    assert [offer.designated for offer in nearby.offers] == [None, None]


def test_nobody_is_sent_farther_than_twenty_kilometres(make: Make, now: datetime) -> None:
    """0.2° are 22 km."""
    nearby = near(now, [make("a", 0.1), make("b", 0.2)])
    assert (ids(nearby), nearby.few) == (["a"], True)


def test_full_and_closed_places_come_last(make: Make, now: datetime) -> None:
    """And leave their place to open or unknown ones."""
    shelters = [make(name, number / 1000) for number, name in enumerate("abcd")]
    full = StatusReport("a", ShelterStatus.FULL, now, "sato", "満員")
    closed = StatusReport("b", ShelterStatus.CLOSED, now, "sato", "停電")
    assert ids(near(now, shelters, full, closed, limit=2)) == ["c", "d"]
    assert ids(near(now, shelters, full, closed, limit=4)) == ["c", "d", "a", "b"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("status", ["open", "full", "closed"])
def test_a_status_is_said_with_its_time(
    make: Make, now: datetime, language: str, status: str
) -> None:
    """In every language."""
    report = StatusReport("a", ShelterStatus(status), now, "sato", "報告")
    (offer,) = near(now, [make("a", 0.01, "flood")], report).offers
    assert "11/22 10:00" in offer_text(offer, language, CATALOGUE)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_not_known_is_said(make: Make, now: datetime, language: str) -> None:
    """Neither open nor closed; a notice says what designation means and how few there are."""
    nearby = near(now, [make("a", 0.01, "flood")], hazards=("flood",))
    said = offer_text(nearby.offers[0], language, CATALOGUE)
    assert CATALOGUE.text("shelters.unknown", language) in said
    assert len(notices(nearby, language, CATALOGUE)) == 2


def test_the_text_in_japanese(make: Make, now: datetime) -> None:
    """Name, distance, address, designation, status."""
    shelters = [make("a", 0.01, "flood", address="旭町1"), make("b", 0.0031)]
    first, second = near(now, shelters).offers
    assert offer_text(second, "ja", CATALOGUE).splitlines() == [
        "学校a（約1.1km）",
        "旭町1",
        "指定されている災害: 洪水",
        "開いているかどうかは分かりません。市の公式の発表で確かめてください。",
    ]
    assert offer_text(first, "ja", CATALOGUE).splitlines() == [
        "学校b（約340m）",
        "災害の種類ごとの指定（指定緊急避難場所）はありません。",
        "開いているかどうかは分かりません。市の公式の発表で確かめてください。",
    ]
