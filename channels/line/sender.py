"""Who an event comes from, without LINE's own ids: they would tell whose questions are logged.

The keys are BLAKE2 with a key derived from the channel's secret: nobody without the secret can
find out whose they are, and another city's channel has others for the same person.
"""

from collections.abc import Mapping
from datetime import date
from hashlib import blake2b
from typing import Any

_IDS = ("groupId", "roomId", "userId")
_BYTES = 16


class SenderKeys:
    """Makes keys of senders.

    Args:
        secret: The channel's secret.
    """

    def __init__(self, secret: str) -> None:
        """Derive the key."""
        self._key = blake2b(secret.encode("utf-8"), person=b"annai-line").digest()

    def sender(self, source: Mapping[str, Any]) -> str:
        """Return the key of whom an answer goes to; theirs are answered one after the other."""
        return self._hash(place_of(source))

    def conversation(self, source: Mapping[str, Any], day: date) -> str:
        """Return the id of a person's conversation on a day: yesterday's is over."""
        ids = ":".join(str(source.get(name, "")) for name in _IDS)
        return self._hash(f"{ids}:{day.isoformat()}")

    def _hash(self, text: str) -> str:
        made = blake2b(text.encode("utf-8", "replace"), key=self._key, digest_size=_BYTES)
        return made.hexdigest()


def place_of(source: Mapping[str, Any]) -> str:
    """Return LINE's id of the talk: the group's or room's if it is one, else the user's."""
    return next((str(source[name]) for name in _IDS if source.get(name)), "")
