"""Which of many patterns can be found in a text at all: those that need none but its characters.

Of every pattern the characters are known one of which must stand in any text it is found in
(`停電|電気がつかない` needs 停 or 電). A text is looked through once for all patterns; only the few
that are left are searched for. It never leaves out a pattern that would be found: where nothing can
be said of a pattern, it is always searched for.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from importlib import import_module
from typing import Any

kinds: Any = import_module("re._constants")
parser: Any = import_module("re._parser")
"""What `re` itself parses patterns with; typeshed doesn't know them everywhere."""

_MOST = 40
"""Characters of a class like [一二三]; a larger one tells little."""

_COMMON = re.compile(r"[\x00-\x7fぁ-んー、。]")
_COMMON_WEIGHT = 10

Characters = frozenset[str]
NeededBy = Callable[[str], Characters | None]


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
        self._by_character: dict[str, int] = {}
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
        by_character = self._by_character
        for character in set(text):
            left |= by_character.get(character, 0)
        left &= among
        while left:
            lowest = left & -left
            yield lowest.bit_length() - 1
            left ^= lowest

    def _add(self, group: int, characters: Characters | None) -> None:
        if characters is None:
            self._always |= group
            return
        for character in characters:
            self._by_character[character] = self._by_character.get(character, 0) | group


def needed_by(pattern: str) -> Characters | None:
    """Return the characters one of which stands wherever a pattern is found; None: can't say."""
    return _of_sequence(parser.parse(pattern))


def _of_sequence(parsed: Iterable[tuple[Any, Any]]) -> Characters | None:
    """Return the fewest and rarest that one of the parts needs."""
    needs = (_of_part(kind, value) for kind, value in parsed)
    return min((need for need in needs if need), key=_weight, default=None)


def _of_part(kind: Any, value: Any) -> Characters | None:  # noqa: ANN401  # as the parser gives it
    if kind is kinds.LITERAL:
        return frozenset(chr(value))
    if kind is kinds.IN:
        return _of_class(value)
    if kind is kinds.SUBPATTERN:
        return _of_sequence(value[-1])
    if kind is kinds.BRANCH:
        return _of_branches(value[1])
    if kind in {kinds.MAX_REPEAT, kinds.MIN_REPEAT, kinds.POSSESSIVE_REPEAT} and value[0] > 0:
        return _of_sequence(value[2])
    return None


def _of_class(members: Iterable[tuple[Any, Any]]) -> Characters | None:
    found: set[str] = set()
    for kind, value in members:
        if kind is kinds.LITERAL:
            found.add(chr(value))
        elif kind is kinds.RANGE and value[1] - value[0] < _MOST:
            found.update(map(chr, range(value[0], value[1] + 1)))
        else:
            return None
    return frozenset(found) if len(found) <= _MOST else None


def _of_branches(branches: Iterable[Iterable[tuple[Any, Any]]]) -> Characters | None:
    needs = [_of_sequence(branch) for branch in branches]
    if any(need is None for need in needs):
        return None
    return frozenset().union(*(need for need in needs if need))


def _weight(characters: Characters) -> int:
    common = sum(1 for one in characters if _COMMON.match(one))
    return len(characters) + _COMMON_WEIGHT * common
