"""What the model is tuned on: pairs of a text as residents ask and a text that belongs to it.

Of each chunk, its label (a Faq's question, a record's name, title and headings) with its text; the
label in everyday words, rewritten with the city's synonyms in reverse, with label and text. Of each
wording, the label of its chunk, as both are questions, and its label and text.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from random import Random

from corpus.vocabulary import Synonym
from indexing.chunk import Chunk, ChunkWording
from indexing.embedders.base import Role

_JAPANESE = re.compile(r"[ぁ-ヿ一-鿿]")
_WORD = 2
"""Characters that an official word must have: a single one often stands within another word."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts that belong together.

    Attributes:
        question: As it is asked.
        text: What answers it, or asks the same.
        role: How `text` is read.
        document_id: The document both are about.
        topic: Label of the chunk.
    """

    question: str
    text: str
    role: Role
    document_id: str
    topic: str


class EverydayWords:
    """The city's synonyms in reverse: what residents say for an official word."""

    def __init__(self, synonyms: Iterable[Synonym], seed: int) -> None:
        """Group the pairs by official word; longer words are replaced first."""
        grouped: dict[str, list[str]] = {}
        for synonym in synonyms:
            if len(synonym.official) >= _WORD and _is_japanese(synonym.everyday):
                grouped.setdefault(synonym.official, []).append(synonym.everyday)
        self._everyday = dict(sorted(grouped.items(), key=lambda item: -len(item[0])))
        self._seed = seed

    def rewrite(self, text: str) -> str:
        """Return the text with its longest official word in everyday words; empty if it has none.

        Of several everyday words one is drawn, always the same for the same text.
        """
        for official, everyday in self._everyday.items():
            if official in text:
                chosen = Random(f"{self._seed} {text}").choice(everyday)  # noqa: S311 - no secret
                return text.replace(official, chosen)
        return ""


def chunk_pairs(chunks: Iterable[Chunk], everyday: EverydayWords) -> list[Pair]:
    """Return the pairs of chunks themselves."""
    pairs = (pair for chunk in chunks for pair in _own_pairs(chunk, everyday))
    return [pair for pair in pairs if pair.question != pair.text]


def wording_pairs(chunks: Sequence[Chunk], wordings: Iterable[ChunkWording]) -> list[Pair]:
    """Return the pairs of wordings of chunks, given all chunks."""
    return [pair for each in wordings for pair in _wording_pairs(each.text, chunks[each.chunk])]


def _own_pairs(chunk: Chunk, everyday: EverydayWords) -> Iterator[Pair]:
    yield Pair(chunk.label, chunk.text, "passage", chunk.document_id, chunk.label)
    rewritten = everyday.rewrite(chunk.label) if chunk.language == "ja" else ""
    if rewritten:
        yield Pair(rewritten, chunk.passage, "passage", chunk.document_id, chunk.label)


def _wording_pairs(wording: str, chunk: Chunk) -> Iterator[Pair]:
    yield Pair(wording, chunk.label, "query", chunk.document_id, chunk.label)
    yield Pair(wording, chunk.passage, "passage", chunk.document_id, chunk.label)


def _is_japanese(word: str) -> bool:
    """Return whether a word can stand in a Japanese sentence: a city's lists hold others too.

    Simplified characters and hangul are not in CP932.
    """
    return bool(_JAPANESE.search(word)) and word == word.encode("cp932", "ignore").decode("cp932")
