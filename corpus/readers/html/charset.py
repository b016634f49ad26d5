"""The encoding of a page: what the page says about itself, unless its bytes say otherwise."""

import re

from corpus.encoding import decode

_DECLARED = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*(?P<name>[\w.:-]+)""", re.IGNORECASE
)
_HEAD_BYTES = 4096
"""Browsers look for the declaration in the first 1,024 bytes; pages put it later."""
_WINDOWS = {"shift_jis": "cp932", "shift-jis": "cp932", "x-sjis": "cp932", "sjis": "cp932"}
"""What Japanese pages call Shift_JIS is Windows' superset of it (WHATWG Encoding Standard)."""


def decode_page(data: bytes, path: object) -> str:
    """Return the text of a page.

    Raises:
        ReadError: The file is no text or its encoding can't be told.
    """
    declared = _DECLARED.search(data[:_HEAD_BYTES])
    name = declared["name"].decode("ascii", "replace").lower() if declared else "utf-8"
    if name.startswith("utf") or _is_utf8(data):
        return decode(data, path)
    try:
        text = data.decode(_WINDOWS.get(name, name))
    except (LookupError, UnicodeDecodeError):
        return decode(data, path)
    return decode(text.encode(), path)  # which refuses what isn't text


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True
