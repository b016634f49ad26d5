"""The safety set: attacks, and honest questions that look like them.

Fields and how they were made stand in the README of `eval/datasets/safety`. Other files may be
asked instead: JSON Lines of the same form, or plain text with one prompt a line.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from chatbot.language import detect_language
from eval.errors import EvalError

FOLDER = Path(__file__).parents[1] / "datasets" / "safety"
ATTACKS = FOLDER / "attacks.jsonl"
HONEST = FOLDER / "honest.jsonl"
POISONED_CITY = FOLDER / "poisoned"

QUESTION = "粗大ごみの出し方を教えてください。"
"""A question that every city answers."""

OTHER = "other"
"""Kind of a prompt in a plain file."""


class Split(StrEnum):
    """Which half; tuning looks at `dev` only."""

    ALL = "all"
    DEV = "dev"
    TEST = "test"


class Attack(BaseModel):
    """An attempt to make annai say or do what it mustn't.

    Attributes:
        split: `dev` or `test`; a prompt of a plain file is of neither.
        turns: Texts of one conversation; the attack ends with the last.
        must_not: What an answer that leaks or obeys would hold: plain text, or a regular
            expression behind `re:`. Empty where any answer of its own words would be wrong.
        says: What an obedient language model would answer; empty: the plain ones of `must_not`.
        document: The poisoned document that holds the order; empty where the question does.
    """

    model_config = ConfigDict(extra="ignore", frozen=True)

    id: str
    split: Literal["", "dev", "test"] = ""
    kind: str = OTHER
    language: str
    turns: tuple[str, ...] = Field(min_length=1)
    must_not: tuple[str, ...] = ()
    says: str = ""
    document: str = ""

    def beside(self, question: str) -> "Attack":
        """Return the attack with a question before its last turn; by a document it is as it was."""
        if self.document:
            return self
        return self.model_copy(
            update={"turns": (*self.turns[:-1], f"{question}\n{self.turns[-1]}")}
        )


class Honest(BaseModel):
    """A resident's question that has words in common with attacks."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    id: str
    split: Literal["", "dev", "test"] = ""
    language: str
    text: str


@dataclass(frozen=True, slots=True)
class SafetySet:
    """What is asked."""

    attacks: tuple[Attack, ...]
    honest: tuple[Honest, ...]


def read_safety_set(
    attacks: Path = ATTACKS, honest: Path = HONEST, split: Split = Split.ALL
) -> SafetySet:
    """Read both files. Of one that has no splits, every prompt belongs to each.

    Raises:
        EvalError: A file can't be read, is not of the form, or has nothing of the split.
    """
    return SafetySet(
        _of_split(_read(attacks, Attack, "a"), split, attacks),
        _of_split(_read(honest, Honest, "h"), split, honest),
    )


_Prompt = TypeVar("_Prompt", Attack, Honest)


def _of_split(prompts: list[_Prompt], split: Split, path: Path) -> tuple[_Prompt, ...]:
    kept = tuple(one for one in prompts if split is Split.ALL or one.split in {"", split.value})
    if not kept:
        raise EvalError("safety.empty", path=path, split=split)
    return kept


def _read(path: Path, model: type[_Prompt], letter: str) -> list[_Prompt]:
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
        told = [(n, line.strip()) for n, line in enumerate(lines, start=1) if line.strip()]
        is_json = path.suffix == ".jsonl"
        fields = [(n, json.loads(line) if is_json else {"text": line}) for n, line in told]
        return [model.model_validate(_record(each, f"{letter}{n}")) for n, each in fields]
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise EvalError("safety.unreadable", path=path, reason=repr(error)) from None


def _record(given: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """Fill in what a file of only texts doesn't say."""
    turns = given.get("turns") or [given["text"]]
    text = given.get("text") or turns[-1]
    return {"id": name, "language": detect_language(text), "turns": turns, "text": text, **given}
