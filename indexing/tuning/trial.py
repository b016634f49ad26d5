"""What a tuned model is tried on: questions that it was not trained on.

A fifth of the city's wordings is held out: not trained on, and not in the indexes that are asked (a
wording in an index finds its document whatever the model). The canary questions are asked too, and
a wording that is one of them is held out. Which wordings those are follows from their text alone,
so tuning again, with more wordings, holds out the same.

To see whether the model still refuses, a tenth of the documents is left out of the indexes: the
questions about them are what residents ask and the documents don't tell.
"""

from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass
from hashlib import sha256
from pathlib import Path
from random import Random

from pydantic import BaseModel, ConfigDict, Field

from corpus.document import Document, Faq
from corpus.vocabulary import Canary, Wording
from indexing.errors import IndexingError

SEED = 20261122
MOST = 1000
"""Questions of either kind that are asked at the most."""

_HELD_OUT = 5
_LEFT_OUT = 10


@dataclass(frozen=True, slots=True)
class TrialQuestion:
    """A question, and the ids of the documents that answer it."""

    text: str
    language: str
    documents: frozenset[str]


@dataclass(frozen=True, slots=True)
class Trial:
    """What indexes hold and are asked.

    Attributes:
        documents: Those in the indexes.
        wordings: Those of the city that are in the indexes and may be trained on.
        questions: What the documents answer.
        outside: What they don't.
    """

    documents: tuple[Document, ...]
    wordings: tuple[Wording, ...]
    questions: tuple[TrialQuestion, ...]
    outside: tuple[TrialQuestion, ...]


def held_out_trial(
    documents: Sequence[Document], wordings: Sequence[Wording], canaries: Sequence[Canary]
) -> Trial:
    """Return a trial with held-out wordings and the canary questions.

    Raises:
        IndexingError: There is none.
    """
    ids = _ids_by_name(documents)
    kept = _trained_on(wordings, canaries)
    held = set(wordings).difference(kept)
    asked = [
        *sorted(held, key=astuple),
        *(Wording(each.expected_document, "ja", each.question) for each in canaries),
    ]
    questions = [
        TrialQuestion(each.text, each.language, frozenset({ids[each.document]}))
        for each in dict.fromkeys(asked)
        if each.document in ids
    ]
    left_out = {each.id for each in documents if _is_drawn(each.id, _LEFT_OUT)}
    inside = [question for question in questions if not question.documents & left_out]
    if not inside:
        raise IndexingError("tuning.no_questions")
    return Trial(
        documents=tuple(each for each in documents if each.id not in left_out),
        wordings=kept,
        questions=_some(inside),
        outside=_some([question for question in questions if question.documents & left_out]),
    )


def file_trial(
    path: Path,
    documents: Sequence[Document],
    wordings: Sequence[Wording],
    canaries: Sequence[Canary],
) -> Trial:
    """Return a trial with the questions of a file: lines of JSON as `_Line`.

    Raises:
        IndexingError: The file can't be read, a line isn't of the form or names a document that
            doesn't exist, or no question has a document.
    """
    ids = _ids_by_name(documents)
    asked = [_question(path, number, line, ids) for number, line in _lines(path) if line.strip()]
    inside = [question for question in asked if question.documents]
    if not inside:
        raise IndexingError("tuning.no_questions")
    return Trial(
        documents=tuple(documents),
        wordings=_trained_on(wordings, canaries),
        questions=tuple(inside),
        outside=tuple(question for question in asked if not question.documents),
    )


class _Line(BaseModel):
    """A question; `documents` are ids, titles or a Faq's question, none for what is refused."""

    model_config = ConfigDict(frozen=True)

    text: str = Field(min_length=1)
    documents: tuple[str, ...] = ()
    language: str = "ja"


def _lines(path: Path) -> list[tuple[int, str]]:
    try:
        return list(enumerate(path.read_text(encoding="utf-8-sig").splitlines(), start=1))
    except (OSError, ValueError):
        raise IndexingError("tuning.queries_unreadable", path=path) from None


def _question(path: Path, number: int, line: str, ids: Mapping[str, str]) -> TrialQuestion:
    try:
        read = _Line.model_validate_json(line)
        documents = frozenset(ids[name] for name in read.documents)
    except ValueError:
        raise IndexingError("tuning.bad_query", path=path, line=number) from None
    except KeyError as unknown:
        name = unknown.args[0]
        raise IndexingError(
            "tuning.unknown_document", path=path, line=number, document=name
        ) from None
    return TrialQuestion(read.text, read.language, documents)


def _ids_by_name(documents: Sequence[Document]) -> dict[str, str]:
    """Return ids by what the city may call a document, as `indexing.wordings` understands it."""
    named = {
        document.question if isinstance(document, Faq) else document.metadata.title: document.id
        for document in documents
    }
    return named | {document.id: document.id for document in documents}


def _trained_on(wordings: Sequence[Wording], canaries: Sequence[Canary]) -> tuple[Wording, ...]:
    asked = {canary.question for canary in canaries}
    return tuple(
        wording
        for wording in wordings
        if wording.text not in asked and not _is_drawn(wording.text, _HELD_OUT)
    )


def _is_drawn(text: str, one_of: int) -> bool:
    """Return whether a text is the one of so many that is drawn, always the same."""
    return int(sha256(f"{SEED} {text}".encode()).hexdigest(), 16) % one_of == 0


def _some(questions: Sequence[TrialQuestion]) -> tuple[TrialQuestion, ...]:
    drawn = Random(SEED).sample(questions, min(MOST, len(questions)))  # noqa: S311 - no secret
    return tuple(drawn)
