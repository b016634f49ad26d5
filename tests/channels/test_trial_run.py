"""What tuning changed: figures of a trial, and the scale that makes its cosines comparable."""

from collections.abc import Sequence
from dataclasses import asdict, replace

import numpy as np
import pytest

from channels.cli.trial_run import Comparison, TrialRun
from chatbot.decision import ANSWER, Decision, Verdict
from indexing.chunk import Chunk, Hit
from indexing.evidence import Evidence
from indexing.search import SearchResult
from indexing.tuning.trial import TrialQuestion

AXIS = np.array([0.0, 1.0], np.float32)


@pytest.fixture(autouse=True)
def _decision(monkeypatch: pytest.MonkeyPatch) -> None:
    """The confidence is the mean of the two cosines: the fitted one changes with every fit."""

    def decide(result: SearchResult) -> Decision:
        evidence = result.evidence
        return Decision(Verdict.ANSWER, (evidence.label_cosine + evidence.passage_cosine) / 2)

    monkeypatch.setattr("channels.cli.trial_run.decide", decide)


def _result(cosine: float, *documents: str) -> SearchResult:
    hits = tuple(Hit(Chunk(name, 0, "文", "題"), 0.0, lexical=0.0) for name in documents)
    evidence = replace(
        Evidence.none(),
        label_cosine=cosine,
        passage_cosine=cosine,
        asked=np.eye(2, dtype=np.float32)[0],
    )
    return SearchResult(hits, evidence)


def _run(inside: Sequence[SearchResult], outside: Sequence[float] = ()) -> TrialRun:
    question = TrialQuestion("質問", "ja", frozenset({"a"}))
    return TrialRun(
        [(question, result) for result in inside], [_result(each, "b") for each in outside]
    )


def test_figures() -> None:
    """First, second, and not found; a document counts once however many hits it has."""
    run = _run([_result(0.9, "a", "b"), _result(0.6, "b", "b", "a"), _result(0.2, "b")], [0.4, 0.6])

    # nDCG: 1, 1/log2(3) = 0.63093, 0
    assert asdict(run.figures()) == {
        "ndcg_at_10": pytest.approx((1 + 0.63093 + 0) / 3, abs=1e-5),
        "success_at_1": pytest.approx(1 / 3),
        "answered": pytest.approx(2 / 3),
        "outside_confidence": pytest.approx(0.5),
        "outside_refused": 0.5,
    }


def test_nothing_outside() -> None:
    """Isn't 0: it wasn't asked."""
    figures = _run([_result(0.9, "a")]).figures()

    assert (figures.outside_confidence, figures.outside_refused) == (None, None)


def test_the_scale_answers_as_many_as_before() -> None:
    """1 − s·(1 − 0.2) ≥ ½ for the second of three: the largest s is 0.625."""
    run = _run([_result(0.6, "a"), _result(0.2, "a"), _result(0.0, "a")])

    assert run.scaling_to_answer(1 / 3, AXIS).scale == 1.0
    scaling = run.scaling_to_answer(2 / 3, AXIS)
    assert scaling.scale == 0.625
    assert run.figures(scaling).answered == pytest.approx(2 / 3)
    assert run.figures().answered == pytest.approx(1 / 3)
    assert ANSWER == 0.5


def test_a_comparison_is_made_at_the_same_rate_of_answers() -> None:
    """Tuned cosines lie farther apart: that alone is neither better nor worse."""
    before = _run([_result(0.9, "b", "a"), _result(0.8, "a")], [0.4])
    after = _run([_result(0.5, "a"), _result(0.0, "a")], [-0.5])

    comparison = Comparison.of(before, after, AXIS)

    assert comparison.scale == 0.5
    assert (comparison.before.answered, comparison.after.answered) == (1.0, 1.0)
    assert comparison.is_better
    assert comparison.after.outside_confidence == pytest.approx(0.25)
    assert not comparison.refuses_worse
    assert Comparison.of(after, before, AXIS).is_better is False


def test_refusing_worse_is_seen() -> None:
    """What is outside moved nearer than what is inside."""
    before = _run([_result(0.9, "a")], [0.3])
    after = _run([_result(0.0, "a")], [-0.2])

    assert Comparison.of(before, after, AXIS).refuses_worse
