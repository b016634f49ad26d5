"""Access tokens and reply tokens, and when they stop to count."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from channels.line.platform.ids import new_token
from channels.line.platform.refusal import Refusal

STATELESS = timedelta(seconds=900)
"""Stateless access tokens end after 15 minutes; the answer says 899 seconds."""

Now = Callable[[], datetime]


class AccessTokens:
    """The channel's long-lived token and the stateless ones it was given.

    Args:
        long_lived: The token that doesn't end.
        now: The platform's clock.
    """

    def __init__(self, long_lived: str, now: Now) -> None:
        """Know the long-lived token."""
        self._long_lived = long_lived
        self._now = now
        self._ends: dict[str, datetime] = {}

    def issue(self) -> str:
        """Return a new stateless token."""
        token = new_token(32)
        self._ends[token] = self._now() + STATELESS
        return token

    def check(self, authorization: str) -> None:
        """Let a call pass, or raise the refusal.

        Raises:
            Refusal: The header isn't `Bearer` with a token that counts.
        """
        scheme, _, token = authorization.partition(" ")
        ends = self._ends.get(token)
        valid = token == self._long_lived or (ends is not None and self._now() < ends)
        if scheme.lower() != "bearer" or not valid:
            raise Refusal(
                401,
                "Authentication failed due to the following reason: invalid token. "
                "Confirm that the access token in the authorization header is valid.",
            )


@dataclass(frozen=True, slots=True)
class _Issued:
    chat: str
    ends: datetime


class ReplyTokens:
    """Tokens that come with events: each answers its chat once, for a while.

    Args:
        seconds: How long they count; LINE says one minute.
        now: The platform's clock.
    """

    def __init__(self, seconds: float, now: Now) -> None:
        """Begin without any."""
        self.seconds = seconds
        self._now = now
        self._issued: dict[str, _Issued] = {}

    def issue(self, chat: str) -> str:
        """Return a token for an event in a chat."""
        token = new_token()
        self._issued[token] = _Issued(chat, self._now() + timedelta(seconds=self.seconds))
        return token

    def spend(self, token: str) -> str:
        """Use a token up and return the chat it answers.

        Raises:
            Refusal: It is unknown, used or too old.
        """
        issued = self._issued.pop(token, None)
        if issued is None or self._now() >= issued.ends:
            raise Refusal(400, "Invalid reply token")
        return issued.chat
