"""Questions worded anew by the model: a follow-up as a question of its own, or in Japanese.

What comes back is only searched for, and only if it is one short question that no gate refuses and
that adds no number and no name to what the resident has said; else, or where the model fails, there
is none, and it goes on as without a model. Earlier questions that were refused, an emergency or
about a disaster are never shown to the model: only those that the city's documents were searched
for.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from chatbot.answer import GUIDANCE
from chatbot.generation.patience import Patience
from chatbot.generation.prompts import QUESTION_SCHEMA, Prompts
from chatbot.generation.reading import Malformed, read_question
from chatbot.language import detect_language
from chatbot.llm.language_model import LlmError, Prompt
from chatbot.turn import Turn
from indexing.chunking import split_sentences
from indexing.tokenizer import SudachiTokenizer

WITHIN_S = 4.0
"""Seconds for a question; the answer needs the rest."""

SHARE = 0.4
"""And no more than this part of the time that is left."""

TURNS = 3
"""Earlier questions that are shown."""

LONGEST = 160
"""Characters of a question that was worded anew."""

JAPANESE = frozenset({"ja", "ja-easy"})

_NUMBER = re.compile(r"\d+")
_CAPITALIZED = re.compile(r"(?<=[a-z,;] )[A-Z][\w'-]+|[A-Z]{2,}")
"""Words of Latin letters that are names, or written as such."""


@dataclass(frozen=True, slots=True)
class Wording:
    """Words questions anew. May be used from several threads.

    Attributes:
        refused: Whether a resident who asked so would be refused.
    """

    prompts: Prompts
    tokenizer: SudachiTokenizer
    refused: Callable[[str], bool]

    def standalone(self, turn: Turn, patience: Patience) -> str:
        """Return a follow-up as a question of its own, in its language; empty if there is none."""
        earlier = [past.text for past in turn.history if past.reason == GUIDANCE][-TURNS:]
        if not earlier:
            return ""
        made = self._ask(self.prompts.standalone(turn.text, earlier), patience)
        same = detect_language(made) in {detect_language(turn.text), _spoken(turn.language)}
        fits = same and self._adds_nothing(made, [turn.text, *earlier])
        return made if fits and made != turn.text else ""

    def japanese(self, question: str, patience: Patience) -> str:
        """Return a question in Japanese, to search for; empty if there is none."""
        made = self._ask(self.prompts.japanese(question), patience)
        fits = detect_language(made) == "ja" and _numbers([made]) <= _numbers([question])
        return made if fits else ""

    def _ask(self, prompt: Prompt, patience: Patience) -> str:
        """Return one short question, or nothing."""
        within = min(WITHIN_S, SHARE * patience.left)
        try:
            with patience.at_work():
                made = read_question("".join(patience.pieces(prompt, QUESTION_SCHEMA, within)))
        except (LlmError, Malformed):
            return ""
        one = len(made) <= LONGEST and len(split_sentences(made)) == 1
        return made if one and not self.refused(made) else ""

    def _adds_nothing(self, made: str, said: Sequence[str]) -> bool:
        """Return whether a question has no number and no name but those that were said."""
        known = "\n".join(said)
        names = self.tokenizer.names(made) | set(_CAPITALIZED.findall(made))
        new = {name for name in names if name.lower() not in known.lower()}
        return _numbers([made]) <= _numbers(said) and new <= self.tokenizer.names(known)


def _numbers(texts: Iterable[str]) -> set[str]:
    return {
        number for text in texts for number in _NUMBER.findall(unicodedata.normalize("NFKC", text))
    }


def _spoken(language: str) -> str:
    return "ja" if language in JAPANESE else language
