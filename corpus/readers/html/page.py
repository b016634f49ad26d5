"""An HTML page as blocks: headings, paragraphs, lists and tables in the order they are seen."""

from collections.abc import Mapping
from pathlib import Path

from corpus.errors import ReadError
from corpus.readers.draft import Draft
from corpus.readers.html import charset
from corpus.readers.html.boilerplate import main_part
from corpus.readers.html.flow import Flow
from corpus.readers.html.tree import Element, is_hostile, parse
from corpus.readers.html.unseen import take_out
from corpus.readers.prose import one_line
from corpus.readers.reading import Hidden, Limits, Reading, TableOptions


def read(path: Path, _options: TableOptions, _limits: Limits) -> Reading:
    """Read an HTML page.

    Its metadata are `title`, and `description`, `language` and `url` (the canonical address) where
    the page gives them.

    Raises:
        ReadError: The file is no text, its encoding can't be told, or its tags nest without end.
    """
    html = charset.decode_page(path.read_bytes(), path)
    if is_hostile(html):
        raise ReadError("read.damaged", path=path)
    page = parse(html)
    metadata = _metadata(page)
    draft = Draft()
    hidden: list[str] = []
    for body in (element for element in page.elements() if element.tag == "body"):
        hidden += take_out(body)
        Flow(draft).read(main_part(body))
    if "title" not in metadata and draft.first_heading:
        metadata = {**metadata, "title": draft.first_heading}
    return Reading(tuple(draft.blocks), metadata, hidden=tuple(map(Hidden, hidden)))


def _metadata(page: Element) -> Mapping[str, object]:
    found: dict[str, str] = {"language": page.attributes.get("lang", "")}
    for element in (
        below for head in page.elements() if head.tag == "head" for below in head.walk()
    ):
        attributes = element.attributes
        if element.tag == "title":
            found.setdefault("title", one_line(element.text()))
        elif element.tag == "meta" and attributes.get("name", "").lower() == "description":
            found["description"] = one_line(attributes.get("content", ""))
        elif element.tag == "link" and attributes.get("rel", "").lower() == "canonical":
            found["url"] = attributes.get("href", "")
    return {name: text for name, text in found.items() if text}
