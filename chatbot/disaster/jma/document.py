"""A telegram's bytes to its root element, whoever sent them.

Telegrams are UTF-8 without a DOCTYPE, so that anything else is refused before it is parsed: a
document type brings entities, which read files or grow without end. libxml2 keeps its own limits
(`huge_tree=False`: 256 levels), fetches nothing and expands nothing.

Limits: the largest telegram known, VPRN50, has about 4 MB; VPWS50 says the whole country in about
6 MB. Ordinary ones have 1 to 400 kB and are parsed within milliseconds.
"""

import zlib
from collections.abc import Callable
from dataclasses import dataclass

from lxml import etree

from chatbot.disaster.jma.node import Node
from chatbot.errors import TelegramError

LIMIT = 8 * 1024 * 1024
"""Bytes of a telegram, unpacked."""

SECONDS = 5.0
"""How long reading one telegram may take."""

_ROOT = "{http://xml.kishou.go.jp/jmaxml1/}Report"
_GZIP = b"\x1f\x8b"
_WITH_GZIP_HEADER = 16 + zlib.MAX_WBITS
_STEP = 256 * 1024


@dataclass(frozen=True, slots=True)
class Deadline:
    """When reading a telegram is given up, on a clock in seconds."""

    clock: Callable[[], float]
    at: float

    def check(self) -> None:
        """Do nothing before the deadline.

        Raises:
            TelegramError: It has passed.
        """
        if self.clock() > self.at:
            raise TelegramError("telegram.slow", seconds=round(SECONDS))


def parse(data: bytes, deadline: Deadline) -> Node:
    """Return the root element of a telegram, packed with gzip or not.

    Raises:
        TelegramError: Too large, no XML or cut in half, with a document type, no report of the
            気象庁, or the deadline has passed.
    """
    plain = _unpacked(data)
    if len(plain) > LIMIT:
        raise _too_large()
    if b"<!DOCTYPE" in plain or b"<!ENTITY" in plain:
        raise TelegramError("telegram.document_type")
    root = _parsed(plain, deadline)
    if root.element.tag != _ROOT:
        raise TelegramError("telegram.not_a_report")
    return root


def _unpacked(data: bytes) -> bytes:
    if not data.startswith(_GZIP):
        return data
    unpacking = zlib.decompressobj(_WITH_GZIP_HEADER)
    try:
        plain = unpacking.decompress(data, LIMIT + 1)
    except zlib.error:
        raise TelegramError("telegram.broken") from None
    if len(plain) > LIMIT:
        raise _too_large()
    if not unpacking.eof or unpacking.unused_data:
        raise TelegramError("telegram.broken")
    return plain


def _parsed(plain: bytes, deadline: Deadline) -> Node:
    parser = etree.XMLParser(
        encoding="utf-8",  # whatever the declaration says: another one could hide a DOCTYPE
        resolve_entities=False,
        no_network=True,
        huge_tree=False,
        load_dtd=False,
        remove_comments=True,  # they would cut texts in two
        remove_pis=True,
    )
    try:
        for start in range(0, len(plain), _STEP):
            parser.feed(plain[start : start + _STEP])
            deadline.check()
        return Node(parser.close())
    except etree.XMLSyntaxError:
        raise TelegramError("telegram.broken") from None


def _too_large() -> TelegramError:
    return TelegramError("telegram.too_large", megabytes=LIMIT // 1024**2)
