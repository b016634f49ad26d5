"""Ids of answers, conversations and requests: random UUIDs (RFC 9562, version 4).

The system's random bytes are fetched a page at a time: on a virtual machine a call costs as much as
a tenth of an answer.
"""

import os
from threading import Lock
from uuid import UUID

_PAGE = 4096
_BYTES = 16


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
        return str(UUID(bytes=taken, version=4))
