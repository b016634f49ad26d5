"""Whether a generated sentence is borne out by the sources it cites.

The checks go from the sure to the weighed: does it cite at all, how is it written, its figures, its
names, yes and no, limits, and how much of it stands in its sources. The first fault is told.
Unsure is a fault: what is lost is a sentence, and the city's own words are always at hand.
"""

import re
from collections.abc import Mapping
from functools import lru_cache

from chatbot.verification.echo import fault_of_emptiness
from chatbot.verification.facts import Kind, borne_out
from chatbot.verification.fault import Fault
from chatbot.verification.marks import fault_of_marks
from chatbot.verification.misnamed import misplaced_name
from chatbot.verification.misplaced import misplaced_fact
from chatbot.verification.names import unknown_desk, unknown_names, unknown_roman
from chatbot.verification.numerals import in_one_form
from chatbot.verification.passage import Passage
from chatbot.verification.polarity import read_poles
from chatbot.verification.sentence import Evidence, Sentence
from chatbot.verification.sources import Sources
from chatbot.verification.tongue import is_in_language
from chatbot.verification.turned import turned
from corpus.city import CitySettings
from corpus.department import Department
from indexing.tokenizer import SudachiTokenizer, question_stop_words

SUPPORT = 0.5
"""Part of a Japanese sentence's words that its sources must have."""

SUPPORT_OF_NEW = 0.75
"""And where they don't have its last word, by which it says what is so (閉まっている)."""

_OF_FACT = {
    Kind.PHONE: Fault.PHONE,
    Kind.DATE: Fault.DATE,
    Kind.TIME: Fault.TIME,
    Kind.MONEY: Fault.MONEY,
    Kind.ADDRESS: Fault.ADDRESS,
    Kind.QUANTITY: Fault.NUMBER,
    Kind.WEEKDAY: Fault.DATE,
}
_PARTS = re.compile(r"[、。,，「」『』（）()!?！？:：・]")
"""What stands between the parts of a sentence."""

_COMMON = """くわしくはご覧ください。なお、または、ただし、次のとおり、確認してください。
お問い合わせ、お尋ね、お願いします。必要なものがあります。
そのほか、例えば、できます、行います、場合、とき、方、手続き、こと"""
"""Words that sentences are joined and rounded off with."""

_ASIDE = re.compile(r"[（(「『\[【]([^）)」』\]】]+)[）)」』\]】]")
"""What is put into a sentence; all of it must stand in a source."""

_STRANGE = 2
"""Words of a part that are too many for none of them to stand in a source."""
_JAPANESE = frozenset({"ja", "ja-easy"})
_TOKEN = re.compile(r"\{\{link:\d+\}\}")
_READINGS = re.compile(r"[（(][ぁ-ゖァ-ヺー・ ]+[)）]")
"""やさしい日本語 has readings behind its words: 住民票（じゅうみんひょう）."""


class Verifier:
    """Holds sentences against their sources. May be used from several threads."""

    def __init__(self, tokenizer: SudachiTokenizer, city: str) -> None:
        """Take the parts; `load` makes one for a city."""
        self._tokenizer = tokenizer
        self._city = in_one_form(city)
        self._stop_words = question_stop_words()
        self._common = self._stop_words | frozenset(tokenizer.words(_COMMON))
        self._poles = read_poles()
        self._sources = lru_cache(maxsize=64)(lambda cited: Sources.read(cited, tokenizer))

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
        question: str = "",
    ) -> Fault | None:
        """Return what is wrong with a sentence, None if it may be shown.

        Args:
            sentence: As the language model wrote it.
            evidence: What the model was shown, by number.
            language: The one that was asked, of `LANGUAGES`.
            prompt: The system prompt, which no answer repeats.
            question: What was asked; repeating it is no answer.
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
        sources = self._sources(cited)
        empty = fault_of_emptiness(text, question, sources.plain)
        return empty or self._against(text, sources, language)

    def _against(self, text: str, sources: Sources, language: str) -> Fault | None:
        japanese = language in _JAPANESE
        bare = _READINGS.sub("", text) if japanese else text
        told = Passage.read(bare, self._tokenizer)
        for fact in sorted(told.facts, key=lambda each: each.kind):
            if not borne_out(fact, sources.facts):
                return _OF_FACT[fact.kind]
        if self._misnames(bare, told, sources, japanese=japanese):
            return Fault.NAME
        if sources.quotes(told.plain):
            return None
        ground = sources.ground
        fault = misplaced_fact(told.clauses, ground) or misplaced_name(told.clauses, ground)
        fault = fault or turned(told, sources, self._poles, japanese=japanese)
        if not fault and japanese and not self._is_supported(told, sources):
            return Fault.UNSUPPORTED
        return fault

    def _misnames(self, text: str, told: Passage, sources: Sources, *, japanese: bool) -> bool:
        known = sources.plain + self._city
        if not japanese:
            return unknown_roman(text, lambda: self._tokenizer.reading(known), known)
        return unknown_desk(told.plain, known) or unknown_names(told.names, known, sources.words)

    def _is_supported(self, told: Passage, sources: Sources) -> bool:
        words = [word for word in told.said if word not in self._stop_words]
        if not words:
            return True
        known = {word for word in words if word in sources.words or word in sources.plain}
        if any(self._is_strange(part, known) for part in _PARTS.split(told.plain)):
            return False
        for aside in _ASIDE.findall(told.plain):
            if not known.issuperset(self._content(aside)):
                return False
        needed = SUPPORT if words[-1] in known else SUPPORT_OF_NEW
        return len(known) >= needed * len(set(words))

    def _is_strange(self, part: str, known: set[str]) -> bool:
        """Return whether a part has words, none of which stands in a source."""
        words = self._content(part)
        return len(words) >= _STRANGE and words.isdisjoint(known)

    def _content(self, text: str) -> set[str]:
        return {word for word in self._tokenizer.words(text) if word not in self._common}
