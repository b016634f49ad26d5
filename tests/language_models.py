"""Language models for tests: the outside world that answers what the test says."""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from threading import Event

from chatbot.llm.language_model import LlmError, Prompt, Trouble
from chatbot.verification.fault import Fault
from chatbot.verification.sentence import Evidence, Sentence

Script = Callable[[Prompt], Iterable[str | Trouble | Event]]
PATIENCE_S = 20.0


def answer_of(*sentences: tuple[str, Sequence[int]], completeness: str = "complete") -> str:
    """Return an answer as a model writes it."""
    said = [{"text": text, "sources": list(sources)} for text, sources in sentences]
    return json.dumps({"completeness": completeness, "sentences": said}, ensure_ascii=False)


def question_of(text: str) -> str:
    """Return a question worded anew."""
    return json.dumps({"question": text}, ensure_ascii=False)


@dataclass
class ScriptedModel:
    """Says what its script says to a prompt: pieces, waiting for events, until a trouble.

    Attributes:
        asked: Every prompt; and within how many seconds each.
        hung_up: How many answers weren't read to their end.
    """

    script: Script
    asked: list[Prompt] = field(default_factory=list)
    within: list[float] = field(default_factory=list)
    hung_up: int = 0

    def stream(
        self, prompt: Prompt, within: float, schema: Mapping[str, object] | None = None
    ) -> Iterator[str]:
        """Follow the script."""
        assert schema is not None
        self.asked.append(prompt)
        self.within.append(within)
        return self._told(prompt)

    def _told(self, prompt: Prompt) -> Iterator[str]:
        try:
            for part in self.script(prompt):
                if isinstance(part, Trouble):
                    raise LlmError(part)
                if isinstance(part, Event):
                    assert part.wait(PATIENCE_S)
                else:
                    yield part
        except GeneratorExit:
            self.hung_up += 1


class NumbersVerifier:
    """Finds a fault in sentences without a source, and in numbers that no source has."""

    def fault(
        self,
        sentence: Sentence,
        evidence: Mapping[int, Evidence],
        _language: str,
        prompt: str = "",
        question: str = "",
    ) -> Fault | None:
        """Return what is wrong."""
        assert prompt
        assert question
        if not sentence.sources:
            return Fault.UNCITED
        if set(sentence.sources) - set(evidence):
            return Fault.UNKNOWN_SOURCE
        said = re.sub(r"\{\{link:\d+\}\}", "", sentence.text)
        known = "".join(evidence[n].text for n in sentence.sources)
        invented = set(re.findall(r"\d+", said)) - set(re.findall(r"\d+", known))
        return Fault.NUMBER if invented else None


@dataclass
class Counted:
    """Counts in memory."""

    faults: Counter[Fault] = field(default_factory=Counter)
    outcomes: Counter[str] = field(default_factory=Counter)

    def count_fault(self, fault: Fault) -> None:
        """Count a fault."""
        self.faults[fault] += 1

    def count_outcome(self, outcome: str) -> None:
        """Count an outcome."""
        self.outcomes[outcome] += 1
