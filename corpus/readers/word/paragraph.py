"""What a paragraph of a Word document says, from its XML.

python-docx's own `text` leaves out words with a reading above them (`w:ruby`) and what stands in
content controls. Namespaces and names: ECMA-376 part 1, §17.
"""

from collections.abc import Iterator

from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from corpus.readers.prose import BREAK, broken

_UNSEEN = frozenset(
    (
        *map(qn, ("w:pPr", "w:rPr", "w:del", "w:moveFrom", "w:instrText", "w:rt", "w:txbxContent")),
        "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
    )
)
"""Properties, deleted text, fields' codes, readings, text boxes and the old copies of drawings."""
_SIGNS = {qn("w:tab"): " ", qn("w:cr"): BREAK, qn("w:noBreakHyphen"): "-"}


def text(element: BaseOxmlElement) -> str:
    """Return the text of a paragraph, with its line breaks."""
    return broken("".join(_pieces(element)))


def _pieces(element: BaseOxmlElement) -> Iterator[str]:
    for child in element:
        if child.tag in _UNSEEN:
            continue
        if child.tag == qn("w:t"):
            yield child.text or ""
        elif child.tag == qn("w:br"):
            yield BREAK if child.get(qn("w:type"), "textWrapping") == "textWrapping" else ""
        elif child.tag in _SIGNS:
            yield _SIGNS[child.tag]
        else:
            yield from _pieces(child)


def text_boxes(paragraph: BaseOxmlElement) -> Iterator[BaseOxmlElement]:
    """Yield the contents of the text boxes anchored in a paragraph, each once."""
    for child in paragraph:
        if child.tag == qn("w:txbxContent"):
            yield child
        elif not str(child.tag).endswith("}Fallback"):
            yield from text_boxes(child)
