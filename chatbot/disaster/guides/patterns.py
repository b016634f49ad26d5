"""The patterns of many guides, searched for together in a plain text."""

from collections.abc import Collection, Iterable, Sequence

from chatbot.lazy_pattern import LazyPattern
from chatbot.needed import Needed, NeededBy


class GuidePatterns:
    """Regular expressions of guides. May be used from several threads.

    Args:
        groups: The patterns of each guide.
        needed: Tells of a pattern what it needs, if it is known.
    """

    def __init__(self, groups: Sequence[Iterable[str]], needed: NeededBy | None = None) -> None:
        """Learn what they need."""
        self._patterns = [
            (at, LazyPattern(pattern)) for at, group in enumerate(groups) for pattern in group
        ]
        self._needed = Needed([[each.pattern] for _, each in self._patterns], needed)
        self._of = [0] * len(groups)
        for number, (at, _) in enumerate(self._patterns):
            self._of[at] |= 1 << number

    def found(self, text: str, among: Collection[int] | None = None) -> dict[int, str]:
        """Return what one pattern of each guide finds in a plain text.

        Args:
            text: The text.
            among: Numbers of the guides looked at, a number past the last one is none; all without.
        """
        said: dict[int, str] = {}
        for number in self._needed.possible(text, self._bits(among)):
            at, pattern = self._patterns[number]
            if at not in said and (match := pattern.search(text)):
                said[at] = match[0] or text
        return said

    def _bits(self, among: Collection[int] | None) -> int:
        if among is None:
            return -1
        bits = 0
        for at in among:
            if at < len(self._of):
                bits |= self._of[at]
        return bits
