"""A reranker between search and guidance."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from chatbot.finding import Finder
from chatbot.service import open_chatbot
from chatbot.settings import Settings
from corpus.city import CitySettings
from corpus.document import Document
from indexing.errors import IndexingError
from indexing.live import LiveIndex
from indexing.rerankers.base import Reranker
from indexing.search import Engines
from indexing.snapshots import Snapshots
from tests.building import CITY, NOON, build, make_faq

FAQS: list[Document] = [
    make_faq(f"粗大ごみの{part}を教えてください。", f"{part}の答えです。")
    for part in ["出し方", "手数料", "予約"]
]


class _Last(Reranker):
    """Prefers one text, and remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, int]] = []

    def scores(self, question: str, texts: Sequence[str]) -> list[float]:
        self.asked.append((question, len(texts)))
        return [float("予約" in text) for text in texts]


@pytest.fixture
def live(snapshots: Snapshots, engines: Engines) -> LiveIndex:
    """Three questions about one thing."""
    snapshots.publish(build(snapshots, engines, FAQS))
    return LiveIndex(snapshots, engines, CITY)


def test_hits_come_in_the_rerankers_order(live: LiveIndex) -> None:
    """What was decided stays; the city's name isn't asked for, as in the search."""
    city, reranker = CitySettings(name=CITY, contact=""), _Last()
    question = f"{CITY}の粗大ごみの出し方"

    plain = Finder(live, city).find(question, "ja", NOON.date())
    reranked = Finder(live, city, reranker).find(question, "ja", NOON.date())

    assert plain.hits[0].chunk.label == "粗大ごみの出し方を教えてください。"
    assert reranked.hits[0].chunk.label == "粗大ごみの予約を教えてください。"
    assert [hit.score for hit in reranked.hits] == [hit.score for hit in plain.hits]
    assert reranked.decision == plain.decision
    assert reranker.asked == [("粗大ごみの出し方", 3)]


def test_nothing_found_is_nothing_to_rerank(live: LiveIndex) -> None:
    """An empty question finds nothing; the model isn't asked."""
    city, reranker = CitySettings(name=CITY, contact=""), _Last()

    assert Finder(live, city, reranker).find(" ", "ja", NOON.date()).hits == ()
    assert reranker.asked == []


def test_a_reranker_that_cannot_be_opened_ends_the_start(
    published_settings: Settings, tmp_path: Path
) -> None:
    """A server that was told to rerank and can't must not serve as if it did."""
    settings = published_settings.model_copy(update={"reranker": f"unknown:{tmp_path}"})

    with pytest.raises(IndexingError, match="ANNAI_RERANKER"):
        open_chatbot(settings)
