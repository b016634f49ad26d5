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
        beginning: The everyday words that begin with a character, so that few are looked for.
    """

    official: dict[str, tuple[str, ...]]
    beginning: dict[str, tuple[str, ...]]

    @classmethod
    def of(cls, synonyms: Iterable[Synonym]) -> "SynonymList":
        """Group pairs by everyday word."""
        grouped: dict[str, list[str]] = {}
        for synonym in synonyms:
            grouped.setdefault(normalize(synonym.everyday), []).append(synonym.official)
        beginning: dict[str, list[str]] = {}
        for word in grouped:
            beginning.setdefault(word[:1], []).append(word)
        return cls(
            {word: tuple(found) for word, found in grouped.items()},
            {first: tuple(words) for first, words in beginning.items()},
        )

    def expand(self, text: str) -> tuple[str, ...]:
        """Return the official words for the everyday words that stand in `text`.

        Words that stand in the text already are left out.
        """
        text = normalize(text)
        found = [
            word
            for first in dict.fromkeys(text)
            for everyday in self.beginning.get(first, ())
            if everyday in text
            for word in self.official[everyday]
        ]
        return tuple(dict.fromkeys(word for word in found if normalize(word) not in text))
