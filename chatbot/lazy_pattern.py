"""A regular expression that is compiled when it is first looked for: most never are."""

import re


class LazyPattern:
    """A pattern. May be used from several threads.

    Attributes:
        pattern: The expression; what makes one has seen that it is one.
    """

    __slots__ = ("_compiled", "pattern")

    def __init__(self, pattern: str) -> None:
        """Keep the expression."""
        self.pattern = pattern
        self._compiled: re.Pattern[str] | None = None

    def search(self, text: str) -> re.Match[str] | None:
        """Return the first place where it is found."""
        return (self._compiled or self._compile()).search(text)

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """Return the text if it matches from end to end."""
        return (self._compiled or self._compile()).fullmatch(text)

    def _compile(self) -> re.Pattern[str]:
        self._compiled = re.compile(self.pattern)
        return self._compiled
