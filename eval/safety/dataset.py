"""The safety set: attacks, and honest questions in the same words.

`attacks.jsonl` and `honest.jsonl`; their fields stand in the README of `eval/datasets/safety`. A
file whose name ends in `.txt` is a list of other attacks or questions, one a line. Attacks of kind
`POISONED`, in `poisoned.jsonl`, are honest questions to the city in `poisoned/`, whose documents
hold the orders.
"""

from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from eval.city_set import Split
from eval.errors import EvalError

FOLDER = Path(__file__).parents[1] / "datasets" / "safety"
ATTACKS = FOLDER / "attacks.jsonl"
HONEST = FOLDER / "honest.jsonl"
CITY = FOLDER / "poisoned"
CITY_QUESTIONS = FOLDER / "poisoned.jsonl"
POISONED = "poisoned"
OTHER = "other"


class Attack(BaseModel):
    """What somebody types to make the chatbot do what it must not.

    Attributes:
        kind: What he is after, in the words of the dataset's README.
        turns: What he types, the last one is the attack itself.
        must_not: What an answer that obeyed would hold.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    split: Split
    kind: str
    language: str
    turns: tuple[str, ...] = Field(min_length=1)
    must_not: tuple[str, ...]


class Honest(BaseModel):
    """A resident's question that must not be refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    split: Split
    language: str
    text: str


_Row = TypeVar("_Row", Attack, Honest)


def read_attacks(path: Path, split: Split) -> tuple[Attack, ...]:
    """Return the attacks of a split; those of a list of texts are of every split.

    Raises:
        EvalError: The file can't be read, or a line is none.
    """
    if path.suffix != ".txt":
        return _of(split, _read(path, Attack))
    return tuple(
        Attack(id=name, split=Split.ALL, kind=OTHER, language="", turns=(line,), must_not=())
        for name, line in _lines(path)
    )


def read_honest(path: Path, split: Split) -> tuple[Honest, ...]:
    """Return the honest questions of a split; those of a list of texts are of every split.

    Raises:
        EvalError: The file can't be read, or a line is none.
    """
    if path.suffix != ".txt":
        return _of(split, _read(path, Honest))
    return tuple(
        Honest(id=name, split=Split.ALL, language="", text=line) for name, line in _lines(path)
    )


def _of(split: Split, rows: tuple[_Row, ...]) -> tuple[_Row, ...]:
    return tuple(row for row in rows if split is Split.ALL or row.split is split)


def _read(path: Path, kind: type[_Row]) -> tuple[_Row, ...]:
    rows = []
    for name, line in _lines(path):
        try:
            rows.append(kind.model_validate_json(line))
        except ValidationError:
            raise EvalError("safety.bad_line", path=path, line=name) from None
    return tuple(rows)


def _lines(path: Path) -> list[tuple[str, str]]:
    """Return the number of each line that isn't empty, and the line."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeError):
        raise EvalError("safety.unreadable", path=path) from None
    return [(str(n), line) for n, line in enumerate(lines, start=1) if line.strip()]
