"""Remembering what came of a text: in a disaster many ask in the same words.

Only short texts without a figure are kept, so that no telephone number and no story lies about in
memory.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import TypeVar

TEXTS = 4096
LONGEST = 60

_FIGURE = re.compile(r"\d")

T = TypeVar("T")


def remembered(work: Callable[[str], T]) -> Callable[[str], T]:
    """Return `work`, which depends on nothing but its text, with a memory for common texts."""
    known = lru_cache(maxsize=TEXTS)(work)

    def recall(text: str) -> T:
        if len(text) > LONGEST or _FIGURE.search(text):
            return work(text)
        return known(text)

    return recall
