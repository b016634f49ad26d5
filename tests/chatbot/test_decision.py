"""Answer, ask back or refuse: what holds whatever the thresholds are."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatbot.decision import Verdict, confidence_of, decide
from indexing.chunk import Chunk, Hit
from indexing.search import SearchResult

_CHUNK = Chunk("faq/a.csv#1", 0, "答", "問")
_PART = st.floats(0, 1)
_HIT = st.builds(Hit, st.just(_CHUNK), st.floats(-5, 5), _PART, _PART, st.floats(0, 20))
_RESULT = st.builds(
    SearchResult,
    st.lists(_HIT, min_size=1, max_size=8).map(tuple),
    st.floats(0, 20),
    st.floats(0.1, 20),
)
_ORDER = [Verdict.NO_ANSWER, Verdict.CLARIFY, Verdict.ANSWER]


def _result(cosine: float, coverage: float) -> SearchResult:
    return SearchResult((Hit(_CHUNK, 1.0, cosine, cosine, 1.0),), coverage * 10, 10.0)


def test_nothing_found_is_no_answer() -> None:
    """Without a hit there is nothing to be sure of."""
    decision = decide(SearchResult((), 0.0, 0.0))
    assert (decision.verdict, decision.confidence) == (Verdict.NO_ANSWER, 0.0)


def test_same_question_is_answered_and_a_strange_one_isnt() -> None:
    """The ends of the scale need no calibration."""
    assert decide(_result(1.0, 1.0)).verdict is Verdict.ANSWER
    assert decide(_result(0.0, 0.0)).verdict is Verdict.NO_ANSWER


def test_question_without_known_weight() -> None:
    """Words that weigh nothing don't divide by zero."""
    assert confidence_of(replace(_result(0.5, 0.5), question_idf=0.0)) >= 0


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


@pytest.mark.parametrize("part", ["label_cosine", "passage_cosine"])
@given(result=_RESULT, more=_PART)
def test_nearer_is_never_less_sure(result: SearchResult, part: str, more: float) -> None:
    """A better hit, or more of the words together, can't make the answer doubtful."""
    first = result.hits[0]
    raised = replace(first, **{part: min(1.0, getattr(first, part) + more)})
    nearer = replace(result, hits=(raised, *result.hits[1:]))
    covered = replace(result, best_lexical=result.best_lexical + more)
    assert confidence_of(nearer) >= confidence_of(result) - 1e-12
    assert confidence_of(covered) >= confidence_of(result) - 1e-12
