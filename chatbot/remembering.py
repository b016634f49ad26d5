"""Remembering what came of a text: in a disaster many ask in the same words.

Only short texts with at most four figures (119, level 3, 2026) and no @ are kept, so that no
telephone number, no mail address and no story lies about in memory. A question of 50 characters of
Japanese has 120 in English or Vietnamese.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import TypeVar

TEXTS = 4096
LONGEST = 120

_PERSONAL = re.compile(r"(?:\d\D*){5}|[@＠]")

T = TypeVar("T")


def remembered(work: Callable[[str], T]) -> Callable[[str], T]:
    """Return `work`, which depends on nothing but its text, with a memory for common texts."""
    known = lru_cache(maxsize=TEXTS)(work)

    def recall(text: str) -> T:
        if len(text) > LONGEST or _PERSONAL.search(text):
            return work(text)
        return known(text)

    return recall
