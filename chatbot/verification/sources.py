"""What is cited, read once for all sentences that cite it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from chatbot.verification.facts import Fact
from chatbot.verification.ground import Ground
from chatbot.verification.passage import Passage
from chatbot.verification.sentence import Evidence
from indexing.tokenizer import SudachiTokenizer

_SIGNS = re.compile(r"[\s、。・,.「」『』\-]+")
_BRACKETS = re.compile(r"\([^()]*\)")
_OPENING = re.compile(r"^(?:なお|また|そして|はい|いいえ)[、,]?")


@dataclass(frozen=True, slots=True)
class Sources:
    """What a sentence cites.

    Attributes:
        plain: Titles, headings and texts in one form.
        facts: All figures.
        words: All words.
        ground: The clauses of the texts.
        quotable: The texts without signs, and without what stands in brackets too.
    """

    plain: str
    facts: frozenset[Fact]
    words: frozenset[str]
    ground: Ground
    quotable: tuple[str, str]

    @classmethod
    def read(cls, cited: Iterable[Evidence], tokenizer: SudachiTokenizer) -> "Sources":
        """Read what is cited."""
        pieces = tuple(cited)
        heads = dict.fromkeys(part for each in pieces for part in (each.title, each.label))
        head = Passage.read("\n".join(heads), tokenizer)
        body = Passage.read("\n".join(each.text for each in pieces), tokenizer)
        title = frozenset(word for clause in head.clauses for word in clause.words)
        return cls(
            f"{head.plain}\n{body.plain}",
            head.facts | body.facts,
            head.words | body.words,
            Ground(body.clauses, title),
            (_SIGNS.sub("", body.plain), _SIGNS.sub("", _BRACKETS.sub("", body.plain))),
        )

    def quotes(self, plain: str) -> bool:
        """Return whether a sentence stands there word for word."""
        told = _SIGNS.sub("", _OPENING.sub("", plain))
        return any(told in text for text in self.quotable)
