"""The walk over a Word document's body that turns its paragraphs and tables into blocks."""

import re
from collections.abc import Iterator
from pathlib import Path

import docx
from docx.document import Document
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from corpus.errors import ReadError
from corpus.readers import archive
from corpus.readers.draft import Draft
from corpus.readers.prose import one_line
from corpus.readers.reading import Hidden, Limits, Reading, TableOptions
from corpus.readers.word import paragraph
from corpus.readers.word.numbering import BULLET, Numbering
from corpus.readers.word.styles import Style, Styles

_CONTAINERS = frozenset(map(qn, ("w:sdt", "w:sdtContent", "w:customXml", "w:smartTag", "w:ins")))


_DAMAGE = (KeyError, ValueError, TypeError, AttributeError, OSError, EOFError, SyntaxError)
"""What python-docx lets through when parts are missing or are not what they should be."""


def read(path: Path, _options: TableOptions, limits: Limits) -> Reading:
    """Read a Word document; its metadata are the `title` of its properties or its first heading.

    Raises:
        ReadError: The file is damaged, encrypted, or unpacks to more than the limits allow.
    """
    archive.check(path, "word/document.xml", limits)
    try:
        with path.open("rb") as file:
            document = docx.Document(file)
        walk = _Walk(document)
        walk.take(document.element.body)
        walk.end_list()
        title = one_line(document.core_properties.title or "") or walk.draft.first_heading
    except _DAMAGE:
        raise ReadError("read.damaged", path=path) from None
    hidden = tuple(map(Hidden, paragraph.hidden(document.element.body)))
    return Reading(tuple(walk.draft.blocks), {"title": title} if title else {}, hidden=hidden)


class _Walk:
    def __init__(self, document: Document) -> None:
        self.draft = Draft()
        self._styles = Styles(document)
        self._numbering = Numbering(document)
        self._list: list[str] = []

    def take(self, container: BaseOxmlElement) -> None:
        """Add the blocks of a body, a cell or a text box."""
        for element in container:
            if element.tag == qn("w:p"):
                self._paragraph(element)
            elif element.tag == qn("w:tbl"):
                self._table(element)
            elif element.tag in _CONTAINERS:
                self.take(element)

    def end_list(self) -> None:
        self.draft.prose("\n".join(self._list))
        self._list = []

    def _paragraph(self, element: BaseOxmlElement) -> None:
        style = self._styles.of(element)
        text = paragraph.text(element)
        if text and not style.is_contents:
            self._add(style, text)
        for box in paragraph.text_boxes(element):
            self.end_list()
            self.take(box)
            self.end_list()

    def _add(self, style: Style, text: str) -> None:
        mark = self._numbering.mark(style.list_id, style.list_level)
        marked = _marked(mark, text)
        if style.heading is not None:
            self.end_list()
            self.draft.heading(style.heading, one_line(marked))
        elif mark:
            self._list.append("　" * style.list_level + marked)
        else:
            self.end_list()
            self.draft.prose(text)

    def _table(self, table: BaseOxmlElement) -> None:
        self.end_list()
        rows = [list(_cells(row)) for row in table.iter(qn("w:tr")) if _table_of(row) is table]
        if max(map(len, rows), default=0) <= 1:  # a frame around text, not a table
            for cell in (cell for row in rows for cell in row):
                self.take(cell)
                self.end_list()
            return
        self.draft.table([[_cell_text(cell) for cell in row] for row in rows])


def _cells(row: BaseOxmlElement) -> Iterator[BaseOxmlElement]:
    for child in row:
        if child.tag == qn("w:tc"):
            yield child
        elif child.tag in _CONTAINERS:
            yield from _cells(child)


def _table_of(row: BaseOxmlElement) -> BaseOxmlElement | None:
    return next(row.iterancestors(qn("w:tbl")), None)


def _cell_text(cell: BaseOxmlElement) -> str:
    """Return the text of a cell; a cell that another one above reaches into says nothing."""
    merge = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
    if merge is not None and merge.get(qn("w:val"), "continue") == "continue":
        return ""
    lines = (paragraph.text(each) for each in cell.iter(qn("w:p")))
    return " ".join(line for line in lines if line)


def _marked(mark: str, text: str) -> str:
    between = "" if mark in {"", BULLET} or re.search("[）)　]$", mark) else " "
    return f"{mark}{between}{text}"
