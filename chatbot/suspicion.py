"""Sentences of documents that seem to speak to whoever answers, not to residents.

Orders slipped into a document can be worded in endless ways; patterns (`chatbot.gates.orders`) find
those that sound like orders. This finds more of them, and now and then an honest sentence too. So
it takes nothing from residents: what it suspects isn't shown to a language model. A linear
classifier over runs of one to four characters, with quotations and figures left out, for those are
what an order wants said; `eval/fit_suspicion.py` makes `suspicion.json`.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from chatbot.gates.disguise import visible
from indexing.chunking import SENTENCE
from indexing.normalize import normalize

LONGEST_RUN = 4

TEXTS = 2048
"""Texts of which it is remembered what is left of them: a few megabytes."""

_QUOTED = re.compile(r"[「『\"“][^」』\"”]{2,}[」』\"”]")
_FIGURES = re.compile(r"[0-9]+")
_FACTOR = np.uint64(1_000_003)

Hashes = NDArray[np.uint64]


def form_of(sentence: str) -> str:
    """Return a sentence as it is compared: one width and case, without quotations and figures."""
    plain = _QUOTED.sub("〈〉", normalize(visible(sentence)))
    return f" {_FIGURES.sub('0', plain).strip()} "


def hashes_of(form: str, length: int) -> Hashes:
    """Return hashes of the runs of a length, in order; none if the form is shorter."""
    characters = np.frombuffer(form.encode("utf-32-le"), np.uint32).astype(np.uint64)
    count = len(characters) - length + 1
    if count <= 0:
        return np.empty(0, np.uint64)
    hashes: Hashes = np.full(count, length, np.uint64)
    for at in range(length):
        hashes = hashes * _FACTOR + characters[at : at + count]
    return hashes


@dataclass(frozen=True, slots=True)
class Weights:
    """A fitted classifier.

    Attributes:
        runs: Weight of each run of characters that counts.
        bias: What is added.
        threshold: What lies above is suspected.
    """

    runs: Mapping[str, float]
    bias: float
    threshold: float

    @classmethod
    def load(cls) -> "Weights":
        """Read those that come with annai."""
        text = (files("chatbot") / "suspicion.json").read_text(encoding="utf-8")
        return cls(**json.loads(text))


@dataclass(frozen=True, slots=True)
class Told:
    """What a sentence's runs tell; of two sentences together it is the sum.

    Attributes:
        weight: Sum of its runs' weights.
        runs: How many runs it has.
    """

    weight: float
    runs: int

    def __add__(self, other: "Told") -> "Told":
        """Return what both tell together."""
        return Told(self.weight + other.weight, self.runs + other.runs)

    def score(self, bias: float) -> float:
        """Return how much it speaks to whoever answers: bias + Σ weights / √runs."""
        return bias + self.weight / sqrt(max(self.runs, 1))


class Suspicion:
    """Tells which sentences are suspected. May be used from several threads."""

    def __init__(self, weights: Weights) -> None:
        """Take the weights."""
        self._bias, self._threshold = weights.bias, weights.threshold
        hashes = np.array([hashes_of(run, len(run))[0] for run in weights.runs], np.uint64)
        order = np.argsort(hashes)
        self._hashes = hashes[order]
        self._weights = np.array(list(weights.runs.values()))[order]
        self._remembered = lru_cache(TEXTS)(self._without)

    @classmethod
    def load(cls) -> "Suspicion":
        """Return that of the weights that come with annai."""
        return cls(Weights.load())

    def without(self, text: str) -> str:
        """Return a text without its suspected sentences; one without any stays as it is."""
        return self._remembered(text)

    def suspected(self, sentences: Sequence[str]) -> list[bool]:
        """Return of each sentence whether it is suspected, alone or with the one beside it."""
        told = [self.told(sentence) for sentence in sentences]
        alone = [self._is_high(each) for each in told]
        pairs = [self._is_high(one + other) for one, other in pairwise(told)]
        beside = zip([False, *pairs], [*pairs, False], strict=True)
        return [own or any(with_other) for own, with_other in zip(alone, beside, strict=False)]

    def told(self, sentence: str) -> Told:
        """Return what a sentence's runs tell."""
        form = form_of(sentence)
        found = [hashes_of(form, length) for length in range(1, LONGEST_RUN + 1)]
        hashes = np.concatenate(found)
        places = np.searchsorted(self._hashes, hashes).clip(max=len(self._hashes) - 1)
        known = self._hashes[places] == hashes
        return Told(float(self._weights[places[known]].sum()), len(hashes))

    def _is_high(self, told: Told) -> bool:
        return told.score(self._bias) > self._threshold

    def _without(self, text: str) -> str:
        sentences = [match.group() for match in SENTENCE.finditer(text)]
        suspected = self.suspected(sentences)
        if not any(suspected):
            return text
        kept = (one for one, out in zip(sentences, suspected, strict=True) if not out)
        return "".join(kept).strip()
