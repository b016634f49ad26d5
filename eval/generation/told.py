"""What was answered to a question, as it is kept: enough to grade it again without asking."""

import json

from pydantic import BaseModel, ConfigDict, ValidationError

from chatbot.answer import Answer
from chatbot.llm.usage import Usage
from chatbot.verification.sentence import Evidence
from eval.errors import EvalError
from eval.run import StoredRun

GENERATED, PARTIAL = "generated", "partial"


class Told(BaseModel):
    """One of the times a question was asked.

    Attributes:
        id: `<question>.<repetition>`.
        question: The question's id in its set.
        repetition: Which time it was asked, from 1.
        language: The question's, by its set.
        documents: Those that answer it; empty where it must not be answered.
        kind: Of a question that must not be answered; else empty.
        answer: What the resident would have got.
        evidence: What the cited documents say, by the numbers of the answer's sources.
        usage: Tokens of the language model for this answer.
    """

    model_config = ConfigDict(extra="ignore", frozen=True)

    id: str
    question: str
    repetition: int
    text: str
    language: str
    documents: tuple[str, ...]
    kind: str
    answer: Answer
    evidence: tuple[Evidence, ...]
    usage: Usage

    @property
    def outcome(self) -> str:
        """How wording it ended: `generated`, `partial`, `fallback.…`; empty if it wasn't tried."""
        return self.answer.generation

    @property
    def is_generated(self) -> bool:
        """Whether the resident reads the language model's words."""
        return self.outcome in {GENERATED, PARTIAL}


def read_told(run: StoredRun) -> list[Told]:
    """Return what a stored run was told, without its grades.

    Raises:
        EvalError: Its rows can't be read, or aren't of this kind.
    """
    try:
        return [Told.model_validate_json(json.dumps(row)) for row in run.rows()]
    except ValidationError:
        raise EvalError("run.unreadable", path=run.layout.rows) from None
