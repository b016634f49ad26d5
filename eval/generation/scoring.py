"""Grading what was told: it needs the verifier, and neither the language model nor the index."""

import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass

from chatbot.answer import Status
from chatbot.language import detect_language
from eval.comparison import Measures
from eval.generation.sentences import cited_sentences
from eval.generation.told import Told
from eval.groundedness import FaultOf
from eval.run import Row

MEASURES = Measures(
    ("right", "answered", "answered_right", "refused", "language_right", "borne_out"),
    ("status", "outcome"),
)

_LINK = re.compile(r"\{\{link:\d+\}\}")


@dataclass(frozen=True, slots=True)
class Scores:
    """The grades of one answer; None: not applicable.

    Attributes:
        status: How the answer ended.
        outcome: How wording it ended.
        sentences: Sentences that a language model worded.
        faults: What the verifier finds in them, one for each that isn't borne out.
        borne_out: Part of them that is borne out by what the cited documents say.
        answered: Of a question to answer: 1 if it was, or the reply was for an emergency.
        answered_right: Of an answered one: 1 if it cites a right document.
        refused: Of a question to refuse: 1 if it wasn't answered.
        language_right: Of an answered one: 1 if it is taken for a question in its language, and
            what a language model worded is in that language.
        right: 1 if nothing is wrong with it.
    """

    status: str
    outcome: str
    sentences: int
    faults: tuple[str, ...]
    borne_out: float | None
    answered: float | None
    answered_right: float | None
    refused: float | None
    language_right: float | None
    right: float


@dataclass(frozen=True, slots=True)
class Scored:
    """What was told, and its grades."""

    told: Told
    scores: Scores

    @property
    def row(self) -> Row:
        """What is kept of it."""
        return {**self.told.model_dump(mode="json"), **asdict(self.scores)}


def score_all(told: Iterable[Told], fault_of: FaultOf) -> list[Scored]:
    """Grade every answer."""
    return [Scored(each, _score(each, fault_of)) for each in told]


def _score(told: Told, fault_of: FaultOf) -> Scores:
    status = told.answer.status
    sentences, faults = _verified(told, fault_of)
    answered = status in {Status.ANSWERED, Status.EMERGENCY}
    cites_right = status is Status.EMERGENCY or _cites_right(told)
    in_language = _in_language(told)
    to_refuse = not told.documents
    refused = status is not Status.ANSWERED
    fine = answered and cites_right and in_language and not faults
    return Scores(
        status=status.value,
        outcome=told.outcome,
        sentences=sentences,
        faults=faults,
        borne_out=1 - len(faults) / sentences if sentences else None,
        answered=None if to_refuse else float(answered),
        answered_right=float(cites_right) if answered and not to_refuse else None,
        refused=float(refused) if to_refuse else None,
        language_right=float(in_language) if answered and not to_refuse else None,
        right=float(refused if to_refuse else fine),
    )


def _verified(told: Told, fault_of: FaultOf) -> tuple[int, tuple[str, ...]]:
    """Return how many sentences were generated, and the faults of those not borne out."""
    if not told.is_generated:
        return 0, ()
    evidence = {piece.n: piece for piece in told.evidence}
    urls = {piece.n: piece.url for piece in told.evidence}
    sentences = cited_sentences(told.answer.text, urls)
    found = (fault_of(sentence, evidence, told.answer.language) for sentence in sentences)
    return len(sentences), tuple(fault.value for fault in found if fault)


def _cites_right(told: Told) -> bool:
    return not {source.document_id for source in told.answer.sources}.isdisjoint(told.documents)


def _in_language(told: Told) -> bool:
    language = _spoken(told.answer.language)
    if language != _spoken(told.language):
        return False
    if not told.is_generated:
        return True
    urls = {piece.n: piece.url for piece in told.evidence}
    worded = (each.text for each in cited_sentences(told.answer.text, urls) if each.sources)
    return detect_language(_LINK.sub("", " ".join(worded))) == language


def _spoken(language: str) -> str:
    """Return the language without how easily it is written: `ja-easy` is Japanese."""
    return language.partition("-")[0]
