"""What every reader takes and gives."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from corpus.document import Block

TableKind = Literal["auto", "records", "faq", "text"]


@dataclass(frozen=True, slots=True)
class Limits:
    """What a file may cost before it is refused.

    Attributes:
        max_bytes: Size of the file; of zipped formats also what it unpacks to, times ten.
        max_pages: Pages of a PDF.
        seconds: Time one file may take.
    """

    max_bytes: int = 50_000_000
    max_pages: int = 2_000
    seconds: float = 120.0


@dataclass(frozen=True, slots=True)
class TableOptions:
    """What a sidecar says about a table of its own, over what the reader would guess.

    Attributes:
        name: Column that says what a row is about.
        columns: Column → the label shown for it (for a Faq table: the field it holds).
        skip: Columns left out of the text.
        kind: What the rows are; `auto` looks at the columns.
    """

    name: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    skip: tuple[str, ...] = ()
    kind: TableKind = "auto"


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table.

    Attributes:
        number: Line of the file (CSV) or row of the sheet (XLSX), counted from 1.
        cells: Column → text; a column without a value has an empty text.
        sheet: Name of the sheet, empty for CSV.
    """

    number: int
    cells: Mapping[str, str]
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class Hidden:
    """Text of a file that nobody who opens it sees; it is left out.

    Attributes:
        text: What it says.
        place: Page or row, counted from 1; None where the format has none.
    """

    text: str
    place: int | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file says.

    Attributes:
        blocks: The text in reading order.
        metadata: What the file says about itself: the keys of its front matter, or `title` and
            what else the format knows (`language`, `url`, `description`).
        faqs: The rows of a Faq table, keyed by field (`question`, `answer`, `category`, …);
            columns that are none of the known fields keep their own name.
        unread_pages: Pages of a PDF whose text is an image or can't be decoded, counted from 1.
        hidden: What was left out because it can't be seen.
    """

    blocks: tuple[Block, ...] = ()
    metadata: Mapping[str, object] = field(default_factory=dict)
    faqs: tuple[Row, ...] = ()
    unread_pages: tuple[int, ...] = ()
    hidden: tuple[Hidden, ...] = ()
