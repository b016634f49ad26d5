"""How a number is limited: up to it or from it, with or without itself."""

import re

_BEHIND = (
    ("<", re.compile("未満|(?:になる|に達する)(?:まで|前)|不满|미만")),
    (">", re.compile("を?超え|を?過ぎ|を?超す|超过|초과")),
    (
        "<=",
        re.compile(
            "以内|以下|まで|以前|前(?!年|から)|之前|이내|이하|까지|^ ?전"
            "| or (?:less|younger|fewer)|trở xuống"
        ),
    ),
    (
        ">=",
        re.compile(
            "以上|以降|以後|から|後|起|之后|이상|부터| ?후|이후"
            "| or (?:more|older|over)| and over|trở lên"
        ),
    ),
)
_BEFORE = (
    ("<", re.compile(r"(?:under|younger than|less than|dưới)\s$")),
    (">", re.compile(r"(?:over|older than|more than|trên)\s$")),
    ("<=", re.compile(r"(?:within|up to|at most|no later than|by|until|trong vòng|đến)\s$")),
    (">=", re.compile(r"(?:at least|from|after|since|từ|sau)\s$")),
)
_END = re.compile(r"[\d。、,;(|]|\n")
BESIDE = 14
"""Characters on either side of a number that may limit it."""


def limit_of(before: str, behind: str) -> str:
    """Return how a number is limited, as a sign of comparison; empty if it isn't.

    Args:
        before: The text before the number, in one form.
        behind: The text behind number and unit, in one form.
    """
    told = _END.split(behind[:BESIDE], maxsplit=1)[0]
    found = [(hit.start(), sign) for sign, limit in _BEHIND if (hit := limit.search(told))]
    if found:
        return min(found, key=lambda each: each[0])[1]
    said = before[-BESIDE:]
    return next((sign for sign, limit in _BEFORE if limit.search(said)), "")


def contradict(one: str, other: str) -> bool:
    """Return whether two limits of the same number can't both hold."""
    return bool(one and other) and one != other
