"""Which telegrams of a feed are fetched for a city."""

import pytest

from chatbot.disaster.feed.entries import Entry
from chatbot.disaster.feed.relevance import may_concern
from corpus.city import JmaSettings
from tests.jma_feed import START

INLAND = JmaSettings(weather=("1220700", "120010"), quake=("1220700", "341"), rivers=("江戸川",))
COAST = JmaSettings(weather=("0121400",), quake=("0121400",), tsunami=("191",))


@pytest.mark.parametrize(
    ("kind", "office", "inland", "coast"),
    [
        ("VPWW55", "120000", True, False),
        ("VPWW55", "011000", False, True),
        ("VPWW55", "", True, True),
        ("VPBS50", "999999", True, True),
        ("VXWW50", "999999", True, True),
        ("VXSE53", "270000", True, True),
        ("VTSE41", "010000", False, True),
        ("VXKO51", "820000", True, False),
        ("VYSE50", "010000", True, True),
        ("VFVO52", "010000", False, False),
        ("VPFD51", "120000", False, False),
        ("", "120000", False, False),
    ],
)
def test_what_may_concern_a_city(kind: str, office: str, *, inland: bool, coast: bool) -> None:
    """By the areas it has codes of; warnings by prefecture too, 稚内 and 宗谷 share 01."""
    entry = Entry("/1.xml", kind, office, START)

    assert [may_concern(entry, INLAND), may_concern(entry, COAST)] == [inland, coast]


def test_a_city_without_codes_fetches_next_to_nothing() -> None:
    """Nothing could be said of it."""
    kinds = ("VPWW55", "VXSE53", "VTSE41", "VXKO51", "VPBS50")

    assert not [kind for kind in kinds if may_concern(Entry("/", kind, "", START), JmaSettings())]
