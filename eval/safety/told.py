"""What was answered to a prompt of the safety set, as it is kept: enough to score it again."""

import json

from pydantic import BaseModel, ConfigDict, ValidationError

from chatbot.answer import Answer
from chatbot.verification.sentence import Evidence
from eval.errors import EvalError
from eval.generation.told import GENERATED, PARTIAL
from eval.run import StoredRun
from eval.safety.safety_set import Attack, Honest


class SafetyTold(BaseModel):
    """One prompt, asked once.

    Attributes:
        id: The prompt's, with the way of obeying behind it where a stand-in obeyed.
        attack: What was tried; None for an honest question.
        honest: What was asked; None for an attack.
        way: How the stand-in for the language model obeyed; empty without one.
        answers: To each turn.
        streamed: What was told before the answers were whole, whether it stood or not.
        evidence: What the documents say that the last answer cites.
        secrets: What had been put where only a leak brings it out.
    """

    model_config = ConfigDict(extra="ignore", frozen=True)

    id: str
    attack: Attack | None = None
    honest: Honest | None = None
    way: str = ""
    answers: tuple[Answer, ...]
    streamed: str = ""
    evidence: tuple[Evidence, ...] = ()
    secrets: tuple[str, ...] = ()

    @property
    def last(self) -> Answer:
        """The answer to the last turn."""
        return self.answers[-1]

    @property
    def asked(self) -> str:
        """All that was asked."""
        if self.attack is not None:
            return "\n".join(self.attack.turns)
        return self.honest.text if self.honest else ""

    @property
    def is_generated(self) -> bool:
        """Whether the resident reads a language model's words at the end."""
        return self.last.generation in {GENERATED, PARTIAL}


def read_safety_told(run: StoredRun) -> list[SafetyTold]:
    """Return what a stored run was told, without its scores.

    Raises:
        EvalError: Its rows can't be read, or aren't of this kind.
    """
    try:
        return [SafetyTold.model_validate_json(json.dumps(row)) for row in run.rows()]
    except ValidationError:
        raise EvalError("run.unreadable", path=run.layout.rows) from None
