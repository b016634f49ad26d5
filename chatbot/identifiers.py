"""Ids of answers, conversations and requests: random UUIDs (RFC 9562, version 4).

The system's random bytes are fetched a page at a time: on a virtual machine a call costs as much as
a tenth of an answer.
"""

import os
from threading import Lock

_PAGE = 4096
_BYTES = 16
_VARIANTS = "89ab"


class Identifiers:
    """Gives out ids, each once. May be used from several threads."""

    def __init__(self) -> None:
        """Begin without a page."""
        self._page = b""
        self._at = 0
        self._lock = Lock()

    def new(self) -> str:
        """Return an id that can't be guessed."""
        with self._lock:
            if self._at + _BYTES > len(self._page):
                self._page, self._at = os.urandom(_PAGE), 0
            taken = self._page[self._at : self._at + _BYTES]
            self._at += _BYTES
        x = taken.hex()
        variant = _VARIANTS[int(x[16], 16) % 4]
        return f"{x[:8]}-{x[8:12]}-4{x[13:16]}-{variant}{x[17:20]}-{x[20:]}"
