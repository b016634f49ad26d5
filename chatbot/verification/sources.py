"""What is cited, read once for all sentences that cite it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from chatbot.verification.facts import Fact, Kind
from chatbot.verification.ground import Ground
from chatbot.verification.numerals import in_one_form
from chatbot.verification.passage import Clause, clauses_of
from chatbot.verification.sentence import Evidence
from chatbot.verification.units import english_amounts
from chatbot.verification.weekdays import weekdays
from indexing.tokenizer import DROPPED, SudachiTokenizer

_SIGNS = re.compile(r"[\s、。・,.「」『』\-]+")
_BRACKETS = re.compile(r"\([^()]*\)")
_OPENING = re.compile(r"^(?:なお|また|そして|はい|いいえ)[、,]?")


@dataclass(frozen=True, slots=True)
class Passage:
    """A text as it is compared.

    Attributes:
        plain: In one form (`numerals.in_one_form`).
        clauses: Its clauses.
        facts: Its figures, weekdays too.
        words: Its Japanese words, normalized.
        names: Its proper nouns, normalized.
    """

    plain: str
    clauses: tuple[Clause, ...]
    facts: frozenset[Fact]
    words: frozenset[str]
    names: frozenset[str]

    @classmethod
    def read(cls, text: str, tokenizer: SudachiTokenizer) -> "Passage":
        """Read a text."""
        plain = english_amounts(in_one_form(text))
        tags = tokenizer.tagged(plain)
        clauses = clauses_of(plain, tags)
        days = {Fact(Kind.WEEKDAY, day) for day in weekdays(plain)}
        return cls(
            plain,
            clauses,
            frozenset(days | {each.fact for clause in clauses for each in clause.facts}),
            frozenset(tag.normalized for tag in tags if tag.kind not in DROPPED),
            frozenset(tag.normalized for tag in tags if tag.sub == "固有名詞"),
        )


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
