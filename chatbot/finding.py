"""Finding what the documents say of a question, and judging it: guidance and evaluation use it."""

import re
from dataclasses import dataclass
from datetime import date
from time import perf_counter

from chatbot.decision import Decision, decide
from corpus.city import CitySettings
from corpus.document import BlockKind, Faq
from indexing.chunk import Hit
from indexing.index import Index
from indexing.live import LiveIndex
from indexing.rerankers.base import Reranker

LIMIT = 12
"""Hits looked at."""

FAQ_MARGIN = 0.2
"""A Faq this close behind a document's section, in fused score, answers first: it was written as
an answer, a section's beginning often isn't one."""

PLACEHOLDER = re.compile(r"〔[^〕]*〕")
"""What masking leaves in a text; it is nothing to search for."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found for a question, best first, and what was decided on it.

    Attributes:
        desk: Department of the city's gap the question is about, if it is about one.
        ms: Time taken, milliseconds.
    """

    text: str
    index: Index
    hits: tuple[Hit, ...]
    decision: Decision
    desk: str
    ms: float


@dataclass(frozen=True, slots=True)
class Finder:
    """Searches the newest index of a city, and puts the hits in order with a reranker if any."""

    live: LiveIndex
    city: CitySettings
    reranker: Reranker | None = None

    def find(self, text: str, language: str, day: date) -> Finding:
        """Search and judge.

        Raises:
            SnapshotError: There is no index.
            EmbedderError: The question can't be embedded.
            IndexingError: The reranker fails.
        """
        index = self.live.current()
        began = perf_counter()
        searched = searchable(text, self.city.name)
        result = index.search(searched, day=day, language=language, limit=LIMIT)
        hits = self.reranker.rerank(searched, result.hits) if self.reranker else result.hits
        ms = (perf_counter() - began) * 1000
        gap = result.evidence.nearest_gap
        desk = index.gaps[gap].department if gap >= 0 else ""
        return Finding(text, index, _faq_first(hits, index), decide(result), desk, ms)


def searchable(text: str, city: str) -> str:
    """Return a text without placeholders and the city's name, which all documents share.

    Before a character of Chinese writing the last one stays: 松戸市長 becomes 市長.
    """
    name, kind = re.escape(city), city[-1:]
    bare = re.sub(rf"{name}(?=[\u4e00-\u9fff])", kind, PLACEHOLDER.sub(" ", text))
    bare = re.sub(rf"{name}の?", "", bare)
    return bare.strip() or text


def _faq_first(hits: tuple[Hit, ...], index: Index) -> tuple[Hit, ...]:
    """Put a Faq that is nearly as good before a section of a document."""
    if not hits or hits[0].chunk.kind is BlockKind.RECORD:
        return hits
    for at, hit in enumerate(hits):
        if hits[0].score - hit.score > FAQ_MARGIN:
            break
        if isinstance(index.documents[hit.chunk.document_id], Faq):
            return (hit, *hits[:at], *hits[at + 1 :])
    return hits
