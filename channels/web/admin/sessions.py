"""Who is signed in: a signed cookie, good for eight hours.

The cookie says who and until when, and carries an HMAC (SHA-256, RFC 2104) under a key made of the
admin token. So it holds on every server of a city and over a restart, and a new token ends every
session. Signing out is remembered by the server that was asked, until the session would have ended.
A form carries another HMAC of the session's id, which a foreign page can't know.
"""

import base64
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from hmac import compare_digest
from hmac import new as hmac
from secrets import token_urlsafe

LENGTH = timedelta(hours=8)
"""A working day."""


@dataclass(frozen=True, slots=True)
class Session:
    """A person who signed in.

    Attributes:
        name: As given when signing in; goes into the log of disaster mode.
        ends: When to sign in again.
        csrf: What every form has to bring.
    """

    id: str
    name: str
    ends: datetime
    csrf: str


class Sessions:
    """Makes and reads the cookies. May be used from several threads.

    Args:
        token: The admin token.
        now: The clock.
    """

    def __init__(self, token: str, now: Callable[[], datetime]) -> None:
        """Make the key."""
        self._token = token.encode()
        self._key = hmac(self._token, b"annai staff pages", sha256).digest()
        self._now = now
        self._ended: dict[str, datetime] = {}

    def is_token(self, given: str) -> bool:
        """Tell whether this is the token, in the same time whatever it is."""
        mine, other = (sha256(text).digest() for text in (self._token, given.encode()))
        return compare_digest(mine, other)

    def begin(self, name: str) -> str:
        """Return the cookie of a new session."""
        ends = int((self._now() + LENGTH).timestamp())
        said = json.dumps([token_urlsafe(16), name, ends])
        packed = base64.urlsafe_b64encode(said.encode()).decode()
        return f"{packed}.{self.signed('session', packed)}"

    def read(self, cookie: str) -> Session | None:
        """Return the session of a cookie; None if we didn't make it or it has ended."""
        packed, _, signature = cookie.partition(".")
        if not _same(signature, self.signed("session", packed)):
            return None
        number, name, seconds = json.loads(base64.urlsafe_b64decode(packed))
        ends = datetime.fromtimestamp(seconds, UTC)
        if self._now() >= ends or number in self._ended:
            return None
        return Session(number, name, ends, self.signed("form", number))

    def end(self, session: Session) -> None:
        """Sign a person out."""
        now = self._now()
        self._ended = {
            number: ends
            for number, ends in (*self._ended.items(), (session.id, session.ends))
            if ends > now
        }

    def signed(self, use: str, text: str) -> str:
        """Return the HMAC of a text for one use only."""
        return hmac(self._key, f"{use}:{text}".encode(), sha256).hexdigest()

    def is_signed(self, signature: str, use: str, text: str) -> bool:
        """Tell whether a signature is ours."""
        return _same(signature, self.signed(use, text))


def _same(one: str, other: str) -> bool:
    return compare_digest(one.encode(), other.encode())
