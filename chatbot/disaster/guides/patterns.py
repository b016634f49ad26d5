"""The patterns of many guides, searched for together in a plain text."""

import re
from collections.abc import Collection, Iterable, Sequence

from chatbot.needed import Needed


class GuidePatterns:
    """Regular expressions of guides. May be used from several threads.

    Args:
        groups: The patterns of each guide.
    """

    def __init__(self, groups: Sequence[Iterable[str]]) -> None:
        """Learn what they need; each is compiled when it is first looked for."""
        self._patterns = [(at, pattern) for at, group in enumerate(groups) for pattern in group]
        self._compiled: dict[int, re.Pattern[str]] = {}
        self._needed = Needed([[pattern] for _, pattern in self._patterns])
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
            if at not in said and (match := self._regex(number, pattern).search(text)):
                said[at] = match[0] or text
        return said

    def _regex(self, number: int, pattern: str) -> re.Pattern[str]:
        known = self._compiled.get(number)
        if known is None:
            known = self._compiled[number] = re.compile(pattern)
        return known

    def _bits(self, among: Collection[int] | None) -> int:
        if among is None:
            return -1
        bits = 0
        for at in among:
            if at < len(self._of):
                bits |= self._of[at]
        return bits
