"""An Atom feed of the 気象庁: when it was made, and which telegrams it names.

The long feed of a stormy week has tens of megabytes, so that it is read piece by piece and nothing
but its entries is kept. As with telegrams, a document type is refused before anything is parsed.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlsplit

from lxml import etree

from chatbot.disaster.jma.data_type import data_type
from chatbot.disaster.jma.node import Element, Node
from chatbot.errors import FeedError

_ATOM = "{http://www.w3.org/2005/Atom}"
_NAME = re.compile(r"[0-9]{14}_[0-9]+_(?P<type>V[A-Z]{3}[0-9]{2})_(?P<office>[0-9]{6})\.xml")
_STEP = 256 * 1024


@dataclass(frozen=True, slots=True)
class Entry:
    """One telegram that a feed names.

    Attributes:
        path: Path of its address, `/developer/xml/data/….xml`; the host is always the feed's.
        type: Its data type by its title, else by its name; empty if neither tells.
        office: The six digits at the end of its name, or empty. Of VPWW it is the 府県予報区, of
            quakes only who sent them.
        updated: When it came in.
    """

    path: str
    type: str
    office: str
    updated: datetime


@dataclass(frozen=True, slots=True)
class FeedPage:
    """What a feed said.

    Attributes:
        updated: When the feed was made.
        entries: The telegrams, each once.
    """

    updated: datetime
    entries: tuple[Entry, ...]


def read_page(data: bytes) -> FeedPage:
    """Return what a feed says; entries without an address or a time are left out.

    Raises:
        FeedError: Not an Atom feed, cut in half, or with a document type.
    """
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise FeedError("feed.document_type")
    updated, entries = None, dict[str, Entry]()
    try:
        for element in _elements(data):
            if element.tag == f"{_ATOM}updated":
                updated = _time(element.text or "")
            elif entry := _entry(Node(element)):
                entries.setdefault(entry.path, entry)
    except etree.XMLSyntaxError:
        raise FeedError("feed.broken") from None
    if updated is None:
        raise FeedError("feed.broken")
    return FeedPage(updated, tuple(entries.values()))


def _elements(data: bytes) -> Iterator[Element]:
    """Yield the feed's own `updated` and its entries, each forgotten after its turn."""
    parser = etree.XMLPullParser(
        events=("end",),
        tag=(f"{_ATOM}updated", f"{_ATOM}entry"),
        encoding="utf-8",  # whatever the declaration says: another one could hide a DOCTYPE
        resolve_entities=False,
        no_network=True,
        huge_tree=False,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )
    for start in range(0, len(data), _STEP):
        parser.feed(data[start : start + _STEP])
        yield from _ended(parser)
    root = parser.close()
    if root.tag != f"{_ATOM}feed":
        raise FeedError("feed.broken")


def _ended(parser: "etree.XMLPullParser") -> Iterator[Element]:
    for _, element in parser.read_events():
        parent = element.getparent()
        if parent is None or parent.getparent() is not None:
            continue  # within an entry, which comes as a whole
        yield element
        element.clear()
        while element.getprevious() is not None:
            del parent[0]


def _entry(entry: Node) -> Entry | None:
    link = entry.find("link")
    address = (link.attribute("href") if link else "") or entry.text("id")
    updated = _time(entry.text("updated"))
    try:
        path = urlsplit(address).path
    except ValueError:
        return None
    if updated is None or not path.startswith("/") or not path.endswith(".xml"):
        return None
    named = _NAME.fullmatch(path.rpartition("/")[2])
    return Entry(
        path=path,
        type=data_type(entry.text("title"), path),
        office=named["office"] if named else "",
        updated=updated,
    )


def _time(text: str) -> datetime | None:
    try:
        time = datetime.fromisoformat(text.strip())
        return time.astimezone(UTC) if time.tzinfo else None
    except (ValueError, OverflowError):
        return None
