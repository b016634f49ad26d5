"""An evaluation set of a city: questions its documents answer, and questions to be refused.

`questions.jsonl` and `refused.jsonl`; fields and the rule for grading stand in the README of
`eval/datasets/matsudo`.

The set has two halves: what is tuned is tuned on `dev`, `test` is only measured. A question is in
the half that the SHA-256 of its group (its id if it has none) gives: even `dev`, odd `test`. So
paraphrases stay together, and adding questions moves none.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, Field

from eval.errors import EvalError

MATSUDO = Path(__file__).parent / "datasets" / "matsudo"
NAMED = 20
"""Unknown documents named in an error."""


class Split(StrEnum):
    """Which part of a set is asked."""

    ALL = "all"
    DEV = "dev"
    TEST = "test"


class CityQuestion(BaseModel):
    """A question that the documents answer.

    Attributes:
        group: Paraphrases of one need have the same; empty for a question on its own.
        documents: All that answer it.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    text: str
    language: str
    style: str
    group: str
    documents: tuple[str, ...] = Field(min_length=1)


class RefusedQuestion(BaseModel):
    """A question that must not be answered, and of which kind it is."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    text: str
    language: str
    kind: str


@dataclass(frozen=True, slots=True)
class CitySet:
    """A set, or a half of one."""

    questions: tuple[CityQuestion, ...]
    refused: tuple[RefusedQuestion, ...]

    def check_documents(self, known: Collection[str]) -> None:
        """Check that every labelled document exists.

        Raises:
            EvalError: Names those that don't.
        """
        labelled = {name for question in self.questions for name in question.documents}
        unknown = sorted(labelled.difference(known))
        if unknown:
            named = "、".join(unknown[:NAMED])
            raise EvalError("city_set.unknown_documents", count=len(unknown), documents=named)


def read_city_set(folder: Path, split: Split) -> CitySet:
    """Read a set.

    Raises:
        EvalError: A file is missing, not of the form, or has no question of the split.
    """
    questions = _read(folder / "questions.jsonl", CityQuestion)
    refused = _read(folder / "refused.jsonl", RefusedQuestion)
    half = CitySet(
        tuple(each for each in questions if _is_in(split, each.group or each.id)),
        tuple(each for each in refused if _is_in(split, each.id)),
    )
    if not half.questions or not half.refused:
        raise EvalError("city_set.empty", path=folder, split=split)
    return half


def half_of(key: str) -> Split:
    """Return the half that a group or id belongs to."""
    odd = int(sha256(key.encode()).hexdigest(), 16) % 2
    return Split.TEST if odd else Split.DEV


def _is_in(split: Split, key: str) -> bool:
    return split in {Split.ALL, half_of(key)}


_Model = TypeVar("_Model", bound=BaseModel)


def _read(path: Path, model: type[_Model]) -> list[_Model]:
    return [_parsed(path, number, line, model) for number, line in _lines(path) if line.strip()]


def _lines(path: Path) -> Iterable[tuple[int, str]]:
    try:
        return enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
    except (OSError, ValueError):
        raise EvalError("city_set.unreadable", path=path) from None


def _parsed(path: Path, number: int, line: str, model: type[_Model]) -> _Model:
    try:
        return model.model_validate_json(line)
    except ValueError:
        raise EvalError("city_set.bad_line", path=path, line=number) from None
