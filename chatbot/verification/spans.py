"""Where a text is cut: into units, which stand together, and into their clauses.

A unit is a sentence, a line of a list, a row of a table, a record. Its clauses are what commas,
brackets, cells and fields part; what stands in brackets belongs to what is before them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

_UNIT_END = re.compile(r"[。\n!?！？]|(?<=[a-z가-힣)])[.](?=\s|$)|[()]")
_CUT = re.compile(r"[、,，;；()「」『』]|\s\|\s?|/(?=[^/:、。\n]{1,12}:)|(?<=[^\d]):(?!//)")
_ITEM = re.compile(r"\s*(?:[・■◆●【※\-]|\d+[.)])")
_ASKED = re.compile(r"か[。?]?$|\?$")
_HELD_TOGETHER = frozenset({":", "「", "」", "『", "』"})


@dataclass(frozen=True, slots=True)
class Place:
    """Where a clause stands.

    Attributes:
        unit: Number of its unit in the passage.
        segment: Of the unit, as commas, cells and fields part it; brackets stand with what they
            follow.
        bracket: Which brackets of the unit it stands in, 0 if in none.
        column: In a table, which one; -1 elsewhere.
        item: Whether its unit is an item of a list.
        asks: Whether its unit is a question.
    """

    unit: int
    segment: int = 0
    bracket: int = 0
    column: int = -1
    item: bool = False
    asks: bool = False


def spans_of(plain: str) -> Iterator[tuple[int, int, Place]]:
    """Yield where the clauses of a text begin and end, and how they stand to each other."""
    ends = _unit_ends(plain)
    unit = 0
    for begin, end in pairwise([0, *ends, len(plain)]):
        if plain[begin:end].strip():
            yield from _clauses(plain, begin, end, unit)
            unit += 1


def _clauses(plain: str, begin: int, end: int, unit: int) -> Iterator[tuple[int, int, Place]]:
    text = plain[begin:end]
    in_table, item = " | " in text, bool(_ITEM.match(text))
    asks = bool(_ASKED.search(text.strip()))
    at, segment, bracket, inner, column = begin, 0, 0, 0, 0
    for cut in [*_CUT.finditer(plain, begin, end), None]:
        last = cut.end() if cut else end
        yield at, last, Place(unit, segment, inner, column if in_table else -1, item, asks)
        at, sign = last, cut[0].strip() if cut else ""
        if sign == "(":
            bracket += 1
            inner = bracket
        elif sign == ")":
            inner = 0
        elif sign == "|":
            column, segment = column + 1, segment + 1
        elif sign not in _HELD_TOGETHER and not inner:
            segment += 1


def _unit_ends(plain: str) -> list[int]:
    """Return where units end: not within brackets, which a line's end closes."""
    ends, depth = [], 0
    for found in _UNIT_END.finditer(plain):
        sign = found[0]
        if sign in "()":
            depth = max(0, depth + (1 if sign == "(" else -1))
        elif not depth or sign == "\n":
            ends.append(found.end())
            depth = 0
    return ends
