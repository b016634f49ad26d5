"""Ids as LINE makes them, and not to be guessed."""

import secrets
from itertools import count
from uuid import uuid4

_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_FIRST_MESSAGE = 600_000_000_000_000_000


def new_ulid(milliseconds: int) -> str:
    """Return a ULID: 48 bits of time, 80 of chance, in Crockford's base 32."""
    value = milliseconds << 80 | secrets.randbits(80)
    return "".join(_CROCKFORD[value >> 5 * place & 31] for place in reversed(range(26)))


def new_chat_id(kind: str) -> str:
    """Return the id of a user (`U`), group (`C`) or room (`R`)."""
    return f"{kind}{secrets.token_hex(16)}"


def new_token(bytes_: int = 16) -> str:
    """Return a token of hexadecimal digits."""
    return secrets.token_hex(bytes_)


def new_quote_token() -> str:
    """Return what a message is quoted by."""
    return secrets.token_urlsafe(48)


def new_request_id() -> str:
    """Return the id of one call of the API."""
    return str(uuid4())


class MessageIds:
    """Counts messages: ids are decimal, each larger than the one before."""

    def __init__(self) -> None:
        """Begin."""
        self._count = count(_FIRST_MESSAGE)

    def next(self) -> str:
        """Return the next id."""
        return str(next(self._count))
