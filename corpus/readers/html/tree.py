"""A page as a small tree of our own: safe to prune, and never deeper than `MAX_DEPTH`.

The parser's nodes can't be used once a node above them is taken out, and a hostile page nests
elements until the walk over them fails. What stands deeper is hung under the deepest element.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import accumulate

from selectolax.lexbor import LexborHTMLParser, LexborNode

MAX_DEPTH = 150
"""Depth of the tree; pages have 30 levels."""
MAX_OPEN = 20_000
"""Tags open at once above which a page is hostile: the parser's time is their square."""

_TAG = re.compile(
    r"<(?P<close>/?)(?!(?:br|hr|img|input|meta|link|col|wbr|source|area)\b)[a-z]", re.IGNORECASE
)


@dataclass(slots=True, eq=False)
class Element:
    """An element of the page; its children are elements and texts."""

    tag: str
    attributes: Mapping[str, str]
    children: "list[Element | str]" = field(default_factory=list)

    def walk(self) -> "Iterator[Element]":
        """Yield the element and all below it, in the order of the page."""
        yield self
        for child in self.elements():
            yield from child.walk()

    def elements(self) -> "Iterator[Element]":
        """Yield the children that are elements."""
        return (child for child in self.children if isinstance(child, Element))

    def text(self) -> str:
        """Return the text of the element and all below it."""
        return "".join(c if isinstance(c, str) else c.text() for c in self.children)

    def length(self) -> int:
        """Return the number of characters, blanks not counted."""
        return len("".join(self.text().split()))

    def holds(self, *tags: str) -> bool:
        """Return whether the element is or holds an element of these names."""
        return any(element.tag in tags for element in self.walk())

    def role(self) -> str:
        """Return the ARIA role, empty if none is given."""
        return self.attributes.get("role", "").strip().lower()


def is_hostile(html: str) -> bool:
    """Return whether a page nests so deep that it would take the parser minutes."""
    depths = accumulate(-1 if tag["close"] else 1 for tag in _TAG.finditer(html))
    return max(depths, default=0) > MAX_OPEN


def parse(html: str) -> Element:
    """Return the `<html>` element of a page; any text is a page."""
    root = LexborHTMLParser(html).root
    top = Element("html", {})
    if root is None:
        return top
    top.attributes = _attributes(root)
    waiting: list[tuple[LexborNode | None, Element, int]] = [(root.first_child, top, 1)]
    while waiting:
        node, parent, depth = waiting.pop()
        if node is None:
            continue
        waiting.append((node.next, parent, depth))
        _hang(node, parent, depth, waiting)
    return top


def _hang(
    node: LexborNode,
    parent: Element,
    depth: int,
    waiting: list[tuple[LexborNode | None, Element, int]],
) -> None:
    tag = node.tag or ""
    if tag == "-text":
        parent.children.append(node.text_content or "")
    elif tag and not tag.startswith("-"):
        element = Element(tag, _attributes(node))
        parent.children.append(element)
        below = element if depth < MAX_DEPTH else parent
        waiting.append((node.first_child, below, depth + 1))


def _attributes(node: LexborNode) -> Mapping[str, str]:
    return {name.lower(): value or "" for name, value in node.attributes.items()}
