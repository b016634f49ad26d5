"""The walk over a page's elements that turns what is seen into blocks."""

from corpus.readers.draft import Draft
from corpus.readers.html import tables
from corpus.readers.html.boilerplate import is_boilerplate
from corpus.readers.html.tree import Element
from corpus.readers.prose import BREAK, broken, one_line

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_INLINE = frozenset((
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn",
    "em", "font", "i", "ins", "kbd", "label", "mark", "q", "ruby", "rb", "s", "samp", "small",
    "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
))  # fmt: skip
_UNSEEN = frozenset(("rt", "rp"))
"""The reading printed above a word isn't part of the text."""


class Flow:
    """Collects the text of inline elements until a block begins or ends.

    Args:
        draft: Takes the blocks.
    """

    def __init__(self, draft: Draft) -> None:
        """Begin with nothing collected."""
        self._draft = draft
        self._text: list[str] = []
        self._list: list[str] = []
        self._depth = 0
        self._mark = ""

    def read(self, element: Element) -> None:
        """Add all blocks below `element`."""
        self._children(element)
        self._end_paragraph()
        self._end_list()

    def _children(self, element: Element) -> None:
        for child in element.children:
            if isinstance(child, str):
                self._text.append(child)
            elif child.tag not in _UNSEEN:
                self._element(child)

    def _element(self, element: Element) -> None:
        if element.tag in _INLINE:
            self._children(element)
        elif element.tag == "br":
            self._text.append(BREAK)
        else:
            self._end_paragraph()
            self._block(element)
            self._end_paragraph()

    def _block(self, element: Element) -> None:
        tag = element.tag
        if tag in _HEADINGS:
            self._end_list()
            self._draft.heading(_HEADINGS[tag], _heading(element))
        elif tag in {"ul", "ol", "menu"}:
            self._items(element)
        elif tag == "dl":
            self._definitions(element)
        elif tag == "table":
            self._table(element)
        elif tag == "pre":
            self._text.append(element.text().replace("\n", BREAK))
        else:
            self._children(element)

    def _items(self, element: Element) -> None:
        if self._depth == 0:
            self._end_list()
        self._depth += 1
        number = 0
        for child in element.elements():
            if child.tag == "li":
                number += 1
                self._mark = f"{number}. " if element.tag == "ol" else "・"
            self._children(child)
            self._end_paragraph()
        self._depth -= 1
        if self._depth == 0:
            self._end_list()

    def _definitions(self, element: Element) -> None:
        groups = [element, *(child for child in element.elements() if child.tag == "div")]
        term = ""
        lines = []
        for child in (child for group in groups for child in group.elements()):
            if child.tag == "dt":
                term = _heading(child)
            elif child.tag == "dd":
                text = tables.cell_text(child)
                lines.append(f"{term}：{text}" if term else text)
                term = ""
        self._end_list()
        self._draft.prose("\n".join(lines))

    def _table(self, table: Element) -> None:
        self._end_list()
        if tables.is_layout(table):
            self._children(table)
            return
        for caption in (child for child in table.elements() if child.tag == "caption"):
            self._draft.prose(tables.cell_text(caption))
        named = tables.pairs(table)
        if named is None:
            self._draft.table(tables.rows(table))
        else:
            self._draft.prose("\n".join(named))

    def _end_paragraph(self) -> None:
        text = broken("".join(self._text))
        self._text = []
        lines = [line for line in text.split("\n") if line and not is_boilerplate(line)]
        if self._depth:
            self._list += [self._indented(line) for line in lines]
        elif lines:
            self._end_list()
            self._draft.prose("\n".join(lines))

    def _indented(self, line: str) -> str:
        mark, self._mark = self._mark or "　", ""
        return "　" * (self._depth - 1) + mark + line

    def _end_list(self) -> None:
        self._draft.prose("\n".join(self._list))
        self._list = []


def _heading(element: Element) -> str:
    return one_line(tables.cell_text(element))
