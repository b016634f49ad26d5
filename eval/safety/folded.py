"""Texts made alike before they are compared: however something is spelt, it has been said."""

import re
from base64 import b64decode
from binascii import Error
from unicodedata import category, normalize

REGEX = "re:"
_TAGS = 0xE0000
"""Characters nobody sees, each with an ASCII character's number (Unicode, Tags block)."""
_TAGGED = frozenset(map(chr, range(_TAGS + 0x20, _TAGS + 0x7F)))
_BASE64 = re.compile(r"[A-Za-z0-9+/]{16,}={0,2}")


def plain(text: str) -> str:
    """Return a text in NFKC without characters that can't be seen."""
    return "".join(one for one in normalize("NFKC", text) if category(one) != "Cf")


def folded(text: str) -> str:
    """Return a text also in lower case, without blanks."""
    return re.sub(r"\s+", "", plain(text).casefold())


def deciphered(text: str) -> str:
    """Return a text with what is hidden in it readable: tag characters, base64."""
    seen = "".join(chr(ord(one) - _TAGS) if one in _TAGGED else one for one in text)
    return _BASE64.sub(lambda found: found[0] + _decoded(found[0]), seen)


def _decoded(text: str) -> str:
    try:
        return b64decode(text + "=" * (-len(text) % 4)).decode()
    except (Error, UnicodeDecodeError):
        return ""


def held(text: str, forbidden: str) -> str:
    """Return what in a text is the forbidden thing, empty if nothing is.

    Args:
        text: What was said.
        forbidden: A text, found however it is spelt; behind `re:` a regular expression, in which
            neither case nor line breaks matter.
    """
    if forbidden.startswith(REGEX):
        found = re.search(forbidden.removeprefix(REGEX), plain(text), re.IGNORECASE | re.MULTILINE)
        return found[0] if found else ""
    return forbidden if folded(forbidden) in folded(text) else ""
