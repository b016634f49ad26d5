"""Retry keys: what was accepted under a key isn't done again for 24 hours."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from channels.line.platform.refusal import Refusal
from channels.line.platform.tokens import Now

HEADER = "x-line-retry-key"
KEPT = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class _Accepted:
    request_id: str
    answer: Mapping[str, object]
    at: datetime


class RetryKeys:
    """Remembers what was accepted.

    Args:
        now: The platform's clock.
    """

    def __init__(self, now: Now) -> None:
        """Begin without any."""
        self._now = now
        self._accepted: dict[str, _Accepted] = {}

    def check(self, key: str | None) -> None:
        """Let a call pass, or raise the refusal.

        Raises:
            Refusal: The key is no UUID (400, not verified), or was accepted before (409).
        """
        if key is None:
            return
        if not _is_uuid(key):
            raise Refusal(400, "The retry key is invalid")
        before = self._accepted.get(key.lower())
        if before is not None and self._now() - before.at < KEPT:
            raise Refusal(
                409,
                "The retry key is already accepted",
                {"x-line-accepted-request-id": before.request_id},
                **before.answer,
            )

    def accept(self, key: str | None, request_id: str, answer: Mapping[str, object]) -> None:
        """Remember a call and what it was answered."""
        if key is not None:
            self._accepted[key.lower()] = _Accepted(request_id, answer, self._now())


def _is_uuid(key: str) -> bool:
    try:
        return str(UUID(key)) == key.lower()
    except ValueError:
        return False
