"""Which of many patterns can be found in a text at all: those that need none but its characters.

Of every pattern the characters and pairs of characters are known one of which must stand in any
text it is found in (`停電|電気がつかない` needs 停電 or 電気). A text is looked through once for
all patterns; only the few that are left are searched for. It never leaves out a pattern that would
be found: where nothing can be said of a pattern, it is always searched for.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from importlib import import_module
from itertools import pairwise
from typing import Any

kinds: Any = import_module("re._constants")
parser: Any = import_module("re._parser")
"""What `re` itself parses patterns with; typeshed doesn't know them everywhere."""

_MOST = 40
"""Characters of a class like [一二三]; a larger one tells little."""

_COMMON = re.compile(r"[\x00-\x7fぁ-んー、。]")
_WEIGHTS = {(1, 0): 10, (1, 1): 90, (2, 0): 1, (2, 1): 2, (2, 2): 10}
"""How often a text holds a character or a pair, by length and by how many are common; roughly."""

Grams = frozenset[str]
NeededBy = Callable[[str], Grams | None]


class Needed:
    """Tells of which groups of patterns one can be found. May be used from several threads.

    Args:
        groups: Regular expressions of each group; none that ignores case.
        needed: Tells of a pattern what it needs.
    """

    def __init__(self, groups: Sequence[Iterable[str]], needed: NeededBy | None = None) -> None:
        """Read the patterns."""
        needed = needed or needed_by
        self._always = 0
        self._by_gram: dict[str, int] = {}
        for at, group in enumerate(groups):
            for pattern in group:
                self._add(1 << at, needed(pattern))

    def possible(self, text: str, among: int = -1) -> Iterator[int]:
        """Yield the numbers of the groups, in order.

        Args:
            text: The text.
            among: The groups asked about: bit i for group i; all if it isn't given.
        """
        left = self._always
        by_gram = self._by_gram
        for gram in {*text, *map("".join, pairwise(text))}:
            left |= by_gram.get(gram, 0)
        left &= among
        while left:
            lowest = left & -left
            yield lowest.bit_length() - 1
            left ^= lowest

    def _add(self, group: int, grams: Grams | None) -> None:
        if grams is None:
            self._always |= group
            return
        for gram in grams:
            self._by_gram[gram] = self._by_gram.get(gram, 0) | group


def needed_by(pattern: str) -> Grams | None:
    """Return what one of stands wherever a pattern is found: characters, pairs; None: can't say."""
    return _of_sequence(parser.parse(pattern))


def _of_sequence(parsed: Iterable[tuple[Any, Any]]) -> Grams | None:
    """Return the fewest and rarest that one of the parts needs, or two parts side by side."""
    parts = list(parsed)
    needs = [_of_part(kind, value) for kind, value in parts]
    needs += [_of_pair(*sides) for sides in pairwise(map(_one_of, parts))]
    return min((need for need in needs if need), key=_weight, default=None)


def _of_part(kind: Any, value: Any) -> Grams | None:  # noqa: ANN401  # as the parser gives it
    if kind is kinds.LITERAL or kind is kinds.IN:
        return _one_of((kind, value))
    if kind is kinds.SUBPATTERN:
        return _of_sequence(value[-1])
    if kind is kinds.BRANCH:
        return _of_branches(value[1])
    if kind in {kinds.MAX_REPEAT, kinds.MIN_REPEAT, kinds.POSSESSIVE_REPEAT} and value[0] > 0:
        return _of_sequence(value[2])
    return None


def _of_pair(first: Grams | None, second: Grams | None) -> Grams | None:
    if not first or not second or len(first) * len(second) > _MOST:
        return None
    return frozenset(one + other for one in first for other in second)


def _one_of(part: tuple[Any, Any]) -> Grams | None:
    """Return the characters one of which a part is, if it is one character."""
    kind, value = part
    if kind is kinds.LITERAL:
        return frozenset(chr(value))
    return _of_class(value) if kind is kinds.IN else None


def _of_class(members: Iterable[tuple[Any, Any]]) -> Grams | None:
    found: set[str] = set()
    for kind, value in members:
        if kind is kinds.LITERAL:
            found.add(chr(value))
        elif kind is kinds.RANGE and value[1] - value[0] < _MOST:
            found.update(map(chr, range(value[0], value[1] + 1)))
        else:
            return None
    return frozenset(found) if len(found) <= _MOST else None


def _of_branches(branches: Iterable[Iterable[tuple[Any, Any]]]) -> Grams | None:
    needs = [_of_sequence(branch) for branch in branches]
    if any(need is None for need in needs):
        return None
    return frozenset().union(*(need for need in needs if need))


def _weight(grams: Grams) -> int:
    return sum(_WEIGHTS[len(gram), len(_COMMON.findall(gram))] for gram in grams)
