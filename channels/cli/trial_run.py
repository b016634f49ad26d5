"""How an index fares in the trial of a tuned model, and what tuning changed.

Tuned vectors lie farther apart, and whether to answer is decided on cosines. So distances are
scaled (`indexing.embedders.tuned`) by as much as it takes to answer as many of the answerable
questions as before; what then becomes of the others tells whether the tuned model refuses worse.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from statistics import fmean

from chatbot.decision import ANSWER, decide
from eval.metrics import ndcg, success
from indexing.embedders.base import Vectors
from indexing.embedders.tuned import Scaling
from indexing.index import Index
from indexing.search import SearchResult
from indexing.tuning.trial import Trial, TrialQuestion

DEPTH = 10
_HITS = 30
"""Hits asked for: several may belong to one document."""

_SCALES = [step / 256 for step in range(256, 0, -1)]
"""Scales that are tried, largest first."""


@dataclass(frozen=True, slots=True)
class TrialFigures:
    """What came of a trial: means over its questions.

    Attributes:
        ndcg_at_10: Of the questions that the documents answer.
        success_at_1: The same.
        answered: The part of them that is answered.
        outside_confidence: Of the questions that the documents don't answer, if there are any.
        outside_refused: The part of them that isn't answered.
    """

    ndcg_at_10: float
    success_at_1: float
    answered: float
    outside_confidence: float | None
    outside_refused: float | None


@dataclass(frozen=True, slots=True)
class TrialRun:
    """What an index found in a trial."""

    inside: Sequence[tuple[TrialQuestion, SearchResult]]
    outside: Sequence[SearchResult]

    @classmethod
    def of(cls, index: Index, trial: Trial, day: date) -> "TrialRun":
        """Ask an index everything."""
        return cls(
            [(question, _search(index, question, day)) for question in trial.questions],
            [_search(index, question, day) for question in trial.outside],
        )

    def figures(self, scaling: Scaling | None = None) -> TrialFigures:
        """Return the figures, those of decisions with scaled vectors."""
        found = [(_ranking(result), dict.fromkeys(q.documents, 1)) for q, result in self.inside]
        outside = [_confidence(result, scaling) for result in self.outside]
        return TrialFigures(
            ndcg_at_10=fmean(ndcg(ranking, grades, DEPTH) for ranking, grades in found),
            success_at_1=fmean(success(ranking, grades, 1) for ranking, grades in found),
            answered=self._answered(scaling),
            outside_confidence=fmean(outside) if outside else None,
            outside_refused=fmean(each < ANSWER for each in outside) if outside else None,
        )

    def scaling_to_answer(self, answered: float, axis: Vectors) -> Scaling:
        """Return the least scaling with which at least this part of the questions is answered."""
        scalings = [Scaling(scale, axis) for scale in _SCALES]
        found = (scaling for scaling in scalings if self._answered(scaling) >= answered)
        return next(found, scalings[-1])

    def _answered(self, scaling: Scaling | None) -> float:
        return fmean(_confidence(result, scaling) >= ANSWER for _, result in self.inside)


@dataclass(frozen=True, slots=True)
class Comparison:
    """A trial before and after tuning.

    Attributes:
        questions: How many the documents answer.
        outside: How many they don't.
        scale: The part of every distance that is kept after tuning.
    """

    questions: int
    outside: int
    scale: float
    before: TrialFigures
    after: TrialFigures

    @classmethod
    def of(cls, before: TrialRun, after: TrialRun, axis: Vectors) -> "Comparison":
        """Compare two runs of a trial, with the scaling that makes the second comparable.

        Args:
            before: Of what is published.
            after: Of what was tuned, unscaled.
            axis: Of the scaling.
        """
        published = before.figures()
        scaling = after.scaling_to_answer(published.answered, axis)
        return cls(
            questions=len(before.inside),
            outside=len(before.outside),
            scale=scaling.scale,
            before=published,
            after=after.figures(scaling),
        )

    @property
    def is_better(self) -> bool:
        """Whether more is found."""
        return self.after.ndcg_at_10 > self.before.ndcg_at_10

    @property
    def refuses_worse(self) -> bool:
        """Whether what the documents don't answer looks more as if they did."""
        before, after = self.before.outside_confidence, self.after.outside_confidence
        return before is not None and after is not None and after > before


def _search(index: Index, question: TrialQuestion, day: date) -> SearchResult:
    return index.search(question.text, day=day, language=question.language, limit=_HITS)


def _ranking(result: SearchResult) -> tuple[str, ...]:
    return tuple(dict.fromkeys(hit.chunk.document_id for hit in result.hits))


def _confidence(result: SearchResult, scaling: Scaling | None) -> float:
    if not result.hits or scaling is None:
        return decide(result).confidence
    evidence = replace(
        result.evidence,
        label_cosine=scaling.cosine(result.evidence.label_cosine),
        passage_cosine=scaling.cosine(result.evidence.passage_cosine),
        asked=scaling.vectors(result.evidence.asked[None, :])[0],
    )
    return decide(replace(result, evidence=evidence)).confidence
