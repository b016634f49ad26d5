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

LIMIT = 20
"""Hits looked at."""

FAQ_MARGIN = 1.5
"""A Faq this close behind a document's section, in fused score, answers first: it was written as
an answer, a section's beginning often isn't one."""

PLACEHOLDER = re.compile(r"〔[^〕]*〕")
"""What masking leaves in a text; it is nothing to search for."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found for a question, best first, and what was decided on it."""

    text: str
    index: Index
    hits: tuple[Hit, ...]
    decision: Decision
    ms: float


@dataclass(frozen=True, slots=True)
class Finder:
    """Searches the newest index of a city."""

    live: LiveIndex
    city: CitySettings

    def find(self, text: str, language: str, day: date) -> Finding:
        """Search and judge.

        Raises:
            SnapshotError: There is no index.
            EmbedderError: The question can't be embedded.
        """
        index = self.live.current()
        began = perf_counter()
        result = index.search(self._searchable(text), day=day, language=language, limit=LIMIT)
        ms = (perf_counter() - began) * 1000
        return Finding(text, index, _faq_first(result.hits, index), decide(result), ms)

    def _searchable(self, text: str) -> str:
        """Return the text without placeholders and the city's name, which all documents share.

        Before a character of Chinese writing the last one stays: 松戸市長 becomes 市長.
        """
        name, kind = re.escape(self.city.name), self.city.name[-1:]
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
