"""What the finders hand to each other."""

from enum import StrEnum
from typing import NamedTuple

# Stands for characters that are dealt with. It is the end of a placeholder, so that a text reads
# the same to the finders whether a number before it was masked just now or long ago.
BARRIER = "〕"


class Kind(StrEnum):
    """Personal data that is masked; `masking.<kind>` in the catalogue is its placeholder."""

    MY_NUMBER = "my_number"
    CARD = "card"
    PHONE = "phone"
    EMAIL = "email"
    ACCOUNT = "account"
    LICENCE = "licence"
    PASSPORT = "passport"
    RESIDENCE_CARD = "residence_card"


class Span(NamedTuple):
    """Characters `start` up to, not including, `end`; without a kind they stay as they are."""

    start: int
    end: int
    kind: Kind | None
