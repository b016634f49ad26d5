"""Holding the verifier against sentences that were labelled by hand.

`sentences.jsonl` and `evidence.jsonl`; fields and how they were made stand in the README of
`eval/datasets/groundedness`. What the verifier should find is a sentence that its sources do not
bear out, so "positive" is such a sentence:

- recall: the part of the sentences not borne out that it stops;
- precision: the part of those it stops that are not borne out;
- `passed_rate`: the part of the sentences borne out that it lets through.

A sentence counts as stopped whatever fault the verifier names.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from chatbot.verification.fault import Fault
from chatbot.verification.sentence import Evidence, Sentence
from eval.comparison import Measures
from eval.errors import EvalError

FOLDER = Path(__file__).parent / "datasets" / "groundedness"

MEASURES = Measures(("passed", "stopped"), ("fault", "found"))
"""The first of the sentences that are borne out, the second of the others."""

FaultOf = Callable[[Sentence, Mapping[int, Evidence], str], Fault | None]
"""The verifier: sentence, evidence by number, language."""


class LabelledSentence(BaseModel):
    """A sentence, the numbers it cites, and whether these bear it out.

    Attributes:
        evidence: Ids of the pieces that were shown, numbered from 1 in this order.
        fault: What is wrong with it, in the words of the dataset's README; empty if nothing.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    text: str
    language: str
    evidence: tuple[str, ...] = Field(min_length=1)
    sources: tuple[int, ...]
    borne_out: bool
    fault: str


class Piece(BaseModel):
    """A piece of a document as a language model is shown it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    title: str
    label: str
    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Labels:
    """The labelled sentences, and the pieces they cite by id."""

    sentences: tuple[LabelledSentence, ...]
    pieces: Mapping[str, Piece]

    def shown_with(self, sentence: LabelledSentence) -> dict[int, Evidence]:
        """Return the evidence of a sentence by number."""
        pieces = (self.pieces[name] for name in sentence.evidence)
        return {
            n: Evidence(n, piece.title, piece.label, piece.text, piece.url)
            for n, piece in enumerate(pieces, start=1)
        }


@dataclass(frozen=True, slots=True)
class SentenceRow:
    """What the verifier found of a sentence.

    Attributes:
        fault: What the label says is wrong with it; empty: nothing.
        found: What the verifier says is wrong with it; empty: nothing.
        passed: Of one that is borne out: 1 if it was let through.
        stopped: Of another: 1 if it was stopped.
    """

    id: str
    text: str
    language: str
    fault: str
    found: str
    passed: float | None
    stopped: float | None


def read_labels(folder: Path) -> Labels:
    """Read labelled sentences.

    Raises:
        EvalError: A file is missing, not of the form, empty, or a piece is unknown.
    """
    sentences = tuple(_read(folder / "sentences.jsonl", LabelledSentence))
    pieces = {piece.id: piece for piece in _read(folder / "evidence.jsonl", Piece)}
    unknown = {name for each in sentences for name in each.evidence} - pieces.keys()
    if unknown or not sentences:
        raise EvalError("groundedness.unreadable", path=folder, reason=", ".join(sorted(unknown)))
    return Labels(sentences, pieces)


def verify_all(labels: Labels, fault_of: FaultOf) -> list[SentenceRow]:
    """Ask the verifier about every sentence."""
    return [_row(each, fault_of, labels.shown_with(each)) for each in labels.sentences]


def summary(rows: Sequence[SentenceRow]) -> dict[str, object]:
    """Return the figures; a rate over no sentence is None."""
    stopped = [row for row in rows if row.found]
    alarms = Counter(row.found for row in stopped if row.passed is not None)
    return {
        "sentences": len(rows),
        "borne_out": sum(row.passed is not None for row in rows),
        "precision": _mean(float(row.stopped is not None) for row in stopped),
        "recall": _mean(row.stopped for row in rows),
        "passed_rate": _mean(row.passed for row in rows),
        "recall_by_fault": _by(rows, lambda row: row.fault, lambda row: row.stopped),
        "recall_by_language": _by(rows, lambda row: row.language, lambda row: row.stopped),
        "passed_rate_by_language": _by(rows, lambda row: row.language, lambda row: row.passed),
        "false_alarms_by_found": dict(sorted(alarms.items())),
    }


def _row(
    labelled: LabelledSentence, fault_of: FaultOf, shown: Mapping[int, Evidence]
) -> SentenceRow:
    found = fault_of(Sentence(labelled.text, labelled.sources), shown, labelled.language)
    let_through = float(found is None)
    return SentenceRow(
        id=labelled.id,
        text=labelled.text,
        language=labelled.language,
        fault=labelled.fault,
        found=found.value if found else "",
        passed=let_through if labelled.borne_out else None,
        stopped=None if labelled.borne_out else 1 - let_through,
    )


def _mean(values: Iterable[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return fmean(known) if known else None


def _by(
    rows: Sequence[SentenceRow],
    key: Callable[[SentenceRow], str],
    value: Callable[[SentenceRow], float | None],
) -> dict[str, float | None]:
    names = sorted({key(row) for row in rows if value(row) is not None})
    return {name: _mean(value(row) for row in rows if key(row) == name) for name in names}


_Model = TypeVar("_Model", bound=BaseModel)


def _read(path: Path, model: type[_Model]) -> list[_Model]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
        return [model.model_validate_json(line) for line in lines if line.strip()]
    except ValidationError as error:
        raise EvalError("groundedness.unreadable", path=path, reason=str(error)) from None
    except (OSError, ValueError) as error:
        raise EvalError("groundedness.unreadable", path=path, reason=repr(error)) from None
