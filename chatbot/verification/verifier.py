"""Whether a generated sentence is borne out by the sources it cites.

The checks go from the sure to the weighed: does it cite at all, how is it written, its figures, its
names, yes and no, limits, and how much of it stands in its sources. The first fault is told.
Unsure is a fault: what is lost is a sentence, and the city's own words are always at hand.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from chatbot.verification.facts import Fact, Kind, borne_out, facts_of
from chatbot.verification.fault import Fault
from chatbot.verification.marks import fault_of_marks
from chatbot.verification.names import unknown_desk, unknown_names, unknown_roman
from chatbot.verification.numerals import in_one_form
from chatbot.verification.polarity import Polarity, moves_limit, narrows
from chatbot.verification.sentence import Evidence, Sentence
from chatbot.verification.tongue import is_in_language
from corpus.city import CitySettings
from corpus.department import Department
from indexing.chunking import split_sentences
from indexing.tokenizer import SudachiTokenizer, question_stop_words

SUPPORT = 0.5
"""Part of a Japanese sentence's words that its sources must have."""

_OF_FACT = {
    Kind.PHONE: Fault.PHONE,
    Kind.DATE: Fault.DATE,
    Kind.TIME: Fault.TIME,
    Kind.MONEY: Fault.MONEY,
    Kind.ADDRESS: Fault.ADDRESS,
    Kind.QUANTITY: Fault.NUMBER,
    Kind.WEEKDAY: Fault.DATE,
}
_JAPANESE = frozenset({"ja", "ja-easy"})
_TOKEN = re.compile(r"\{\{link:\d+\}\}")
_READINGS = re.compile(r"[（(][ぁ-ゖァ-ヺー・ ]+[)）]")
"""やさしい日本語 has readings behind its words: 住民票（じゅうみんひょう）."""


@dataclass(frozen=True, slots=True)
class _Sources:
    """What is cited, read once.

    Attributes:
        plain: All of it in one form.
        said: Its sentences with their words.
        words: All words.
    """

    plain: str
    facts: frozenset[Fact]
    said: Mapping[str, frozenset[str]]
    words: frozenset[str]


class Verifier:
    """Holds sentences against their sources. May be used from several threads."""

    def __init__(self, tokenizer: SudachiTokenizer, city: str) -> None:
        """Take the parts; `load` makes one for a city."""
        self._tokenizer = tokenizer
        self._city = in_one_form(city)
        self._stop_words = question_stop_words()
        self._polarity = Polarity(tokenizer.words)
        self._sources = lru_cache(maxsize=64)(self._read)

    @classmethod
    def load(
        cls,
        tokenizer: SudachiTokenizer,
        city: CitySettings,
        departments: Mapping[str, Department],  # noqa: ARG003  # desks must stand in the sources
    ) -> "Verifier":
        """Make one for a city, whose own name may always be said."""
        return cls(tokenizer, city.name)

    def fault(
        self,
        sentence: Sentence,
        evidence: Mapping[int, Evidence],
        language: str,
        prompt: str = "",
    ) -> Fault | None:
        """Return what is wrong with a sentence, None if it may be shown.

        Args:
            sentence: As the language model wrote it.
            evidence: What the model was shown, by number.
            language: The one that was asked, of `LANGUAGES`.
            prompt: The system prompt, which no answer repeats.
        """
        if not sentence.sources or not sentence.text.strip():
            return Fault.UNCITED
        if not all(number in evidence for number in sentence.sources):
            return Fault.UNKNOWN_SOURCE
        marks = fault_of_marks(sentence, evidence, prompt)
        if marks:
            return marks
        text = _TOKEN.sub("", sentence.text)
        if not is_in_language(text, language):
            return Fault.LANGUAGE
        cited = tuple(evidence[number] for number in dict.fromkeys(sentence.sources))
        return self._against(text, self._sources(cited), language)

    def _against(self, text: str, sources: _Sources, language: str) -> Fault | None:
        bare = _READINGS.sub("", text) if language in _JAPANESE else text
        plain = in_one_form(bare)
        for fact in sorted(facts_of(bare), key=lambda each: each.kind):
            if not borne_out(fact, sources.facts):
                return _OF_FACT[fact.kind]
        if self._misnames(bare, plain, sources, language):
            return Fault.NAME
        if self._polarity.flips(plain, sources.said):
            return Fault.NEGATION
        if narrows(plain, sources.plain) or moves_limit(plain, sources.plain):
            return Fault.ELIGIBILITY
        if language in _JAPANESE and self._support(plain, sources) < SUPPORT:
            return Fault.UNSUPPORTED
        return None

    def _misnames(self, text: str, plain: str, sources: _Sources, language: str) -> bool:
        known = sources.plain + self._city
        if language not in _JAPANESE:
            return unknown_roman(text, lambda: self._tokenizer.reading(known), known)
        names = self._tokenizer.names(plain)
        return unknown_desk(plain, known) or unknown_names(names, known, sources.words)

    def _support(self, plain: str, sources: _Sources) -> float:
        words = set(self._tokenizer.words(plain)) - self._stop_words
        told = {word for word in words if word in sources.words or word in sources.plain}
        return len(told) / len(words) if words else 1.0

    def _read(self, cited: tuple[Evidence, ...]) -> _Sources:
        whole = "\n".join(f"{each.title}\n{each.label}\n{each.text}" for each in cited)
        plain = in_one_form(whole)
        said = {
            one.strip(): frozenset(self._tokenizer.words(one))
            for line in plain.split("\n")
            for one in split_sentences(line)
            if one.strip()
        }
        words = frozenset(word for found in said.values() for word in found)
        words |= self._tokenizer.names(plain)
        return _Sources(plain, facts_of(whole), said, words)
