"""A text as it is compared: a generated sentence, or what it cites."""

from dataclasses import dataclass

from chatbot.verification.clause import Clause, clauses_of
from chatbot.verification.facts import Fact, Kind
from chatbot.verification.numerals import in_one_form
from chatbot.verification.units import english_amounts
from chatbot.verification.weekdays import weekdays
from indexing.tokenizer import DROPPED, SudachiTokenizer


@dataclass(frozen=True, slots=True)
class Passage:
    """A text as it is compared.

    Attributes:
        plain: In one form (`numerals.in_one_form`).
        clauses: Its clauses.
        facts: Its figures, weekdays too.
        said: Its Japanese words in order, normalized.
        words: Each of them once.
        names: Its proper nouns, normalized.
    """

    plain: str
    clauses: tuple[Clause, ...]
    facts: frozenset[Fact]
    said: tuple[str, ...]
    words: frozenset[str]
    names: frozenset[str]

    @classmethod
    def read(cls, text: str, tokenizer: SudachiTokenizer) -> "Passage":
        """Read a text."""
        plain = english_amounts(in_one_form(text))
        tags = tokenizer.tagged(plain)
        clauses = clauses_of(plain, tags)
        said = tuple(tag.normalized for tag in tags if tag.kind not in DROPPED)
        days = {Fact(Kind.WEEKDAY, day) for day in weekdays(plain)}
        return cls(
            plain,
            clauses,
            frozenset(days | {each.fact for clause in clauses for each in clause.facts}),
            said,
            frozenset(said),
            frozenset(tag.normalized for tag in tags if tag.sub == "固有名詞"),
        )
