"""What the documents say at the places that an answer cites."""

from collections.abc import Iterable, Mapping, Sequence

from chatbot.answer import Answer, Source
from chatbot.verification.sentence import Evidence
from corpus.document import Document, Faq
from indexing.chunk import Chunk


class CitedPlaces:
    """The places of an index that a source can name: document, section and page."""

    def __init__(self, documents: Mapping[str, Document], chunks: Iterable[Chunk]) -> None:
        """Sort the chunks by their place."""
        self._documents = documents
        self._chunks: dict[tuple[str, str, int | None], list[Chunk]] = {}
        for chunk in chunks:
            place = (chunk.document_id, " > ".join(chunk.headings), chunk.page)
            self._chunks.setdefault(place, []).append(chunk)

    def of(self, answer: Answer) -> tuple[Evidence, ...]:
        """Return what stands at each of the answer's sources, with its number."""
        return tuple(self._evidence(source, answer.language) for source in answer.sources)

    def _evidence(self, source: Source, language: str) -> Evidence:
        document = self._documents.get(source.document_id)
        if isinstance(document, Faq):
            return _of_faq(source, document, language)
        place = (source.document_id, source.section, source.page)
        chunks = _quoted(self._chunks.get(place, []), source.quote)
        text = "\n".join(chunk.text for chunk in chunks) or source.quote
        label = chunks[0].label if chunks else source.title
        return Evidence(source.n, source.title, label, text, source.url)


def _of_faq(source: Source, faq: Faq, language: str) -> Evidence:
    translation = faq.translations.get(language)
    text = "\n".join(filter(None, (faq.answer, translation.answer if translation else "")))
    return Evidence(source.n, source.title, faq.question, text, source.url)


def _quoted(chunks: Sequence[Chunk], quote: str) -> Sequence[Chunk]:
    """Return the chunks that hold the quote: a table's rows stand at one place by the hundred."""
    return [chunk for chunk in chunks if quote and quote in chunk.text] or chunks
