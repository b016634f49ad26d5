"""The drill group: those few who get the messages of drills, so that a drill alarms nobody else.

Who sends `訓練登録 <code>` in the talk belongs to it. The code is made of the channel secret and
the time, so nothing is stored: it changes every `SLOT` and counts in the one after as well.
"""

import hmac
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from channels.line.errors import LineError
from chatbot.store.subscribers import Subscribers, newcomer

SLOT = timedelta(minutes=30)
_DIGITS = 8
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_JOIN = re.compile(r"訓練登録\s*([0-9]{1,12})")
_LEAVE = "訓練解除"
_LINE = "line"
_SHOWN = 6


def code_at(secret: str, now: datetime) -> str:
    """Return the code of a moment."""
    slot = (now - _EPOCH) // SLOT
    digest = hmac.new(secret.encode(), f"annai drill group {slot}".encode(), sha256).digest()
    return str(int.from_bytes(digest[:8], "big") % 10**_DIGITS).zfill(_DIGITS)


def code_ends(now: datetime) -> datetime:
    """Return until when the code of a moment counts."""
    return _EPOCH.astimezone(now.tzinfo) + ((now - _EPOCH) // SLOT + 2) * SLOT


def number_of(user_id: str) -> str:
    """Return what staff call a member: the last characters of LINE's id."""
    return user_id[-_SHOWN:]


@dataclass(frozen=True, slots=True)
class DrillGroup:
    """Lets people into the drill group and out of it, in the talk.

    Attributes:
        secret: The channel secret.
        subscribers: Where membership is kept.
        now: The clock, with a time zone.
    """

    secret: str
    subscribers: Subscribers
    now: Callable[[], datetime]

    def answer(self, user_id: str, text: str) -> str | None:
        """Return what to reply to a text about the group, None for any other text.

        Raises:
            StoreError: The database can't be reached; nothing has changed.
        """
        said = unicodedata.normalize("NFKC", text).strip()
        if said == _LEAVE:
            return self._set(user_id, drill=False)
        asked = _JOIN.fullmatch(said)
        if asked is None:
            return None
        if not self._counts(asked[1]):
            return LineError.catalogue.text("drill_group.wrong")
        return self._set(user_id, drill=True)

    def _counts(self, code: str) -> bool:
        now = self.now()
        valid = (code_at(self.secret, moment) for moment in (now, now - SLOT))
        return any(hmac.compare_digest(code, each) for each in valid)

    def _set(self, user_id: str, *, drill: bool) -> str:
        known = self.subscribers.get(_LINE, user_id) or newcomer(_LINE, user_id, self.now())
        self.subscribers.save(replace(known, drill=drill))
        key = "drill_group.joined" if drill else "drill_group.left"
        return LineError.catalogue.text(key, number=number_of(user_id))
