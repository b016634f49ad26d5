"""Sentences that say nothing of their own: a mere yes or no, or the question given back.

What a resident said is no evidence: an assent makes it the city's word, and so does repeating it.
"""

import re
import tomllib
from importlib.resources import files

from chatbot.verification.fault import Fault
from indexing.normalize import normalize

RUN = 3
"""Letters in a row by which texts are compared."""

ECHOED = 0.8
"""Part of a sentence's runs from which it is the question's."""

KNOWN = 0.5
"""Part from which it is the sources' too."""

SHORTEST = 6
"""Runs from which one can tell."""

_SENTENCE_ENDS = re.compile(r"[。.!?\n()「」『』\[\]【】\"“”]+")
_PARTS = re.compile(r"[、,。.!?\n]+")
_UNSAID = re.compile(r"[\W_]+")


def _read() -> re.Pattern[str]:
    raw = tomllib.loads((files("chatbot.verification") / "assent.toml").read_text("utf-8"))
    return re.compile("|".join(one for patterns in raw.values() for one in patterns))


_ASSENT = _read()


def fault_of_emptiness(sentence: str, question: str, sources: str) -> Fault | None:
    """Return the fault of a sentence that says nothing of its own; None if it says something.

    Args:
        sentence: As it was written.
        question: What was asked; empty if it isn't known.
        sources: What the sentence cites.
    """
    if is_assent(sentence):
        return Fault.ASSENT
    return Fault.ECHO if question and echoes(sentence, question, sources) else None


def is_assent(sentence: str) -> bool:
    """Return whether a sentence is nothing but yes or no (`assent.toml`)."""
    parts = [part.strip() for part in _PARTS.split(normalize(sentence)) if part.strip()]
    return bool(parts) and all(_ASSENT.fullmatch(part) for part in parts)


def echoes(sentence: str, question: str, sources: str) -> bool:
    """Return whether a sentence, or what is put into it, is the question's, not the sources'."""
    asked, known = _runs(question), None
    for part in _SENTENCE_ENDS.split(normalize(sentence)):
        told = _runs(_without_assent(part))
        if len(told) >= SHORTEST and len(told & asked) >= ECHOED * len(told):
            known = _runs(sources) if known is None else known
            if len(told & known) < KNOWN * len(told):
                return True
    return False


def _without_assent(part: str) -> str:
    first, sign, rest = part.partition("、") if "、" in part else part.partition(",")
    return rest if sign and _ASSENT.fullmatch(first.strip()) else part


def _runs(text: str) -> set[str]:
    bare = _UNSAID.sub("", normalize(text))
    return {bare[at : at + RUN] for at in range(len(bare) - RUN + 1)}
