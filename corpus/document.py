"""What a city says: documents, the blocks they are made of, and Faqs."""

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from enum import StrEnum


class BlockKind(StrEnum):
    """What a block of a document is; it decides how the block may be cut."""

    PROSE = "prose"
    """Running text: may be cut between sentences, joined with its neighbours."""
    TABLE = "table"
    """A table as lines of text, the header first: cut between lines, the header is repeated."""
    RECORD = "record"
    """One row of a table of records as a statement of its own: neither cut nor joined."""


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a document that stands under one heading and on one page.

    Attributes:
        text: The text; lines of a table are separated by newlines.
        kind: What the block is.
        headings: Heading path from the outermost to the one the block stands under.
        page: Page number counted from 1, for formats that have pages.
        name: What a record is about (`ソファー`), for records only.
    """

    text: str
    kind: BlockKind = BlockKind.PROSE
    headings: tuple[str, ...] = ()
    page: int | None = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known about a document besides its text (DESIGN §4).

    Attributes:
        title: Shown with every citation.
        url: Where residents find the document or, for a statement of law, the law.
        department: Id of the department in departments.csv, empty if none.
        category: Topic, in the city's words.
        language: Language of the text (`ja`, `en`, …).
        updated_on: Date the content was last confirmed.
        effective_from: First day on which the document holds.
        expires_on: Last day on which the document holds.
        procedure_url: Where the matter can be done online.
        audience: Whom the document is for.
    """

    title: str = ""
    url: str = ""
    department: str = ""
    category: str = ""
    language: str = "ja"
    updated_on: date | None = None
    effective_from: date | None = None
    expires_on: date | None = None
    procedure_url: str = ""
    audience: str = ""

    def holds_on(self, day: date) -> bool:
        """Return whether the document is in force on `day`, both ends included."""
        begun = self.effective_from is None or self.effective_from <= day
        over = self.expires_on is not None and self.expires_on < day
        return begun and not over


@dataclass(frozen=True, slots=True)
class Document:
    """One source text of the city.

    Attributes:
        id: The path within the city's directory (`documents/moving/guide.md`), for Faqs with
            `#` and a hash of the question.
        metadata: Title, source, dates.
        blocks: The text in reading order.
    """

    id: str
    metadata: Metadata
    blocks: tuple[Block, ...] = ()

    @property
    def content_hash(self) -> str:
        """Return the SHA-256 of everything the document says, metadata included."""
        return hashlib.sha256(repr(sorted(asdict(self).items())).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Translation:
    """A Faq in another language; an empty part was not translated."""

    question: str = ""
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Faq(Document):
    """A document with a question and the city's answer to it; it has no blocks.

    Attributes:
        question: The question in Japanese; also the title.
        answer: The answer, shown as it stands.
        keywords: Everyday words residents use for the matter.
        translations: By language code (`en`, `zh`, `ko`, `vi`, `ja-easy`).
    """

    question: str = ""
    answer: str = ""
    keywords: tuple[str, ...] = ()
    translations: Mapping[str, Translation] = field(default_factory=dict)
