"""What a paragraph of a Word document says, from its XML.

python-docx's own `text` leaves out words with a reading above them (`w:ruby`) and what stands in
content controls. Namespaces and names: ECMA-376 part 1, §17.
"""

from collections.abc import Iterator

from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from corpus.readers.prose import BREAK, broken, tidy

_UNSEEN = frozenset(
    (
        *map(qn, ("w:pPr", "w:rPr", "w:del", "w:moveFrom", "w:instrText", "w:rt", "w:txbxContent")),
        "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
    )
)
"""Properties, deleted text, fields' codes, readings, text boxes and the old copies of drawings."""
_OFF = frozenset({"0", "false", "off"})
_TINY = frozenset({"0", "1", "2"})
"""Sizes in half points up to which nobody sees a letter."""
_SIGNS = {qn("w:tab"): " ", qn("w:cr"): BREAK, qn("w:noBreakHyphen"): "-"}


def text(element: BaseOxmlElement) -> str:
    """Return the text of a paragraph, with its line breaks."""
    return broken("".join(_pieces(element)))


def hidden(body: BaseOxmlElement) -> Iterator[str]:
    """Yield the hidden text of each paragraph that has some."""
    for paragraph in body.iter(qn("w:p")):
        runs = filter(_is_hidden, paragraph.iter(qn("w:r")))
        words = "".join(part.text or "" for run in runs for part in run.iter(qn("w:t")))
        if words.strip():
            yield tidy(words)


def _pieces(element: BaseOxmlElement) -> Iterator[str]:
    for child in element:
        if child.tag in _UNSEEN or _is_hidden(child):
            continue
        if child.tag == qn("w:t"):
            yield child.text or ""
        elif child.tag == qn("w:br"):
            yield BREAK if child.get(qn("w:type"), "textWrapping") == "textWrapping" else ""
        elif child.tag in _SIGNS:
            yield _SIGNS[child.tag]
        else:
            yield from _pieces(child)


def _is_hidden(element: BaseOxmlElement) -> bool:
    """Return whether a run is hidden text (§17.3.2.41), or too small to be seen (§17.3.2.38)."""
    properties = element.find(qn("w:rPr")) if element.tag == qn("w:r") else None
    if properties is None:
        return False
    marks = (properties.find(qn(name)) for name in ("w:vanish", "w:specVanish"))
    if any(mark is not None and mark.get(qn("w:val"), "1") not in _OFF for mark in marks):
        return True
    size = properties.find(qn("w:sz"))
    return size is not None and str(size.get(qn("w:val"))) in _TINY


def text_boxes(paragraph: BaseOxmlElement) -> Iterator[BaseOxmlElement]:
    """Yield the contents of the text boxes anchored in a paragraph, each once."""
    for child in paragraph:
        if child.tag == qn("w:txbxContent"):
            yield child
        elif not str(child.tag).endswith("}Fallback"):
            yield from text_boxes(child)
