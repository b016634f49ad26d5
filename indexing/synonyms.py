"""Everyday words in a question, and the official words the documents use for them."""

from collections.abc import Iterable
from dataclasses import dataclass

from corpus.vocabulary import Synonym
from indexing.normalize import normalize


@dataclass(frozen=True, slots=True)
class SynonymList:
    """The city's synonyms, ready to be looked up.

    Attributes:
        official: Normalized everyday word to the official words for it.
    """

    official: dict[str, tuple[str, ...]]

    @classmethod
    def of(cls, synonyms: Iterable[Synonym]) -> "SynonymList":
        """Group pairs by everyday word."""
        grouped: dict[str, list[str]] = {}
        for synonym in synonyms:
            grouped.setdefault(normalize(synonym.everyday), []).append(synonym.official)
        return cls({word: tuple(found) for word, found in grouped.items()})

    def expand(self, text: str) -> tuple[str, ...]:
        """Return the official words for the everyday words that stand in `text`.

        Words that stand in the text already are left out.
        """
        text = normalize(text)
        found = [
            word for everyday, words in self.official.items() if everyday in text for word in words
        ]
        return tuple(dict.fromkeys(word for word in found if normalize(word) not in text))
