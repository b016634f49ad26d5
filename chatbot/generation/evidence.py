"""What the model is shown of the documents: the best pieces that were found, numbered.

A Faq is shown whole, question and answer, with the city's own translation below if it has one in
the asker's language; of another document the chunk that was found. `MOST` pieces and `CHARACTERS`
in all: about as many tokens in Japanese, which an engine on a plain processor reads in seconds.
Sentences that seem to speak to whoever answers aren't shown (`chatbot.suspicion`).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from chatbot.compose import Found, shortened
from chatbot.verification.sentence import Evidence
from corpus.document import Faq
from indexing.chunk import Hit
from indexing.index import Index

MOST = 6
CHARACTERS = 4000
PIECE = 1500
"""Characters of one piece; of a longer Faq the first sentences."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A piece as the model is shown it, and what it was made of."""

    evidence: Evidence
    found: Found


def shown(
    hits: Sequence[Hit], index: Index, language: str, clean: Callable[[str], str]
) -> Mapping[int, Shown]:
    """Return the pieces of the best hits by their numbers, from 1; the first is always there.

    Args:
        hits: Best first.
        index: Where they were found.
        language: The asker's.
        clean: Leaves out of a text what a language model isn't to be shown.
    """
    pieces: dict[int, Shown] = {}
    room = CHARACTERS
    for found in _each_once(hits, index):
        evidence = _evidence(len(pieces) + 1, found, language)
        evidence = replace(evidence, text=clean(evidence.text))
        room -= len(evidence.label) + len(evidence.text)
        if pieces and (room < 0 or len(pieces) == MOST):
            break
        pieces[evidence.n] = Shown(evidence, found)
    return pieces


def _each_once(hits: Sequence[Hit], index: Index) -> Iterable[Found]:
    """Yield what was found, best first; a Faq, found in several languages, once."""
    known: set[tuple[str, int]] = set()
    for hit in hits:
        found = Found(hit.chunk, index.documents[hit.chunk.document_id])
        faq = isinstance(found.document, Faq)
        key = (found.document.id, -1 if faq else hit.chunk.order)
        if key not in known:
            known.add(key)
            yield found


def _evidence(n: int, found: Found, language: str) -> Evidence:
    metadata = found.document.metadata
    label, text = found.chunk.label, found.chunk.text
    if isinstance(found.document, Faq):
        label, text = found.document.question, shortened(found.document.answer, PIECE)
        translation = found.document.translations.get(language)
        if translation and translation.answer:
            text = f"{text}\n{shortened(translation.answer, PIECE)}"
    return Evidence(n, metadata.title, label, text, metadata.url)
