"""What a paragraph's style makes of it: a heading, an item of a list, a line of the contents.

Word keeps the names of its own styles in English whatever its language, but documents made by
other programs have them in Japanese (見出し 1). A style without such a name may still be one: it
is based on a heading, or has an outline level (ECMA-376 part 1, §17.3.1.20).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from docx.document import Document
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

_HEADING = re.compile(r"(?:heading|見出し)\s*(?P<level>[1-9１-９])", re.IGNORECASE)
_TITLE = re.compile(r"title|表題", re.IGNORECASE)
_CONTENTS = re.compile(r"(?:toc|目次)(?:\s*\d|\s*heading|の見出し)", re.IGNORECASE)
_BODY_LEVEL = 9
"""Outline level of what is no heading."""


@dataclass(frozen=True, slots=True)
class Style:
    """What matters of a paragraph's style.

    Attributes:
        heading: Level of the heading, 0 for the document's title; None for text.
        is_contents: Whether the paragraph is a line of the table of contents.
        list_id: Name of the list the paragraph belongs to, empty if it belongs to none.
        list_level: Level within the list, from 0.
    """

    heading: int | None = None
    is_contents: bool = False
    list_id: str = ""
    list_level: int = 0


class Styles:
    """The styles of one document.

    Args:
        document: The document.
    """

    def __init__(self, document: Document) -> None:
        """Index the document's styles by id."""
        styles = document.styles.element.findall(qn("w:style"))
        self._styles = {style.get(qn("w:styleId")): style for style in styles}

    def of(self, paragraph: BaseOxmlElement) -> Style:
        """Return the style of a paragraph: what it says itself, else what its style says."""
        chain = list(self._chain(paragraph))
        list_id = _first(chain, "w:numPr/w:numId") or "0"
        level = _first(chain, "w:numPr/w:ilvl")
        return Style(
            heading=_heading(chain),
            is_contents=any(_CONTENTS.match(_name(style)) for style in chain),
            list_id="" if list_id == "0" else list_id,  # 0 takes a paragraph out of its list
            list_level=int(level) if level.isdigit() else 0,
        )

    def _chain(self, paragraph: BaseOxmlElement) -> Iterator[BaseOxmlElement]:
        yield paragraph
        style_id = _value(paragraph, "w:pPr/w:pStyle")
        seen = set()
        while style_id in self._styles and style_id not in seen:
            seen.add(style_id)
            yield self._styles[style_id]
            style_id = _value(self._styles[style_id], "w:basedOn")


def _heading(chain: list[BaseOxmlElement]) -> int | None:
    for style in chain:
        named = _HEADING.match(_name(style))
        if named:
            return int(named["level"])
        if _TITLE.fullmatch(_name(style)):
            return 0
    level = _first(chain, "w:outlineLvl")
    return int(level) + 1 if level.isdigit() and int(level) < _BODY_LEVEL else None


def _first(chain: list[BaseOxmlElement], name: str) -> str:
    return next((value for each in chain if (value := _value(each, f"w:pPr/{name}"))), "")


def _name(style: BaseOxmlElement) -> str:
    return _value(style, "w:name")


def _value(element: BaseOxmlElement, path: str) -> str:
    found = element.find("/".join(map(qn, path.split("/"))))
    return "" if found is None else str(found.get(qn("w:val"), ""))
