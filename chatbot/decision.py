"""Answer, ask back, or say that the documents don't tell.

The confidence is a logistic regression over the evidence of a search (`indexing.evidence`) and one
more figure, `topic`: how much the question is of the kind residents ask a city, by the vector of
what is asked (a linear classifier of its own).

Weights and topic vector are in `decision.json`, made by `python -m eval.fit_decision` from
questions written for it (eval/training); no evaluation question but the `dev` ones has been looked
at. They hold for the cosines of the bundled embedder; with another one the topic counts nothing.
`ANSWER` is where both sides are equally likely; between `CLARIFY` and `ANSWER` it is better to ask
back than to refuse.
"""

import json
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from math import exp

import numpy as np

from indexing.embedders.base import Vectors
from indexing.evidence import Evidence
from indexing.search import SearchResult

ANSWER = 0.5
CLARIFY = 0.27

FIGURES = ("label_cosine", "passage_cosine", "coverage", "unknown", "worded", "gap", "topic")
"""What the confidence is made of, in the order of the weights."""

TOPIC_LIMIT = 5.0
"""The topic counts no more than this, either way: it is a hint, the documents decide."""


class Verdict(StrEnum):
    """What to do with what was found."""

    ANSWER = "answer"
    CLARIFY = "clarify"
    NO_ANSWER = "no_answer"


@dataclass(frozen=True, slots=True)
class Decision:
    """The verdict and how sure it is, 0 to 1."""

    verdict: Verdict
    confidence: float


@dataclass(frozen=True, slots=True)
class Weights:
    """The fitted regression.

    Attributes:
        figures: A weight for each of `FIGURES`.
        bias: Added to their sum.
        topic: Weights of the topic classifier, one a dimension.
        topic_bias: Added to its sum.
    """

    figures: tuple[float, ...]
    bias: float
    topic: Vectors
    topic_bias: float


def decide(result: SearchResult) -> Decision:
    """Judge a search."""
    confidence = confidence_of(result)
    if confidence >= ANSWER:
        return Decision(Verdict.ANSWER, confidence)
    if confidence >= CLARIFY:
        return Decision(Verdict.CLARIFY, confidence)
    return Decision(Verdict.NO_ANSWER, confidence)


def confidence_of(result: SearchResult) -> float:
    """Return the probability that the documents hold what was asked."""
    if not result.hits:
        return 0.0
    weights = load_weights()
    figures = figures_of(result.evidence, weights)
    logit = weights.bias + sum(
        w * figure for w, figure in zip(weights.figures, figures, strict=True)
    )
    return 1 / (1 + exp(-logit))


def figures_of(evidence: Evidence, weights: Weights) -> tuple[float, ...]:
    """Return the figures of `FIGURES`."""
    return (
        evidence.label_cosine,
        evidence.passage_cosine,
        evidence.coverage,
        evidence.unknown,
        evidence.worded,
        evidence.gap,
        _topic(evidence.asked, weights),
    )


@cache
def load_weights() -> Weights:
    """Return the fitted weights."""
    raw = json.loads((files("chatbot") / "decision.json").read_text(encoding="utf-8"))
    return Weights(
        figures=tuple(raw["figures"][name] for name in FIGURES),
        bias=raw["bias"],
        topic=np.array(raw["topic"], dtype=np.float32),
        topic_bias=raw["topic_bias"],
    )


def _topic(asked: Vectors, weights: Weights) -> float:
    if asked.shape != weights.topic.shape:
        return 0.0
    topic = float(asked @ weights.topic) + weights.topic_bias
    return min(max(topic, -TOPIC_LIMIT), TOPIC_LIMIT)
