"""What a stand-in for the language model says: right answers, and answers that invent something.

Both are made of the documents it is shown. Right ones are their own sentences, said in other ways
(`equal_words`); an inventing one has one sentence that isn't borne out, alone, after a true one, or
between two.
"""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from chatbot.verification.sentence import Evidence, Sentence
from eval.generation.equal_words import said_otherwise
from eval.generation.inventing import KINDS, numbers_in
from indexing.chunking import SENTENCE

SHORTEST, LONGEST = 10, 150
"""Characters of a sentence that is used."""

MOST = 3
_NOT_A_SENTENCE = ("|", "／", "：", "\n", "://", "@")
"""Tables and records, and addresses, which an answer may only give as tokens."""


@dataclass(frozen=True, slots=True)
class ScriptedAnswer:
    """An answer as the stand-in gives it.

    Attributes:
        invented: Which of the sentences is; None in a right answer.
        kind: Of the invention; empty in a right answer.
    """

    sentences: tuple[Sentence, ...]
    invented: Sentence | None = None
    kind: str = ""

    @property
    def output(self) -> dict[str, object]:
        """The structured output."""
        return {
            "completeness": "complete",
            "sentences": [
                {"text": one.text, "sources": list(one.sources)} for one in self.sentences
            ],
        }


NOTHING = ScriptedAnswer(())
"""Where the documents shown hold no sentence."""

Wording = Callable[[Sequence[Evidence], random.Random], ScriptedAnswer]
"""Words an answer from the documents shown; `NOTHING` where it can't."""


def right_answer(pieces: Sequence[Evidence], chance: random.Random) -> ScriptedAnswer:
    """Answer with what the first document that has sentences says."""
    true = true_sentences(pieces)
    return ScriptedAnswer(
        tuple(Sentence(said_otherwise(one.text, chance), one.sources) for one in true)
    )


def inventing_answer(pieces: Sequence[Evidence], chance: random.Random) -> ScriptedAnswer:
    """Answer with one sentence that no document bears out."""
    true = true_sentences(pieces)
    if not true:
        return NOTHING
    kind = chance.choice(list(KINDS))
    invented = KINDS[kind](chance.choice(true), numbers_in(pieces), chance)
    others = [one for one in true if one.text not in invented.text]
    at = chance.randint(0, 2)
    sentences = (*others[: min(at, 1)], invented, *others[1:at])
    return ScriptedAnswer(sentences, invented, kind)


def true_sentences(pieces: Sequence[Evidence]) -> list[Sentence]:
    """Return sentences of the first document that has whole ones, each citing it."""
    for piece in pieces:
        found = [match.group().strip().lstrip("・ ") for match in SENTENCE.finditer(piece.text)]
        usable = [text for text in found if _is_usable(text)]
        if usable:
            return [Sentence(text, (piece.n,)) for text in usable[:MOST]]
    return []


def _is_usable(text: str) -> bool:
    whole = text.endswith(("。", "。）")) and SHORTEST <= len(text) <= LONGEST
    closed = text.count("（") == text.count("）") and text.count("「") == text.count("」")
    return whole and closed and not any(part in text for part in _NOT_A_SENTENCE)
