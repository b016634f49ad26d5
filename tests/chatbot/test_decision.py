"""Answer, ask back or refuse: what holds whatever the thresholds are."""

from dataclasses import fields, replace
from math import exp

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatbot.decision import (
    FIGURES,
    TOPIC_LIMIT,
    Verdict,
    Weights,
    confidence_of,
    decide,
    figures_of,
    load_weights,
)
from indexing.chunk import Chunk, Hit
from indexing.evidence import Evidence
from indexing.search import SearchResult

_PART = st.floats(0, 1)
_ASKED = st.integers(0, 99).map(
    lambda seed: np.random.default_rng(seed).normal(size=4).astype(np.float32)
)
_EVIDENCE = st.builds(
    Evidence,
    st.floats(-1, 1),
    st.floats(-1, 1),
    _PART,
    _PART,
    worded=_PART,
    gap=_PART,
    nearest_gap=st.integers(-1, 3),
    asked=_ASKED,
)
_HIT = Hit(Chunk("faq/a.csv#1", 0, "答", "問"), 1.0, 1.0)
_RESULT = st.builds(SearchResult, st.just((_HIT,)), _EVIDENCE)
_ORDER = [Verdict.NO_ANSWER, Verdict.CLARIFY, Verdict.ANSWER]


def _evidence(
    figures: tuple[float, float, float, float, float],
    asked: tuple[float, ...] = (),
    gap: float = 0.0,
) -> Evidence:
    return Evidence(*figures, gap, -1, np.array(asked, dtype=np.float32))


def _result(evidence: Evidence) -> SearchResult:
    return SearchResult((_HIT,), evidence)


def test_nothing_found_is_no_answer() -> None:
    """Without a hit there is nothing to be sure of."""
    decision = decide(SearchResult((), Evidence.none()))
    assert (decision.verdict, decision.confidence) == (Verdict.NO_ANSWER, 0.0)


@pytest.mark.parametrize("worded", [0.0, 1.0])
def test_same_question_is_answered_and_a_strange_one_isnt(worded: float) -> None:
    """The ends of the scale need no calibration."""
    same = _evidence((1.0, 1.0, 1.0, 0.0, worded))
    strange = _evidence((0.0, 0.0, 0.0, 1.0, worded))
    assert decide(_result(same)).verdict is Verdict.ANSWER
    assert decide(_result(strange)).verdict is Verdict.NO_ANSWER


def test_confidence_by_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each figure by its weight, and the bias.

    0.9 + 2·0.8 + 4·0.5 − 0.25 + 0.5·0.5 − 3·0.1 + 2·(0.6 − 2·0.8 + 0.5) − 3 = 0.2
    """
    weights = Weights((1, 2, 4, -1, 0.5, -3, 2), -3, np.array([1, -2], dtype=np.float32), 0.5)
    monkeypatch.setattr("chatbot.decision.load_weights", lambda: weights)
    evidence = _evidence((0.9, 0.8, 0.5, 0.25, 0.5), (0.6, 0.8), gap=0.1)
    assert confidence_of(_result(evidence)) == pytest.approx(1 / (1 + exp(-0.2)))


@pytest.mark.parametrize(
    ("asked", "topic"),
    [
        ((0.6, 0.8), 0.6 + 1.6 + 0.25),
        ((9.0, 9.0), TOPIC_LIMIT),
        ((-9.0, -9.0), -TOPIC_LIMIT),
        ((0.6, 0.8, 0.0), 0.0),
        ((), 0.0),
    ],
)
def test_topic_is_a_hint(asked: tuple[float, ...], topic: float) -> None:
    """Within its limits; vectors of another embedder, of another width, say nothing of it."""
    weights = Weights((0,) * len(FIGURES), 0, np.array([1, 2], dtype=np.float32), 0.25)
    figures = figures_of(_evidence((0.1, 0.2, 0.3, 0.4, 0.5), asked, gap=0.6), weights)
    assert figures == pytest.approx((0.1, 0.2, 0.3, 0.4, 0.5, 0.6, topic))


def test_fitted_weights_are_for_the_bundled_embedder() -> None:
    """A weight for each figure and each dimension, and none that isn't a number."""
    weights = load_weights()
    assert (*(each.name for each in fields(Evidence) if each.compare), "topic") == FIGURES
    assert len(weights.figures) == len(FIGURES)
    assert weights.topic.shape == (384,)
    assert np.isfinite([*weights.figures, weights.bias, *weights.topic, weights.topic_bias]).all()


@given(_RESULT)
def test_confidence_is_a_probability(result: SearchResult) -> None:
    """Whatever was found, it is between 0 and 1, and the decision tells it."""
    decision = decide(result)
    assert 0 <= decision.confidence <= 1
    assert decision.confidence == confidence_of(result)


@given(_RESULT, _RESULT)
def test_surer_is_never_judged_worse(one: SearchResult, other: SearchResult) -> None:
    """The verdict follows the confidence."""
    weak, strong = sorted((decide(one), decide(other)), key=lambda decision: decision.confidence)
    assert _ORDER.index(weak.verdict) <= _ORDER.index(strong.verdict)


@pytest.mark.parametrize("figure", ["label_cosine", "passage_cosine", "coverage"])
@given(evidence=_EVIDENCE, more=_PART)
def test_nearer_is_never_less_sure(evidence: Evidence, figure: str, more: float) -> None:
    """A better hit, or more of the words together, can't make the answer doubtful."""
    raised = replace(evidence, **{figure: getattr(evidence, figure) + more})
    assert confidence_of(_result(raised)) >= confidence_of(_result(evidence)) - 1e-12
