"""The extractive answer: the city's own words, each with its source.

A Faq answers with its answer, in the asker's language where the city has translated it. Records
answer with their statement; up to `RECORDS` that are about the same thing are shown together.
Of a longer text the run of sentences is shown that shares most with the question, weighted by how
rare the shared words are, up to `EXCERPT` characters; of a table the header and the rows that do.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from chatbot.answer import Procedure, Source
from corpus.department import Department
from corpus.document import BlockKind, Document, Faq
from corpus.messages import Catalogue
from indexing.chunk import Chunk, Hit
from indexing.chunking import SENTENCE
from indexing.index import Index
from indexing.normalize import normalize
from indexing.tokenizer import SudachiTokenizer

EXCERPT = 400
RECORDS = 4
QUOTE = 400

_CITATION = re.compile(r"\[(\d+)\]")


@dataclass(frozen=True, slots=True)
class Found:
    """A chunk chosen for the answer, with its document."""

    chunk: Chunk
    document: Document


@dataclass(frozen=True, slots=True)
class Composition:
    """The text of an answer and what it rests on."""

    text: str
    sources: tuple[Source, ...]
    procedures: tuple[Procedure, ...]


@dataclass(frozen=True, slots=True)
class Composer:
    """Composes answers from hits.

    Attributes:
        links: Titles of the city's official pages by address, for buttons.
    """

    catalogue: Catalogue
    tokenizer: SudachiTokenizer
    stop_words: frozenset[str]
    links: Mapping[str, str]

    def compose(
        self, question: str, hits: Sequence[Hit], index: Index, language: str
    ) -> Composition:
        """Return the answer that the best hit gives.

        Args:
            question: What was searched for.
            hits: Best first, at least one.
            index: What was searched.
            language: The asker's.
        """
        weights = self._weights(question, index)
        chosen = [
            Found(hit.chunk, index.documents[hit.chunk.document_id]) for hit in _together(hits)
        ]
        parts = [self._part(found, weights, language) for found in chosen]
        sources = tuple(
            _source(n, found, quote, index.departments)
            for n, (found, (_, quote)) in enumerate(zip(chosen, parts, strict=True), start=1)
        )
        text = "\n".join(f"{_uncited(shown)} [{n}]" for n, (shown, _) in enumerate(parts, start=1))
        if language not in _languages(chosen[0], language):
            text = self.catalogue.text("guidance.japanese_only", language, quote=text)
        return Composition(text, sources, self._procedures(chosen))

    def cite(self, text: str, cited: Sequence[tuple[Found, str]], index: Index) -> Composition:
        """Return a text that was written from what was found, with the city's words behind it.

        Args:
            text: Its `[n]` is the n-th of `cited`.
            cited: Each with the words that tell which part of it the text rests on.
            index: Where it was found.
        """
        sources = tuple(
            _source(n, found, self._quote(found, self._weights(about, index)), index.departments)
            for n, (found, about) in enumerate(cited, start=1)
        )
        return Composition(text, sources, self._procedures([found for found, _ in cited]))

    def _procedures(self, chosen: Sequence[Found]) -> tuple[Procedure, ...]:
        """Return where it can be done online, by the page's name if the city has given one."""
        titles = {
            found.document.metadata.procedure_url: found.document.metadata.title for found in chosen
        }
        return tuple(
            Procedure(self.links.get(url, title), url) for url, title in titles.items() if url
        )

    def _part(self, found: Found, weights: dict[str, float], language: str) -> tuple[str, str]:
        """Return what is shown of a chunk, and the verbatim quote behind it."""
        chunk, document = found.chunk, found.document
        if isinstance(document, Faq):
            translation = document.translations.get(language)
            answer = (translation.answer if translation else "") or document.answer
            return answer, shortened(answer)
        if chunk.kind is BlockKind.RECORD:
            return chunk.text, chunk.text
        if chunk.kind is BlockKind.TABLE:
            header, quote = self._rows(chunk.text, weights)
            shown = f"{header}\n{quote}" if quote else header
            return _under_heading(chunk, shown), quote or header
        quote = self._excerpt(chunk.text, weights)
        return _under_heading(chunk, quote), quote

    def _quote(self, found: Found, weights: dict[str, float]) -> str:
        """Return the part of the document itself, in its own language, that is meant."""
        if isinstance(found.document, Faq):
            return self._excerpt(found.document.answer, weights)
        return self._part(found, weights, "ja")[1]

    def _excerpt(self, text: str, weights: dict[str, float]) -> str:
        """Return the run of sentences that shares most with `weights`, as it stands there."""
        if len(text) <= EXCERPT:
            return text.strip()
        spans = [match.span() for match in SENTENCE.finditer(text) if match.group().strip()]
        return _best_run(text, spans, [self._shared(text[a:b], weights) for a, b in spans])

    def _rows(self, text: str, weights: dict[str, float]) -> tuple[str, str]:
        header, _, body = text.partition("\n")
        spans, at = [], 0
        for line in body.split("\n"):
            spans.append((at, at + len(line)))
            at += len(line) + 1
        return header, _best_run(body, spans, [self._shared(body[a:b], weights) for a, b in spans])

    def _shared(self, text: str, weights: dict[str, float]) -> float:
        return sum(weights.get(word, 0.0) for word in set(self.tokenizer.words(text)))

    def _weights(self, question: str, index: Index) -> dict[str, float]:
        """Return how much each word of the question tells, the rarer the more."""
        words = set(self.tokenizer.words(question)) - self.stop_words
        return {word: index.idf(word) for word in words}


def _uncited(text: str) -> str:
    """Return a text whose own `[1]` can't be taken for a citation: it becomes `［1］`."""
    return _CITATION.sub(r"［\1］", text)


def _best_run(text: str, spans: Sequence[tuple[int, int]], scores: Sequence[float]) -> str:
    """Return the run of spans within `EXCERPT` characters with the highest sum of scores.

    Among equals the earlier one, and it reaches as far as there is room: what follows explains.
    """
    best, best_score = "", -1.0
    for first in range(len(spans)):
        start, total, end = spans[first][0], 0.0, spans[first][1]
        for (_, stop), score in zip(spans[first:], scores[first:], strict=True):
            if stop - start > EXCERPT and stop != spans[first][1]:
                break
            total, end = total + score, stop
        if total > best_score:
            best, best_score = text[start:end].strip(), total
    return best


def _together(hits: Sequence[Hit]) -> list[Hit]:
    """Return the best hit and, for a record, the others about the same thing."""
    best = hits[0]
    if best.chunk.kind is not BlockKind.RECORD:
        return [best]
    name = _bare(best.chunk.label)
    same = [
        hit
        for hit in hits
        if hit.chunk.document_id == best.chunk.document_id and _bare(hit.chunk.label) == name
    ]
    return sorted(same[:RECORDS], key=lambda hit: hit.chunk.order)


def _bare(name: str) -> str:
    """Return a record's name without what stands in brackets: ソファー(布製) is ソファー."""
    return normalize(name).partition("(")[0].strip()


def _languages(found: Found, language: str) -> set[str]:
    """Return the languages in which this is answered without a frame."""
    own = {"ja", found.document.metadata.language}
    if isinstance(found.document, Faq):
        translated = found.document.translations.get(language)
        return own | ({language} if translated and translated.answer else set())
    return own


def _under_heading(chunk: Chunk, text: str) -> str:
    return f"【{chunk.headings[-1]}】\n{text}" if chunk.headings else text


def shortened(text: str, limit: int = QUOTE) -> str:
    """Return the beginning of a text, whole sentences, within `limit` characters."""
    if len(text) <= limit:
        return text
    ends = [match.end() for match in SENTENCE.finditer(text) if match.end() <= limit]
    return text[: ends[-1] if ends else limit].strip()


def _source(n: int, found: Found, quote: str, departments: dict[str, Department]) -> Source:
    metadata = found.document.metadata
    department = departments.get(metadata.department)
    return Source(
        n=n,
        document_id=found.document.id,
        title=metadata.title,
        url=metadata.url,
        section=" > ".join(found.chunk.headings),
        page=found.chunk.page,
        department=department.name if department else metadata.department,
        updated_on=metadata.updated_on,
        quote=quote,
    )
