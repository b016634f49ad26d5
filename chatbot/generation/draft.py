"""An answer as it grows, sentence by sentence.

Only sentences that were verified come in. Sources are numbered anew in the order in which they are
first cited, so that what has been shown already never changes its numbers.
"""

import re
from collections.abc import Callable, Mapping, Sequence

from chatbot.generation.evidence import Shown
from chatbot.verification.sentence import Sentence

_LINK = re.compile(r"\{\{link:(\d+)\}\}(?=(\s|[。．.、，,)）」』]|$)?)")
_BREAK = re.compile(r"\s*[\r\n]+\s*")
_BULLET = "・"


class Draft:
    """The sentences so far, as they are shown.

    Args:
        pieces: What may be cited.
        apart: Whether each sentence has a line of its own.
        worded: Makes the last changes to a sentence's text.
    """

    def __init__(
        self, pieces: Mapping[int, Shown], worded: Callable[[str], str], *, apart: bool
    ) -> None:
        """Begin with nothing."""
        self._pieces = pieces
        self._apart = apart
        self._worded = worded
        self._numbers: dict[int, int] = {}
        self._bulleted = False
        self.text = ""
        self.sentences: list[Sentence] = []

    def add(self, sentence: Sentence) -> str:
        """Take a sentence; return what is shown of it, with what sets it apart."""
        self.sentences.append(sentence)
        for n in sentence.sources:
            self._numbers.setdefault(n, len(self._numbers) + 1)
        marks = "".join(f"[{self._numbers[n]}]" for n in sentence.sources)
        said = self._linked(self._worded(_BREAK.sub(" ", sentence.text)))
        piece = f"{self._between(sentence.text)}{said} {marks}"
        self.text += piece
        return piece

    def cited(self) -> Sequence[tuple[Shown, str]]:
        """Return the pieces in the order of their numbers, each with what was said of it."""
        return [
            (
                self._pieces[n],
                "\n".join(one.text for one in self.sentences if n in one.sources),
            )
            for n in self._numbers
        ]

    def _between(self, text: str) -> str:
        before, self._bulleted = self._bulleted, text.startswith(_BULLET)
        if not self.text:
            return ""
        return "\n" if self._apart or before or self._bulleted else " "

    def _linked(self, text: str) -> str:
        """Put addresses in the place of their tokens, and a blank where the text goes on."""
        return _LINK.sub(
            lambda link: self._pieces[int(link[1])].evidence.url + ("" if _ends(link) else " "),
            text,
        )


def _ends(link: re.Match[str]) -> bool:
    return link.end() == len(link.string) or link[2] is not None
