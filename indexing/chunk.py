"""The piece of a document that is searched, and a hit on it."""

from dataclasses import dataclass

from corpus.document import BlockKind


@dataclass(frozen=True, slots=True)
class Chunk:
    """A piece of a document under one heading and on one page.

    Attributes:
        document_id: The document it is a piece of.
        order: Position among the document's chunks, from 0.
        text: What it says: prose, a table, a record or a Faq's answer.
        label: What it is about, in the form of a question's topic: a Faq's question, a record's
            name, else title and headings.
        headings: Heading path.
        page: Page counted from 1, for formats that have pages.
        kind: What it was made of.
        keywords: Further words to find it by.
        language: Language of text and label.
    """

    document_id: str
    order: int
    text: str
    label: str
    headings: tuple[str, ...] = ()
    page: int | None = None
    kind: BlockKind = BlockKind.PROSE
    keywords: str = ""
    language: str = "ja"

    @property
    def passage(self) -> str:
        """Label, keywords and text together, as they are embedded and searched by words."""
        label = "" if self.text.startswith(self.label) else self.label
        return "\n".join(part for part in (label, self.keywords, self.text) if part)


@dataclass(frozen=True, slots=True)
class ChunkWording:
    """A way residents ask for a chunk: another label of it.

    Attributes:
        chunk: The chunk's position in the snapshot.
        language: Language of the wording.
        text: The wording.
    """

    chunk: int
    language: str
    text: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A chunk that was found, and why.

    Attributes:
        chunk: The chunk.
        score: Fused score; comparable within one search only.
        lexical: BM25 score of the question's own words.
    """

    chunk: Chunk
    score: float
    lexical: float
