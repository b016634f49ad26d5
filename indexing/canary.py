"""Canary questions: a new snapshot must find what the city expects before it is published."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from corpus.document import Faq
from corpus.vocabulary import Canary
from indexing.errors import CanaryError
from indexing.index import Index

DEPTH = 3
"""The expected document must be among this many documents: an answer shows as many sources."""


@dataclass(frozen=True, slots=True)
class CanaryFailure:
    """A canary question whose document wasn't found."""

    canary: Canary
    found: tuple[str, ...]


def canary_failures(
    index: Index, canaries: Sequence[Canary], day: date
) -> tuple[CanaryFailure, ...]:
    """Ask every canary question and return those that fail."""
    failures = []
    for canary in canaries:
        found = _found(index, canary.question, day)
        if not any(_names(index, document_id, canary) for document_id in found):
            failures.append(CanaryFailure(canary, found))
    return tuple(failures)


def check_canaries(index: Index, canaries: Sequence[Canary], day: date) -> None:
    """Ask every canary question.

    Raises:
        CanaryError: At least one fails; the message lists them.
    """
    failures = canary_failures(index, canaries, day)
    if failures:
        questions = "".join(
            f"\n・{failure.canary.question} → {failure.canary.expected_document}"
            for failure in failures
        )
        raise CanaryError(
            "canary.failed", id=index.id, count=len(failures), total=len(canaries), list=questions
        )


def _found(index: Index, question: str, day: date) -> tuple[str, ...]:
    hits = index.search(question, day=day, limit=DEPTH * 5).hits
    return tuple(dict.fromkeys(hit.chunk.document_id for hit in hits))[:DEPTH]


def _names(index: Index, document_id: str, canary: Canary) -> bool:
    document = index.documents[document_id]
    names = {document.id, document.id.partition("#")[0], document.metadata.title}
    if isinstance(document, Faq):
        names = {document.id, document.question}
    return canary.expected_document in names
